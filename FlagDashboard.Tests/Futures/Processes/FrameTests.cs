using System.Text;
using FlagDashboard.Futures.Processes;

namespace FlagDashboard.Tests.Futures.Processes;

public class FrameTests
{
    private static readonly byte[] Two = [.. new Frame(FrameKind.Call, [1, 2, 3]).ToBytes(), .. new Frame(FrameKind.Ping, []).ToBytes()];

    [Fact]
    public async Task Read_SeveralFrames_ReturnsEachThenNull()
    {
        using var stream = new MemoryStream(Two);
        using var again = new MemoryStream(Two);
        foreach (var read in new Func<Task<Frame?>>[] { () => Task.FromResult(Frame.Read(stream)), () => Frame.ReadAsync(again) })
        {
            var first = await read();
            Assert.Equal(FrameKind.Call, first?.Kind);
            Assert.Equal([1, 2, 3], first?.Body);
            Assert.Equal(FrameKind.Ping, (await read())?.Kind);
            Assert.Null(await read());
        }
    }

    [Fact]
    public async Task Read_TruncatedFrame_ReturnsNull()
    {
        for (var length = 0; length < new Frame(FrameKind.Call, [1, 2, 3]).ToBytes().Length; length++)
        {
            using var cut = new MemoryStream(Two[..length]);
            Assert.Null(Frame.Read(cut));
            cut.Position = 0;
            Assert.Null(await Frame.ReadAsync(cut));
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("hello, world")]
    [InlineData("FUT2 and more")]
    [InlineData("FUT1\u0002\u0001\u0001\u0001\u00ff")]
    public async Task Read_InvalidBytes_ThrowsAndQuotesThem(string rubbish)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(rubbish));
        Assert.StartsWith(rubbish[..1], Assert.Throws<InvalidDataException>(() => Frame.Read(stream)).Message);
        stream.Position = 0;
        await Assert.ThrowsAsync<InvalidDataException>(() => Frame.ReadAsync(stream));
    }
}

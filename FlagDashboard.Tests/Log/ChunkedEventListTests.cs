using FlagDashboard.Log;

namespace FlagDashboard.Tests.Log;

public class ChunkedEventListTests
{
    private static ChunkedEventList Of(int count)
    {
        var list = new ChunkedEventList();
        for (var seq = 1; seq <= count; seq++)
            list.Add(new RaceEvent(seq, seq, RaceEventKind.Submitted));
        return list;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    public void GetRange_EveryStart_ReturnsEventsFromThere(int count)
    {
        var list = Of(count);
        var all = Enumerable.Range(1, count).ToArray();
        Assert.Equal(count, list.Count);
        Assert.Equal(all, list.Select(happened => happened.Seq));
        for (var from = 0; from <= count; from++)
        {
            Assert.Equal(all[from..], list.GetRange(from, int.MaxValue).Select(happened => happened.Seq));
            Assert.Equal(all.Skip(from).Take(3), list.GetRange(from, 3).Select(happened => happened.Seq));
        }
    }

    [Fact]
    public void Indexer_OutOfRange_Throws()
    {
        var list = Of(257);
        Assert.Equal(257, list[256].Seq);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[257]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[-1]);
    }

    [Fact]
    public void Add_ManyEvents_AllocatesLittleMoreThanTheirSize()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var list = Of(100_000);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)list.Count, 1, 64);
    }
}

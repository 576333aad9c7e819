using FlagDashboard.Futures.Processes;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Futures.Processes;

public class StandardErrorTailTests
{
    [Fact]
    public async Task Completion_CopyCannotBeWritten_ReadsToTheEnd()
    {
        using var errors = new StringReader(string.Concat(Enumerable.Repeat("much to say\n", 10_000)) + "the end\n");
        await using var full = new FullDisk();
        var tail = new StandardErrorTail(errors, full);
        await tail.Completion.Guarded();
        Assert.Equal(("much to say / the end", -1), (tail.ToString(), errors.Peek()));
    }

    private sealed class FullDisk : StringWriter
    {
        public override void Write(string? value) => throw new IOException("No space left on device");
    }
}

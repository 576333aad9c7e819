using FlagDashboard.Cli;

namespace FlagDashboard.Tests.Cli;

public class PoolThreadsTests
{
    [Theory]
    [InlineData("Max processes             40                   63204                processes", 40)]
    [InlineData("Max processes             unlimited            unlimited            processes", int.MaxValue)]
    [InlineData("Max open files            1024                 4096                 files", int.MaxValue)]
    [InlineData("", int.MaxValue)]
    public void LimitIn_LimitsOfAProcess_IsTheSoftOne(string line, int expected) =>
        Assert.Equal(expected, PoolThreads.LimitIn(["Limit                     Soft Limit", line], "Max processes"));

    [Theory]
    [InlineData("512", 512)]
    [InlineData("max", int.MaxValue)]
    public void LimitIn_LimitOfAContainer_IsItsNumber(string line, int expected) => Assert.Equal(expected, PoolThreads.LimitIn([line], ""));

    // 300 downloads at once want more files than there may be.
    [Theory]
    [InlineData("threads-as-completed")]
    [InlineData("threads-map")]
    [InlineData("async")]
    public async Task Download_TooFewOpenFiles_NamesTheLimit(string mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no such limit.");
        await using var program = ProgramProcess.StartInShell(
            "ulimit -n 340 && exec dotnet \"$0\" \"$@\"",
            "download", "-e", "-l", "400", "-m", "300", "--delay", "300", "--mode", mode);
        var result = await program.WaitForExit();
        Assert.InRange(result.ExitCode, 0, 1);
        Assert.All(result.Error, line => Assert.Contains("too many open files", line, StringComparison.Ordinal));
        Assert.Contains(result.Out, line => line.Contains("open files", StringComparison.Ordinal));
    }
}

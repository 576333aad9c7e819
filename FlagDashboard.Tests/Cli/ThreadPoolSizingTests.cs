using FlagDashboard.Cli;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

public class ThreadPoolSizingTests
{
    [Theory]
    [InlineData("Max processes             40                   63204                processes", 40)]
    [InlineData("Max processes             unlimited            unlimited            processes", int.MaxValue)]
    [InlineData("Max open files            1024                 4096                 files", int.MaxValue)]
    [InlineData("", int.MaxValue)]
    public void ParseLimit_LimitsOfProcess_ReturnsSoftLimit(string line, int expected) =>
        Assert.Equal(expected, ThreadPoolSizing.ParseLimit(["Limit                     Soft Limit", line], "Max processes"));

    [Theory]
    [InlineData("512", 512)]
    [InlineData("max", int.MaxValue)]
    public void ParseLimit_LimitOfAContainer_IsItsNumber(string line, int expected) =>
        Assert.Equal(expected, ThreadPoolSizing.ParseLimit([line], ""));

    // 300 concurrent downloads need more open files than the limit allows. The site answers only when enough requests have arrived. The
    // mode is one that opens all its connections before the first answer.
    [Fact]
    public async Task Download_OpenFileLimitReached_NamesItAndRunningDownloadsGoOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no such limit.");
        var (requests, enough) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        using var server = new ScriptedServer(async stream =>
        {
            if (Interlocked.Increment(ref requests) == 20)
                enough.SetResult();
            await enough.Task;
            await ScriptedServer.Send(stream, "HTTP/1.1 404 Not Found\nContent-Length: 0\nConnection: close\n\n");
        });
        await using var program = ProgramProcess.StartInShell(
            "ulimit -n 400 && exec dotnet \"$0\" \"$@\"",
            "download", "-e", "-l", "400", "-m", "300", "--mode", "async", "--base-url", new Uri(server.Address, "/flags").ToString());
        var result = await program.WaitForExit();
        Assert.Empty(result.Error);
        Assert.InRange(result.ExitCode, 0, 1);
        Assert.Contains(result.Out, line => line.Contains("open files", StringComparison.Ordinal));
        Assert.Contains(result.Out, line => line.EndsWith(" not found.", StringComparison.Ordinal));
    }
}

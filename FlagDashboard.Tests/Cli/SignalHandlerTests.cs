using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

/// <summary>Tests Ctrl+C during a run: one flag is saved, the second download is running and the third is pending.</summary>
public class SignalHandlerTests
{
    private static readonly byte[] Png = WebRoot.Flag("BR");

    private static ScriptedServer OneFlagThenSilence()
    {
        ScriptedServer server = null!;
        return server = new ScriptedServer((stream, request) => request.Contains("/br/", StringComparison.Ordinal)
            ? ScriptedServer.Send(stream, $"HTTP/1.1 200 OK\nContent-Length: {Png.Length}\nConnection: close\n\n", Png)
            : server.Stall());
    }

    private static async Task<(ProcessResult Result, string[] Files)> Interrupted(string signal, params string[] args)
    {
        using var server = OneFlagThenSilence();
        await using var program =
            ProgramProcess.Start(
            ["download", "BR", "CN", "DE", "-m", "1", "--base-url", new Uri(server.Address, "/flags").ToString(), .. args]);
        await server.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        await server.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        program.SendSignal(signal);
        return (await program.WaitForExit(), program.Files);
    }

    [Theory]
    [InlineData("sequential")]
    [InlineData("threads-map")]
    [InlineData("threads-as-completed")]
    [InlineData("processes")]
    [InlineData("async")]
    public async Task CtrlC_DuringDownload_KeepsSavedFlagsAndReportsMissing(string mode)
    {
        var (result, files) = await Interrupted("INT", "--mode", mode, "-v");
        Assert.Equal((130, []), (result.ExitCode, result.Error));
        Assert.Equal(
            [
                "REMOTE site: http://127.0.0.1:*/flags",
                "Searching for 3 flags: BR, CN, DE",
                "1 concurrent connection will be used.",
                "BR OK",
                "Interrupted: 2 of 3 flags were not downloaded.",
                "--------------------",
                "1 flag downloaded.",
                "Elapsed time: *s",
                "Saved in */downloads",
            ],
            result.Out);
        Assert.Equal([Path.Combine("downloads", "br.png")], files);
    }

    [Fact]
    public async Task CtrlC_OfARepeatedJson_EndsWithTheLineOfTheRun()
    {
        var (result, _) = await Interrupted("INT", "--json", "--repeat", "30");
        Assert.Equal(130, result.ExitCode);
        Assert.StartsWith(
            """{"mode":"threads-as-completed","workers":1,"requested":3,"ok":1,"notFound":0,"errors":0,""",
            Assert.Single(result.Out),
            StringComparison.Ordinal);
        Assert.Equal(["Interrupted: 2 of 3 flags were not downloaded."], result.Error);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task SigtermOrClosedTerminal_DuringDownload_PrintsReportAndExitsWithItsCode(string signal, int code)
    {
        var (result, files) = await Interrupted(signal);
        Assert.Equal(code, result.ExitCode);
        Assert.Equal(["Interrupted: 2 of 3 flags were not downloaded.", "--------------------", "1 flag downloaded.", "Elapsed time: *s"],
            result.Out[^5..^1]);
        Assert.Single(files);
    }

    // Uses a terminal, because the bar is drawn only there. The site never answers, so the cursor is hidden when Ctrl+C comes.
    [Fact]
    public async Task CtrlC_TwiceDuringTheBar_ShowsTheCursor()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no script.");
        using var server = OneFlagThenSilence();
        await using var program = ProgramProcess.StartInShell(
            """TERM=xterm exec script -qec "dotnet '$0' $*" /dev/null""",
            "download", "CN", "DE", "--mode", "processes", "--base-url", new Uri(server.Address, "/flags").ToString());
        await program.WaitForText("\u001b[?25l");
        await server.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        await program.Type("\u0003");
        await program.Type("\u0003");
        var rest = string.Join('\n', (await program.WaitForExit()).Out);
        Assert.Contains("\u001b[?25h", rest, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[?25l", rest, StringComparison.Ordinal);
    }
}

using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

/// <summary>Ctrl+C in the middle: one flag is saved, the next is under way, the third has not begun.</summary>
public class InterruptTests
{
    private static readonly byte[] Png = WebRoot.Flag("BR");

    private static ScriptedServer OneFlagThenSilence()
    {
        ScriptedServer server = null!;
        return server = new ScriptedServer((stream, request) => request.Contains("/br/", StringComparison.Ordinal)
            ? ScriptedServer.Send(stream, $"HTTP/1.1 200 OK\nContent-Length: {Png.Length}\nConnection: close\n\n", Png)
            : server.Stall());
    }

    private static async Task<(Ended Ended, string[] Files)> Interrupted(string signal, params string[] args)
    {
        using var server = OneFlagThenSilence();
        await using var command = Command.Start(["download", "BR", "CN", "DE", "-m", "1", "--base-url", new Uri(server.Address, "/flags").ToString(), .. args]);
        await server.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        await server.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        command.Signal(signal);
        return (await command.End(), command.Files);
    }

    [Theory]
    [InlineData("sequential")]
    [InlineData("threads-map")]
    [InlineData("threads-as-completed")]
    [InlineData("processes")]
    [InlineData("async")]
    public async Task CtrlC_InTheMiddle_KeepsWhatIsSavedAndSaysWhatIsNot(string mode)
    {
        var (ended, files) = await Interrupted("INT", "--mode", mode, "-v");
        Assert.Equal((130, []), (ended.ExitCode, ended.Error));
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
            ],
            ended.Out);
        Assert.Equal([Path.Combine("downloads", "br.png")], files);
    }

    [Fact]
    public async Task CtrlC_OfARepeatedJson_EndsWithTheLineOfTheRun()
    {
        var (ended, _) = await Interrupted("INT", "--json", "--repeat", "100");
        Assert.Equal(130, ended.ExitCode);
        Assert.StartsWith("""{"mode":"threads-as-completed","workers":1,"requested":3,"ok":1,"notFound":0,"errors":0,""", Assert.Single(ended.Out), StringComparison.Ordinal);
        Assert.Equal(["Interrupted: 2 of 3 flags were not downloaded."], ended.Error);
    }

    [Fact]
    public async Task Term_InTheMiddle_EndsAsProperly()
    {
        var (ended, files) = await Interrupted("TERM");
        Assert.Equal(143, ended.ExitCode);
        Assert.Equal(["Interrupted: 2 of 3 flags were not downloaded.", "--------------------", "1 flag downloaded.", "Elapsed time: *s"], ended.Out[^4..]);
        Assert.Single(files);
    }
}

namespace FlagDashboard.Tests.Cli;

public class HelpTests
{
    private const int Terminal = 80;

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("download --help")]
    [InlineData("serve-flags --help")]
    [InlineData("modes --help")]
    [InlineData("--urls http://localhost:1 download --help")]
    public async Task Help_AnyCommand_FitsATerminalAndIsNoError(string line)
    {
        var result = await CliResult.Run(line.Split(' '));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        // Help shows the name of the test host. It is replaced, because it is longer than that of the program.
        Assert.All(result.Out.Replace(System.CommandLine.RootCommand.ExecutableName, "FlagDashboard", StringComparison.Ordinal).Split('\n'),
            text => Assert.True(text.TrimEnd().Length <= Terminal, text));
    }

    [Theory]
    [InlineData("", "--urls <URLS>", "--Downloads <DIR>", "--Sites:Remote:Url <ADDRESS>", "--data <DIR>", "--History:MaxRaces <N>",
        "--History:MaxDays <N>", "--History:MaxMegabytes <N>", "--AllowedHosts <NAMES>", "--AllowedOrigins <ORIGINS>", "download",
            "serve-flags", "modes", "--version", "http://localhost:5080")]
    [InlineData("download", "<CC>", "-a, --all", "-e, --every", "-l, --limit <N>", "-m, --max_req <N>", "Downloads at once, 1 to 1000",
        "-s, --server <SITE>", "-v, --verbose", "--mode <MODE>")]
    [InlineData("download", "--seed <N>", "--delay <MS>", "--jitter <MS>", "--error-rate <P>", "--out <DIR>", "--repeat <N>", "--json",
        "--base-url <URL>")]
    [InlineData("download", "Exit codes:", "130  interrupted", "2    the command line is wrong")]
    [InlineData("serve-flags", "--port <N>", "--delay <MS>", "--jitter <MS>", "--error-rate <P>", "--seed <N>", "/flags/{cc}/{cc}.png")]
    [InlineData("modes", "--json")]
    public async Task Help_EachCommand_ContainsItsOptionsAndExitCodes(string verb, params string[] told)
    {
        var result = await CliResult.Run([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.All(told, text => Assert.Contains(text, result.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_WithInvalidOption_ExitsWithCode0() =>
        Assert.Equal(0, (await CliResult.Run("modes", "--bogus", "--help")).ExitCode);

    [Fact]
    public async Task Help_OfProgram_HidesWorkerCommand() =>
        Assert.DoesNotContain("worker", (await CliResult.Run("--help")).Out, StringComparison.Ordinal);

    [Fact]
    public async Task Version_OfTheProgram_IsANumber()
    {
        var result = await ProgramProcess.Run("--version");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", Assert.Single(result.Out));
    }

    [Fact]
    public async Task Modes_Text_PrintsOneLinePerMode()
    {
        var result = await CliResult.Run("modes");
        Assert.Equal(0, result.ExitCode);
        var lines = result.Out.TrimEnd().Split(Environment.NewLine);
        Assert.Equal(["MODE", .. CliResult.Modes], lines.Select(line => line.Split(' ')[0]));
        Assert.Contains("Thread pool · map  ", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("results arrive in call order.", lines[2].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Modes_Json_IsOneLine()
    {
        var result = await CliResult.Run("modes", "--json");
        Assert.StartsWith(
            """[{"id":"sequential","title":"Sequential","summary":"One after another, on one thread."},""",
            result.Out,
            StringComparison.Ordinal);
        Assert.Single(result.Out.TrimEnd().Split('\n'));
    }
}

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
        var said = await CliResult.Of(line.Split(' '));
        Assert.Equal((0, ""), (said.ExitCode, said.Error));
        // The test host's own long name would not be there.
        Assert.All(said.Out.Replace(System.CommandLine.RootCommand.ExecutableName, "FlagDashboard", StringComparison.Ordinal).Split('\n'), text => Assert.True(text.TrimEnd().Length <= Terminal, text));
    }

    [Theory]
    [InlineData("", "--urls <URLS>", "--Downloads <DIR>", "--Sites:Remote:Url <ADDRESS>", "--data <DIR>", "--History:MaxRaces <N>", "--History:MaxDays <N>", "download", "serve-flags", "modes", "--version", "http://localhost:5080")]
    [InlineData("download", "<CC>", "-a, --all", "-e, --every", "-l, --limit <N>", "-m, --max_req <N>", "Downloads at once, 1 to 1000", "-s, --server <SITE>", "-v, --verbose", "--mode <MODE>")]
    [InlineData("download", "--seed <N>", "--delay <MS>", "--jitter <MS>", "--error-rate <P>", "--out <DIR>", "--repeat <N>", "--json", "--base-url <URL>")]
    [InlineData("download", "Exit codes:", "130  interrupted", "2    the command line is wrong")]
    [InlineData("serve-flags", "--port <N>", "--delay <MS>", "--jitter <MS>", "--error-rate <P>", "--seed <N>", "/flags/{cc}/{cc}.png")]
    [InlineData("modes", "--json")]
    public async Task Help_Command_TellsWhatThereIs(string verb, params string[] told)
    {
        var said = await CliResult.Of([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.All(told, text => Assert.Contains(text, said.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_WithBadUsage_StillHelps() => Assert.Equal(0, (await CliResult.Of("modes", "--bogus", "--help")).ExitCode);

    [Fact]
    public async Task Help_OfTheWhole_HidesWhatIsNotForPeople() =>
        Assert.DoesNotContain("worker", (await CliResult.Of("--help")).Out, StringComparison.Ordinal);

    [Fact]
    public async Task Version_OfTheProgram_IsANumber()
    {
        var said = await Command.Run("--version");
        Assert.Equal(0, said.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", Assert.Single(said.Out));
    }

    [Fact]
    public async Task Modes_List_HasEachOnALineOfItsOwn()
    {
        var said = await CliResult.Of("modes");
        Assert.Equal(0, said.ExitCode);
        var lines = said.Out.TrimEnd().Split(Environment.NewLine);
        Assert.Equal(["MODE", .. CliResult.Modes], lines.Select(line => line.Split(' ')[0]));
        Assert.Contains("Thread pool · map  ", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("results arrive in call order.", lines[2].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Modes_Json_IsOneLine()
    {
        var said = await CliResult.Of("modes", "--json");
        Assert.StartsWith("""[{"id":"sequential","title":"Sequential","summary":"One after another, on one thread."},""", said.Out, StringComparison.Ordinal);
        Assert.Single(said.Out.TrimEnd().Split('\n'));
    }
}

using FlagDashboard.Log;
using FlagDashboard.Python;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests programs that are no Python, or do not behave like one.</summary>
public sealed class StrangePythonTests : IDisposable
{
    private const string Answer = """if [ "$2" = "-c" ]; then printf '3.11.0\nTrue\n%s\n' "$0"; exit; fi""";

    private readonly TemporaryFolder _folder = new();

    public StrangePythonTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "These programs are shell scripts.");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("echo oops >&2; exit 3", "Python exited with code 3; it last wrote to standard error: oops")]
    [InlineData("kill -9 $$", "Python was killed (signal 9)")]
    [InlineData("echo 'Welcome to Python!'; sleep 60", "Python wrote “Welcome to Python!”, which is no observation")]
    [InlineData("echo '{}'; sleep 60", "Python wrote “{}”, which is no observation")]
    [InlineData(
        """echo '{"futurelog":1,"program":"x","python":"3.11.0"}'; read plan; read go; exit 4""", "Python exited with code 4")]
    [InlineData(
        """echo '{"futurelog":1,"program":"x","python":"3.11.0"}'; read plan; read go; echo 'Traceback'; sleep 60""",
        "Python wrote “Traceback”, which is no observation")]
    [InlineData(
        """echo '{"futurelog":1,"program":"x","python":"3.11.0"}'; read plan; read go; echo '{"over":0,"t":1,"lost":0}'; sleep 60""",
        "Python has not told the outcome of every future")]
    public async Task Race_WithStrangePython_EndsRunWithReasonAndOthersGoOn(string script, string reason)
    {
        await using var dashboard = await TestDashboard.Start(settings: new() { ["Python"] = Program(Answer + "\n" + script) });
        string[] modes = ["python-threads-map", "sequential"];
        var race = await dashboard.Race(plan => plan with { Modes = modes, Countries = ["BR", "CN"] }).Through();
        Assert.Equal((Outcome.Error, reason), (race.Runs[0].Outcome, race.Runs[0].FailureReason));
        Assert.Equal([Outcome.Cancelled, Outcome.Cancelled], race.Runs[0].Statuses());
        Assert.Equal((Outcome.Ok, 2), (race.Runs[1].Outcome, race.Runs[1].Count(Outcome.Ok)));
        Assert.Empty(dashboard.LoggedErrors);
    }

    [Fact]
    public async Task Cancel_WhilePythonHangsAtItsStart_EndsRace()
    {
        await using var dashboard = await TestDashboard.Start(settings: new() { ["Python"] = Program(Answer + "\nsleep 600") });
        var race = dashboard.Race(plan => plan with { Modes = ["python-async", "sequential"], Countries = ["BR"] });
        await race.Seen(happened => happened is { Kind: RaceEventKind.RunFinished, Run: 1 });
        race.Cancel();
        var run = (await race.Through()).Runs[0];
        Assert.Equal((Outcome.Cancelled, "never started"), (run.Outcome, run.Futures[0].Reason));
    }

    [Theory]
    [InlineData("echo 3.7.16; echo True; echo /bin/sh", "Python 3.7.16 is too old: the modes in Python need 3.8 or later.")]
    [InlineData("echo 'Unknown option: -I' >&2; exit 2", "The program that --Python names is no Python that can be run.")]
    [InlineData("echo hello", "The program that --Python names is no Python that can be run.")]
    public async Task Finder_ProgramThatCannotRunModes_ExplainsThat(string script, string problem) =>
        Assert.Equal(problem, await ProblemOf(Program(script)));

    [Theory]
    [InlineData("3.13", "printf '3.13.0\\nFalse\\n/bin/sh\\n'", "The program that --Python names for 3.13 is Python 3.13t.")]
    [InlineData("3.13t", "printf '3.13.0\\nTrue\\n/bin/sh\\n'", "The program that --Python names for 3.13t is Python 3.13.")]
    [InlineData("3.7", "printf '3.7.16\\nTrue\\n/bin/sh\\n'", "Python 3.7.16 is too old: the modes in Python need 3.8 or later.")]
    [InlineData("3.8", "echo hello", "The program that --Python names for 3.8 is no Python that can be run.")]
    public async Task Finder_ProgramOfAnotherVersion_ExplainsThat(string version, string script, string problem) =>
        Assert.Equal(problem, await ProblemOf(Program(script), version));

    [Fact]
    public async Task Finder_NoProgramAtThatPath_ExplainsThat() => Assert.Equal(
        "The program that --Python names is no Python that can be run.", await ProblemOf(Path.Combine(_folder.Path, "nothing")));

    [Fact]
    public async Task Finder_SwitchedOff_ExplainsThat() =>
        Assert.Equal("The modes in Python are switched off on this server.", await ProblemOf("none"));

    private static async Task<string?> ProblemOf(string setting, string? version = null)
    {
        var finder = new ModePythonFinder(setting, version);
        await finder.Ready.Guarded();
        Assert.Null(finder.FoundByNow);
        return finder.Problem?.ToString();
    }

    private string Program(string script) => _folder.WriteProgram("python3", script);
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FlagDashboard.Components;
using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Python;
using FlagDashboard.Tests.Api;
using FlagDashboard.Tests.Cli;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Tests.Races;
using Microsoft.Extensions.Logging;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests a server whose configuration names several Pythons, which race each other.</summary>
public sealed class SeveralPythonsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Race_OfTwoVersions_RunsEachModeInItsPython()
    {
        var pythons = await FindPythons();
        Assert.SkipWhen(pythons.Count < 2, "There are no two versions of Python, 3.8 or later.");
        await RaceFirstAgainstLast(pythons);
    }

    [Fact]
    public async Task Race_OfThreadsWithAndWithoutLock_RunsEachModeInItsPython()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The free-threaded Python of this test is a shell script.");
        var pythons = await FindPythons();
        Assert.SkipWhen(pythons.Count == 0, "There is no Python 3.8 or later.");
        var freeThreaded = Program(pythons[0], "False");
        await RaceFirstAgainstLast([pythons[0], new(freeThreaded, new(3, 13, 0), HasGil: false)]);
        Assert.True(File.Exists(freeThreaded + ".ran"));
    }

    [Theory]
    [InlineData("False", "One thread · Python 3.13t", "Threads · Python 3.13t", "Who computes · Python 3.13t")]
    [InlineData("True")]
    public async Task LockExperiment_OtherPython_ComputesTheSameOnlyIfItDiffersInHavingALock(string hasLock, params string[] titles)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The other Python of this test is a shell script.");
        var pythons = (await FindPythons()).Where(python => python.ShortVersion != "3.13").ToList();
        Assert.SkipWhen(pythons.Count == 0, "There is no Python 3.8 or later.");
        var other = Program(pythons[0], hasLock);
        var version = hasLock == "True" ? "3.13" : "3.13t";
        await using var dashboard = await TestDashboard.Start(
            settings: new() { ["Python"] = $"{pythons[0].ShortVersion}={pythons[0].Path};{version}={other}" });
        var experiment = dashboard.Get<ExperimentRegistry>().Find("gil")!;
        var race = await experiment.Start(SettingValues.ReadLink(experiment.Settings, "items=2&limit=10000&repeat=1")).Through();

        Assert.Equal("", race.Failures());
        Assert.Equal(titles, race.Runs.Skip(8).Select(run => run.Info.Title));
        Assert.Equal(titles.Length > 0, File.Exists(other + ".ran"));
        if (titles.Length == 0)
            return;
        Assert.All(race.Runs.Where(run => !run.Info.IsAuxiliary), run => Assert.Equal(
            (2, "1229", "1229"), (run.Received.Count, run.Futures[0].Result, run.Futures[1].Result)));
        Assert.Equal([1, 2, 2], race.Runs.Skip(8).Select(run => run.Workers));
        Assert.Contains(GilPhaseTracker.WaitingForLock, race.Of("threads-compute").Info.WorkerPhaseKinds!.Select(kind => kind.NamePrefix));
        Assert.DoesNotContain(GilPhaseTracker.WaitingForLock, race.Runs[10].Info.WorkerPhaseKinds!.Select(kind => kind.NamePrefix));
        Assert.Contains(race.Runs[10].WorkerPhases, phase => phase.Name == GilPhaseTracker.Computing);
        Assert.Contains(
            $"Compared with {titles[0]}: {titles[1]} ×", experiment.DescribeConclusion(race).ToString(), StringComparison.Ordinal);
        Assert.All(titles, title => Assert.NotEqual(title, TranslationCatalog.ForLanguage("zh-Hans")(title)));
    }

    [Theory]
    [InlineData("False", "Who computes", "This Python has no lock.", "This Python has no lock.")]
    [InlineData("True", "Who has the lock", "They share one lock.", "Each has a lock of its own.")]
    public async Task LockExperiment_FirstPython_IsSaidToHaveALockOnlyIfItHas(string hasLock, string lane, params string[] summaries)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The Python of this test is a shell script.");
        var pythons = await FindPythons();
        Assert.SkipWhen(pythons.Count == 0, "There is no Python 3.8 or later.");
        await using var dashboard = await TestDashboard.Start(settings: new() { ["Python"] = Program(pythons[0], hasLock) });
        var experiment = dashboard.Get<ExperimentRegistry>().Find("gil")!;
        var race = await experiment.Start(SettingValues.ReadLink(experiment.Settings, "items=2&limit=1000&repeat=1")).Through();
        Assert.Equal(lane, race.Of("threads-compute").Info.Title);
        string[] described = ["python-threads", "python-processes-compute"];
        Assert.Equal(summaries, described.Select(id => race.Of(id).Info.Summary));
    }

    [Fact]
    public async Task Modes_OfPythonsThatCannotRun_AreListedAndRefusedWithAReasonForEach()
    {
        await using var dashboard = await TestDashboard.Start(settings: new() { ["Python"] = "3.11=/no/a;3.13t=/no/b" });
        using var http = new HttpClient { BaseAddress = dashboard.Address };
        var modes = (await http.GetFromJsonAsync<JsonElement>("/api/modes", TestContext.Current.CancellationToken)).EnumerateArray()
            .ToDictionary(mode => mode.Text("id"), mode => mode.Text("title"));
        Assert.Equal(
            [.. EveryMode.Ids, .. EveryPythonMode.Ids, .. EveryMode.Ids.Select(id => $"python-3-13t-{id}")], modes.Keys);
        Assert.Equal("Thread pool · map · Python 3.11", modes["python-threads-map"]);
        Assert.Equal("Thread pool · map · Python 3.13t", modes["python-3-13t-threads-map"]);
        // A saved race with this id may have run in another Python, which was then the first of the server.
        Assert.Equal("Thread pool · map · Python", dashboard.Get<ModeCatalog>().SavedTitleOf("python-threads-map"));

        using var response = await http.PostAsJsonAsync(
            "/api/races", new { modes = modes.Keys.Where(id => id != "async") }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["The program that --Python names for 3.11 is no Python that can be run.",
                "The program that --Python names for 3.13t is no Python that can be run."],
            body.GetProperty("errors").GetProperty("modes").EnumerateArray().Select(error => error.GetString()));
    }

    [Theory]
    [InlineData("3.11=/no/a;3.13t=/no/b", "names for 3.11 is no Python", "names for 3.13t is no Python")]
    [InlineData("/no/a", "--Python names is no Python")]
    [InlineData("none")]
    public async Task FindAndWarn_NamedProgramThatIsNoPython_IsLogged(string setting, params string[] reasons)
    {
        var logger = new RecordingLogger<ModePythons>();
        await ModePythons.Read(setting).FindAndWarn(logger).Guarded();
        Assert.Equal(reasons.Length, logger.Messages.Count);
        Assert.All(logger.Messages.Zip(reasons), pair =>
        {
            Assert.Equal(LogLevel.Warning, pair.First.Level);
            Assert.Contains(pair.Second, pair.First.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Download_WrongSetting_IsOneLineWithTheReason()
    {
        var result = await CliResult.Run("download", "BR", "--mode", "python-async", "--Python", "3.11=/a;3.11=/b");
        Assert.Equal((1, $"Python: 3.11 is listed twice.{Environment.NewLine}"), (result.ExitCode, result.Error));
    }

    private static async Task RaceFirstAgainstLast(IReadOnlyList<PythonInterpreter> pythons)
    {
        var (first, last) = (pythons[0].ShortVersion, pythons[^1].ShortVersion);
        await using var dashboard = await TestDashboard.Start(
            settings: new() { ["Python"] = $"{first}={pythons[0].Path};{last}={pythons[^1].Path}" });
        string[] modes = ["python-threads-map", $"python-{last.Replace('.', '-')}-threads-map"];
        var race = await dashboard.Race(plan => plan with { Modes = modes, Countries = ["BR", "CN"] }).Through();
        Assert.Equal(modes, race.Runs.Select(run => run.Mode));
        Assert.Equal(
            [$"Thread pool · map · Python {first}", $"Thread pool · map · Python {last}"], race.Runs.Select(run => run.Info.Title));
        Assert.All(race.Runs, run => Assert.Equal((Outcome.Ok, 2), (run.Outcome, run.Count(Outcome.Ok))));
    }

    /// <summary>Finds one Python of each version, the oldest first: those on the PATH, and those that pyenv has installed.</summary>
    private static async Task<IReadOnlyList<PythonInterpreter>> FindPythons()
    {
        var pyenv = Environment.GetEnvironmentVariable("PYENV_ROOT")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv");
        var versions = Path.Combine(pyenv, "versions");
        var candidates = Enumerable.Range(8, 8).Select(minor => $"python3.{minor}").Append("python3").Concat(
            Directory.Exists(versions) ? Directory.GetDirectories(versions).Select(folder => Path.Combine(folder, "bin", "python3")) : []);
        var found = await Task.WhenAll(candidates.Select(candidate => PythonProbe.Ask(candidate)));
        return [.. found.OfType<PythonInterpreter>().Where(python => python.Version >= PythonInterpreter.MinVersion)
            .OrderBy(python => python.Version).DistinctBy(python => python.ShortVersion)];
    }

    /// <summary>Writes a program that says it is Python 3.13, and then is another Python.</summary>
    private string Program(PythonInterpreter python, string hasLock) => Program(
        $"""
        if [ "$2" = "-c" ]; then printf '3.13.0\n{hasLock}\n%s\n' "$0"; exit; fi
        touch "$0.ran"
        exec "{python.Path}" "$@"
        """);

    private string Program(string script) => _folder.WriteProgram("python3.13t", script);
}

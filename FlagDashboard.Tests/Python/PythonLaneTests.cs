using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Python;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Modes;
using Microsoft.AspNetCore.Hosting;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests the modes in Python with downloads from the built-in site, beside those in C#.</summary>
public sealed class PythonLaneTests : IAsyncLifetime
{
    private TestDashboard _dashboard = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await TestDashboard.Start();
        await EveryPythonMode.SkipWithoutPython(_dashboard);
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Theory, ClassData(typeof(EveryPythonMode))]
    public async Task Race_InPython_SavesAndShowsEveryFlag(string mode)
    {
        var race = _dashboard.Race(plan => plan with { Modes = [mode] });
        var state = await race.Through();
        var run = state.Of(mode);
        Assert.Equal("", state.Failures());
        Assert.Equal((Outcome.Ok, null), (run.Outcome, run.FailureReason));
        Assert.Equal(20, run.Received.Count);
        Assert.Matches(@" · Python 3\.\d+t?\z", run.Info.Title);
        var (flags, store) = (_dashboard.Get<IWebHostEnvironment>().WebRootFileProvider, _dashboard.Get<FlagStore>());
        foreach (var future in run.Futures)
        {
            var original = flags.GetFileInfo($"flags/{future.Label.ToLowerInvariant()}.png").PhysicalPath!;
            Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(store.Find(race.Id, mode, future.Label)!.Path));
            Assert.Equal((int)new FileInfo(original).Length, future.Bytes);
            Assert.NotNull(store.Find(future.ImageHash));
            Assert.Equal(store.Register(original), future.ImageHash);
        }
    }

    [Theory, ClassData(typeof(EveryPythonMode))]
    public async Task Race_InPython_HasAtMostItsWorkers(string mode)
    {
        var run = (await _dashboard.Race(plan => plan with { Modes = [mode], Workers = 3 }).Through()).Of(mode);
        Assert.Equal(_dashboard.Get<ModeCatalog>().Find(mode)!.IsConcurrent ? 3 : 1, run.Workers);
        Assert.Equal(20, run.Count(Outcome.Ok));
        Assert.Equal(run.Workers, run.Futures.Select(future => future.Worker).Distinct().Count());
    }

    [Fact]
    public async Task Race_OfBothLanguages_MeetsSameFailures()
    {
        string[] modes = ["sequential", .. EveryPythonMode.Ids];
        var race = await _dashboard.Race(plan => plan with
        {
            Modes = modes,
            Countries = [.. _dashboard.Get<CountryCatalog>().All.Take(80).Select(country => country.Code)],
            Site = SiteId.Error,
            DelayMs = 4,
            JitterMs = 2,
            Seed = 5,
            ErrorRate = 0.3,
        }).Through();
        var expected = Outcomes(race.Runs[0]);
        Assert.Equal(7, expected.Values.Where(outcome => outcome.StartsWith("Error", StringComparison.Ordinal)).Distinct().Count());
        foreach (var run in race.Runs.Where(run => run.Mode != "python-threads-map"))
            Assert.Equal(expected, Outcomes(run));

        // The loop of the mode map raises the first failure, in Python as in C#.
        var map = race.Of("python-threads-map");
        var first = map.Futures.First(future => future.Status == Outcome.Error);
        Assert.Equal((Outcome.Error, first, first.Reason), (map.Outcome, map.EarlyEndCause, map.FailureReason));
        Assert.Equal(first.Number + 1, map.Received.Count);
        Assert.Contains(map.Futures, future => future is { Status: Outcome.Cancelled, Reason: "cancelled while pending" });
    }

    [Fact]
    public async Task Log_OfLanes_CanBeImported()
    {
        var race = _dashboard.Race(plan => plan with { Modes = EveryPythonMode.Ids, Workers = 3 });
        await race.Through();
        var imported = LogReader.Read(LogFile.ToBytes(race.Log.Snapshot()));
        Assert.Equal(race.Log.Snapshot(), imported.Events);
    }

    [Fact]
    public async Task Intervene_FailAtSite_FailsFutureOfLane()
    {
        var race = _dashboard.Race(plan => plan with
        {
            Modes = ["python-threads-as-completed"],
            Countries = ["BR", "CN"],
            Site = SiteId.Delay,
            DelayMs = 4000,
            JitterMs = 0,
        });
        await race.Seen(happened => happened is { Kind: RaceEventKind.Started, Future: 1 });
        var done = race.Intervene(new InterventionRequest("CN", InterventionAct.ServerError));
        Assert.Equal(["python-threads-as-completed"], Assert.IsType<InterventionResult.Applied>(done).Modes);
        var failed = await race.Seen(happened => happened is { Kind: RaceEventKind.Received, Future: 1 });
        Assert.Equal(Outcome.Error, failed.Status);
        race.Cancel();
        var run = (await race.Through()).Runs[0];
        Assert.Equal(Outcome.Error, run.Futures[1].Status);
        // The other download has no failure. It ends by itself, or is cancelled with the race.
        Assert.Contains(run.Futures[0].Status, (Outcome?[])[Outcome.Ok, Outcome.Cancelled]);
        Assert.Equal("HTTP 500 Internal Server Error", run.Futures[1].Reason);
    }

    [Fact]
    public async Task Folder_OfLanes_BelongsToUserAndIsDeletedWithServer()
    {
        await _dashboard.Race(plan => plan with { Modes = ["python-sequential"], Countries = ["BR"] }).Through();
        var folder = Path.GetDirectoryName(_dashboard.Get<ScriptFolder>().GetScriptPath(ScriptFolder.ModeScriptName))!;
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }

        _dashboard.Get<ScriptFolder>().Dispose();
        Assert.False(Directory.Exists(folder));
    }

    private static Dictionary<string, string> Outcomes(RunState run) =>
        run.Futures.ToDictionary(future => future.Label, future => $"{future.Status} {future.ResultOrReason}");
}

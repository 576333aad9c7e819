using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Races;

namespace FlagDashboard.Tests.Experiments;

public sealed class MapOrAsCompletedExperimentTests : IDisposable
{
    private readonly RaceFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    private Race Start(string delays, string workers = "3")
    {
        var experiment = new MapOrAsCompletedExperiment(_fixture.Races);
        var settings = SettingValues.Read(experiment.Settings, name => name switch { "delays" => delays, "workers" => workers, _ => null });
        Assert.Empty(settings.Problems);
        return experiment.Start(settings);
    }

    [Fact]
    public async Task Start_LongCallFirst_MapHoldsResultsThatAsCompletedReturns()
    {
        var race = Start("0.5,0,0");
        await race.Completion.Guarded();
        var (map, asCompleted) = (race.Log.Fold().Runs[0], race.Log.Fold().Runs[1]);
        Assert.Equal(["loiter(0.5)", "loiter(0)", "loiter(0)"], map.Futures.Select(future => future.Label));
        Assert.Equal([0, 1, 2], map.Received.Select(future => future.Number));
        Assert.Equal(0, asCompleted.Received[^1].Number);
        Assert.Equal(["5", "0", "0"], map.Futures.Select(future => future.Result));
        // All calls finish before the first result is received, because map holds the short calls until the long call finishes.
        Assert.Equal(
            ["Finished", "Finished", "Finished", "Received", "Received", "Received"],
            map.Events.Where(raceEvent => raceEvent.Status is not null && raceEvent.Future >= 0).Select(raceEvent => $"{raceEvent.Kind}"));
        Assert.Equal(0, map.Events.Last(raceEvent => raceEvent.Kind == RaceEventKind.Finished).Future);
        Assert.All(race.Log.Fold().Runs, run => Assert.Equal((Outcome.Ok, 3), (run.Outcome, run.Count(Outcome.Ok))));
    }

    [Fact]
    public async Task Start_MoreWorkersThanCalls_UsesNoMore()
    {
        var race = Start("0,0", workers: "20");
        await race.Completion.Guarded();
        Assert.All(race.Log.Fold().Runs, run => Assert.Equal(2, run.Workers));
    }

    [Fact]
    public async Task Cancel_RunningCalls_EndsAtOnceWithEveryFutureCancelled()
    {
        var race = Start("10,10,10", workers: "2");
        await race.Log.Until(events => events.Count(raceEvent => raceEvent.Kind == RaceEventKind.Started) == 4);
        race.Cancel();
        await race.Completion.Guarded();
        var state = race.Log.Fold();
        Assert.Equal(Outcome.Cancelled, state.Outcome);
        Assert.All(state.Runs, run => Assert.Equal((3, 0), (run.Count(Outcome.Cancelled), run.Received.Count)));
    }

    [Fact]
    public async Task Start_AnySettings_RaceHasThemAndLink()
    {
        var race = Start("0.01,0", workers: "1");
        await race.Completion.Guarded();
        var definition = race.Log.Fold().Definition!;
        Assert.Null(definition.Plan);
        Assert.Equal(
            ("map-or-as-completed", "2 calls · 1 worker", "/experiments/map-or-as-completed?delays=0.01,0&workers=1"),
            (definition.Experiment!.Id, definition.Experiment.SettingsLine, definition.Experiment.Link));
    }

    [Fact]
    public void Conclusion_HandMadeLog_SumsHeldTime()
    {
        var race = FlagDashboard.Tests.Timeline.Logs.Fold(["map", "as"], ["a", "b"], Script());
        Assert.Equal(
            "map held finished results for 3.00 s in all, as completed for 0.00 s. "
            + "The code had received 1 of 2 results by 4.00 s with map, and by 1.00 s with as completed.",
            new MapOrAsCompletedExperiment(_fixture.Races).DescribeConclusion(race).ToString());
    }

    private static IEnumerable<RaceEvent> Both(Func<int, IEnumerable<RaceEvent>> of) => of(0).Concat(of(1));

    private static RaceEvent[] Script()
    {
        RaceEvent Tell(
            double at, RaceEventKind kind, int run, int future = RaceEvent.None, int worker = 0, Outcome? status = null) =>
            new(0, at, kind, run, future, worker, status);
        return
        [
            .. Both(run =>
            [
                Tell(0, RaceEventKind.RunStarted, run, worker: 2), Tell(0, RaceEventKind.Submitted, run, 0),
                Tell(0, RaceEventKind.Submitted, run, 1),
                Tell(0, RaceEventKind.Started, run, 0, 1), Tell(0, RaceEventKind.Started, run, 1, 2),
                Tell(1000, RaceEventKind.Finished, run, 1, status: Outcome.Ok),
            ]),
            Tell(1000, RaceEventKind.Received, 1, 1),
            .. Both(run => [Tell(4000, RaceEventKind.Finished, run, 0, status: Outcome.Ok), Tell(4000, RaceEventKind.Received, run, 0)]),
            Tell(4000, RaceEventKind.Received, 0, 1),
            .. Both(run => [Tell(4000, RaceEventKind.RunFinished, run, status: Outcome.Ok)]),
            new(0, 4000, RaceEventKind.RaceFinished, Status: Outcome.Ok),
        ];
    }
}

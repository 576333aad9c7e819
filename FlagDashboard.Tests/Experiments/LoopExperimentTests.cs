using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Futures;
using FlagDashboard.Tests.Modes;
using Microsoft.Extensions.DependencyInjection;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Experiments;

/// <summary>Tests the experiment with a clock that only the tests advance, so that no beat is due and no block ends by itself.</summary>
public sealed class LoopExperimentTests : IAsyncDisposable
{
    private static readonly TimeSpan Ms = TimeSpan.FromMilliseconds(1);

    private readonly FakeClock _time = new();
    private TestDashboard _dashboard = null!;

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    private async Task<IExperiment> Experiment()
    {
        _dashboard = await TestDashboard.Start(services => services.AddSingleton<TimeProvider>(_time));
        return _dashboard.Get<ExperimentRegistry>().Find("loop")!;
    }

    private async Task<Race> Start(params (string Name, string Text)[] said)
    {
        var experiment = await Experiment();
        var settings = SettingValues.Read(experiment.Settings, name => said.FirstOrDefault(pair => pair.Name == name).Text);
        Assert.Empty(settings.Problems);
        return experiment.Start(settings);
    }

    private static bool IsBlock(RaceEvent raceEvent) => raceEvent is { Kind: RaceEventKind.Phase, Worker: 2, PhaseName: not null };

    private static string Line(RaceEvent raceEvent) =>
        $"{raceEvent.Run} {raceEvent.Kind} {raceEvent.Worker} {raceEvent.TextPayload}".TrimEnd();

    [Fact]
    public async Task Start_OneCallbackBlocks_LoopRunsNothingElseUntilItReturns()
    {
        var race = await Start(("delay", "0"), ("jitter", "0"), ("block", "1000"), ("after", "5"));
        await race.Seen(IsBlock);
        _time.Advance(100 * Ms);
        Assert.Equal("1 Phase 1 beat is due, the loop has not run it", Line(race.Log.Snapshot()[^1]));
        _time.Advance(900 * Ms);
        var state = await race.Through();

        var log = race.Log.Snapshot();
        var (from, to) = (
            Array.FindIndex(log, IsBlock), Array.FindLastIndex(log, raceEvent => raceEvent is { Kind: RaceEventKind.Phase, Worker: 2 }));
        Assert.Equal(5, log[..from].Count(raceEvent => raceEvent.Kind == RaceEventKind.Received));
        Assert.Equal($"1 Phase 2 blocked by {state.Runs[0].Received[4].Label}’s callback", Line(log[from]));
        Assert.Equal(["1 Phase 1 beat is due, the loop has not run it", "1 Phase 2"], log[(from + 1)..(to + 1)].Select(Line));
        Assert.Contains("1 Phase 1", log[to..].Select(Line));
        Assert.Equal((20, Outcome.Ok, Outcome.Ok), (state.Runs[0].Received.Count, state.Runs[0].Outcome, state.Runs[1].Outcome));
        Assert.Contains("callback for 1.00 s of 1.00 s", Conclude(state), StringComparison.Ordinal);
    }

    private string Conclude(RaceState state) => _dashboard.Get<ExperimentRegistry>().Find("loop")!.DescribeConclusion(state).ToString();

    [Fact]
    public async Task Start_NothingBlocks_HeartbeatIsOnTimeDuringDownloads()
    {
        var race = await Start(("block", "0"), ("beat", "20"), ("workers", "3"));
        while (!race.Completion.IsCompleted)
        {
            _time.Advance(Ms);
            await Task.Yield();
        }

        var state = await race.Through();
        var lane = state.Runs[1];
        Assert.Equal(["beat", "loop"], [lane.WorkerNameOf(1), lane.WorkerNameOf(2)]);
        Assert.NotEmpty(lane.WorkerPhases);
        Assert.All(lane.WorkerPhases, beat => Assert.Equal((1, "beat is due, the loop has not run it"), (beat.Worker, beat.Name)));
        Assert.All(lane.WorkerPhases, beat => Assert.NotNull(beat.ToMs));
        Assert.Equal((20, 3), (state.Runs[0].Received.Count, state.Runs[0].Workers));
        Assert.Equal(
            "20 flags · 3 workers · DELAY 300 ± 200 ms, seed 612 · a beat every 20 ms", state.Definition!.Experiment!.SettingsLine);
    }

    [Fact]
    public async Task Cancel_WhileTheLoopIsBlocked_EndsAtOnce()
    {
        var race = await Start(("delay", "0"), ("jitter", "0"), ("block", "2000"), ("after", "3"));
        await race.Seen(IsBlock);
        race.Cancel();
        var state = await race.Through();
        Assert.All(state.Runs, run => Assert.Equal(Outcome.Cancelled, run.Outcome));
        var run = state.Runs[0];
        var blockedAt = race.Log.Snapshot().First(IsBlock).Seq;
        // Without a delay, any number of flags may be finished and not yet received when the callback blocks the loop.
        // Afterwards, only downloads that are under way can still finish, at most one for each worker.
        Assert.Equal(3, run.Events.Count(raceEvent => raceEvent.Kind == RaceEventKind.Received && raceEvent.Seq < blockedAt));
        Assert.InRange(
            run.Events.Count(raceEvent => raceEvent is { Kind: RaceEventKind.Finished, Status: Outcome.Ok } && raceEvent.Seq > blockedAt),
            0,
            run.Workers);
        Assert.Equal(run.Count(Outcome.Ok), run.Received.Count);
        Assert.Single(state.Runs[1].WorkerPhases, phase => phase.Worker == 2);
    }

    [Fact]
    public async Task Cancel_BeforeTheCallbackThatBlocks_NothingBlocks()
    {
        var race = await Start(("block", "2000"), ("after", "1"));
        await race.Seen(raceEvent => raceEvent.Kind == RaceEventKind.Started);
        race.Cancel();
        var state = await race.Through();
        Assert.Equal((0, 20), (state.Runs[0].Received.Count, state.Runs[0].Count(Outcome.Cancelled)));
        Assert.DoesNotContain(state.Runs[1].WorkerPhases, phase => phase.Worker == 2);
    }

    private static readonly RaceDefinition Two = new(
        ["BR", "CN"],
        [
            new("async", "Async", "", ReceiveOrder.CompletionOrder),
            new("heartbeat", "Heartbeat", "", ReceiveOrder.CompletionOrder, IsAuxiliary: true),
        ]);

    [Fact]
    public async Task Conclusion_HandMadeLogWithBlock_DescribesBlock()
    {
        var experiment = await Experiment();
        var race = Fold(
            Two,
            [
                RunStarted(0, 2, 1), RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Started(0, 0), Started(0, 1, 2),
                Phase(100, 1, "due", 1), Phase(102, 1, null, 1), Finished(150, 1), Received(150, 1),
                Phase(150, 2, "blocked by CN’s callback", 1), Phase(202, 1, "due", 1), Phase(1150, 2, null, 1), Phase(1152, 1, null, 1),
                Finished(1160, 0), Received(1160, 0), RunFinished(1250), RunFinished(1250, run: 1), RaceFinished(1250),
            ]);
        Assert.Equal(
            "The loop was blocked by CN’s callback for 1.00 s of 1.25 s. "
            + "The most delayed of 2 beats was 0.950 s late. Beats missed: 9. "
            + "Downloads under way: 1. Finished meanwhile: none.",
            experiment.DescribeConclusion(race).ToString());
    }

    [Fact]
    public async Task Conclusion_HandMadeLogWithoutBlock_SaysThatNothingBlocked()
    {
        var experiment = await Experiment();
        var race = Fold(
            Two,
            [
                RunStarted(0, 2, 1), RunStarted(0, 2), Phase(100, 1, "due", 1), Phase(104, 1, null, 1), Phase(204, 1, "due", 1),
                Phase(205, 1, null, 1),
                .. Whole(0, 150), .. Whole(150, 300, 1), RunFinished(300), RunFinished(300, run: 1), RaceFinished(300),
            ]);
        Assert.Equal(
            "Nothing blocked the loop. The most delayed of 2 beats was 0.004 s late. Beats missed: 0.",
            experiment.DescribeConclusion(race).ToString());
    }
}

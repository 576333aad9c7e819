using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Tests.Races;
using FlagDashboard.Timeline;
using Microsoft.Extensions.Time.Testing;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Experiments;

public sealed class SimulatedLockExperimentTests : IDisposable
{
    private readonly RaceFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    /// <summary>The clock of the lock advances with every reading, so the holder passes the lock on whenever it may.</summary>
    private SimulatedLockExperiment Experiment => new(_fixture.Races, new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(2) });

    private Race Start(params (string Name, string Text)[] said)
    {
        var settings = SettingValues.Read(Experiment.Settings, name => said.FirstOrDefault(pair => pair.Name == name).Text);
        Assert.Empty(settings.Problems);
        return Experiment.Start(settings);
    }

    private static List<RaceEvent> HoldersIn(RunState lane) => [.. lane.Events.Where(raceEvent => raceEvent.Kind == RaceEventKind.Phase)];

    [Fact]
    public async Task Start_AnyItems_RunsCountEqualPrimesOneAfterAnother()
    {
        var race = await Start(("items", "5"), ("limit", "10000"), ("workers", "2"), ("io", "1")).Through();
        Assert.Equal(["sequential", "threads", "threads-lock", "lock-holder", "processes"], race.Runs.Select(run => run.Mode));
        Assert.All(race.Runs.Where(run => !run.Info.IsAuxiliary), run =>
        {
            Assert.Equal((Outcome.Ok, 5, run.Mode == "sequential" ? 1 : 2), (run.Outcome, run.Received.Count, run.Workers));
            Assert.Equal(Enumerable.Repeat("1229", 5), run.Futures.Select(future => future.Result));
        });
        Assert.Equal([0, 1, 2, 3, 4], race.Runs[0].Received.Select(future => future.Number));
        var inTurn = race.Runs.Where(run => !run.Info.IsAuxiliary).ToList();
        Assert.All(inTurn.Zip(inTurn.Skip(1)), pair => Assert.True(pair.First.Events[^1].Seq < pair.Second.Events[0].Seq));
    }

    [Fact]
    public async Task Start_Processes_LaneShowsStartAndPids()
    {
        var lane = (await Start(("items", "2"), ("limit", "1000"), ("workers", "1")).Through()).Of("processes");
        var start = Assert.Single(lane.WorkerPhases);
        Assert.Equal(("starting", 1), (start.Name, start.Worker));
        Assert.Matches("^pid [0-9]+$", lane.WorkerNameOf(1));
        Assert.NotEqual($"pid {Environment.ProcessId}", lane.WorkerNameOf(1));
        Assert.True(
            lane.Events.Single(raceEvent => raceEvent is { Kind: RaceEventKind.Phase, PhaseName: null }).Seq
            < lane.Events.First(raceEvent => raceEvent.Kind == RaceEventKind.Started).Seq);
    }

    [Fact]
    public async Task Start_UnderLock_ThreadsRunButOneComputes()
    {
        var race = await Start(("items", "12"), ("limit", "500000"), ("workers", "2"), ("switch", "5")).Through();
        var (locked, lane) = (race.Of("threads-lock"), race.Of("lock-holder"));
        Assert.Equal(2, lane.Workers);

        // Replays the log and tracks the holder of the lock and the running futures.
        var holder = 0;
        var timesAcquired = new int[12];
        var running = new Dictionary<int, int>();
        foreach (var raceEvent in locked.Events.Concat(lane.Events).OrderBy(raceEvent => raceEvent.Seq))
        {
            switch (raceEvent.Kind)
            {
                case RaceEventKind.Started:
                    running.Add(raceEvent.Worker, raceEvent.Future);
                    break;
                case RaceEventKind.Finished:
                    var worker = running.Single(pair => pair.Value == raceEvent.Future).Key;
                    Assert.NotEqual(holder, worker);
                    running.Remove(worker);
                    break;
                case RaceEventKind.Phase when raceEvent.PhaseName == SimulatedGlobalLock.HoldingPhase:
                    Assert.Equal(0, holder);
                    timesAcquired[running[raceEvent.Worker]]++;
                    holder = raceEvent.Worker;
                    break;
                case RaceEventKind.Phase when raceEvent.Worker == holder:
                    holder = 0;
                    break;
            }
        }

        Assert.All(timesAcquired, times => Assert.True(times > 0));
        // At least one item needs the lock more than once, so the lock is passed on in the middle of an item.
        Assert.Contains(timesAcquired, times => times > 1);
    }

    [Fact]
    public async Task Start_WithIo_BlocksWithoutTheLock()
    {
        var race = await Start(("items", "3"), ("limit", "1000"), ("workers", "1"), ("io", "5")).Through();
        var calls = HoldersIn(race.Of("lock-holder")).Select(phase => phase.PhaseName).Chunk(5).ToList();
        Assert.Equal(3, calls.Count);
        Assert.All(
            calls,
            call => Assert.Equal(
                [SimulatedGlobalLock.HoldingPhase, null, SimulatedGlobalLock.BlockingCallPhase, SimulatedGlobalLock.HoldingPhase, null],
                call));
    }

    [Fact]
    public async Task Start_MoreWorkersThanItems_UsesNoMore()
    {
        var race = await Start(("items", "2"), ("limit", "1000"), ("workers", "8")).Through();
        Assert.All(race.Runs.Skip(1), run => Assert.Equal(2, run.Workers));
        Assert.Contains("2 items", race.Definition!.Experiment!.SettingsLine, StringComparison.Ordinal);
        Assert.Equal("/experiments/lock?items=2&limit=1000&workers=8", race.Definition.Experiment.Link);
    }

    [Theory]
    [InlineData("sequential", "items=12&limit=4000000")]
    [InlineData("sequential", "items=2&limit=1000&io=2000")]
    [InlineData("threads-lock", "items=12&limit=500000")]
    [InlineData("processes", "items=12&limit=500000")]
    public async Task Cancel_DuringWorkOrIo_EndsAtOnce(string during, string query)
    {
        var race = Start([.. query.Split('&').Select(part => (part.Split('=')[0], part.Split('=')[1]))]);
        await race.Seen(raceEvent => raceEvent.Kind == RaceEventKind.Started && race.Definition.Runs[raceEvent.Run].Id == during);
        race.Cancel();
        var state = await race.Through();
        Assert.Equal(Outcome.Cancelled, state.Outcome);
        Assert.All(
            state.Runs.SkipWhile(run => run.Mode != during),
            run => Assert.Equal(
                (Outcome.Cancelled, false),
                (run.Outcome, run.Info.IsAuxiliary ? false : run.Count(Outcome.Ok) == run.Futures.Count)));
    }

    // A race of this experiment in which each run has one call and takes the given time, in ms. With I/O, a thread blocks while it holds no
    // lock. The processes take startMs to start.
    private static RaceState Race(double threadsMs, double lockedMs, double processesMs, double startMs, bool hasIo = false)
    {
        var (lockedAt, processesAt) = (1000 + threadsMs, 1000 + threadsMs + lockedMs);
        return Fold(
            new RaceDefinition(["a"],
            [
                new("sequential", "Sequential", "", ReceiveOrder.CallOrder), new("threads", "Free", "", ReceiveOrder.CompletionOrder),
                new("threads-lock", "Locked", "", ReceiveOrder.CompletionOrder),
                new("lock-holder", "Holder", "", ReceiveOrder.CompletionOrder, IsAuxiliary: true),
                new("processes", "Processes", "", ReceiveOrder.CompletionOrder, WorkerKind: WorkerKind.Process),
            ]),
            [
                RunStarted(0), .. Whole(0, 1000), RunFinished(1000),
                RunStarted(1000, 2, run: 1), .. Whole(1000, lockedAt, run: 1), RunFinished(lockedAt, run: 1),
                RunStarted(lockedAt, 2, run: 3), RunStarted(lockedAt, 2, run: 2),
                Phase(lockedAt, 1, hasIo ? SimulatedGlobalLock.BlockingCallPhase : SimulatedGlobalLock.HoldingPhase, 3),
                .. Whole(lockedAt, processesAt, run: 2), RunFinished(processesAt, run: 2), RunFinished(processesAt, run: 3),
                RunStarted(processesAt, 2, run: 4), Phase(processesAt, 1, "starting", 4), Phase(processesAt + startMs, 1, null, 4),
                .. Whole(processesAt + startMs, processesAt + processesMs, run: 4), RunFinished(processesAt + processesMs, run: 4),
                RaceFinished(processesAt + processesMs),
            ]);
    }

    private static string Surprises(RaceState race, int processors = 2) => string.Join('|', UnexpectedLockResults.Of(race, processors));

    [Fact]
    public void Surprises_TimesAsDescribed_AreNone()
    {
        Assert.Empty(Surprises(Race(500, 1000, 600, 100)));
        Assert.Empty(Surprises(Race(500, 1200, 600, 100)));
        Assert.Empty(Surprises(Race(500, 500, 600, 100, hasIo: true)));
    }

    [Fact]
    public void Surprises_ParallelRunsNotFaster_NameTheLikelyCause()
    {
        const string busy = " was no faster than Sequential: other work probably kept the processors busy. Run it again later.";
        const string oneProcessor = " was no faster than Sequential, because this server has only one processor.";
        var race = Race(990, 1000, 1100, 50);
        Assert.Equal($"Other than described, Free{busy}|Other than described, Processes{busy}", Surprises(race));
        Assert.Equal($"Other than described, Free{oneProcessor}|Other than described, Processes{oneProcessor}", Surprises(race, 1));
        Assert.Equal(
            "Processes was no faster than Sequential, because the processes took 0.50 s to start. Heavier items outweigh that.",
            Surprises(Race(500, 1000, 1000, 500)));
    }

    [Fact]
    public void Answer_ThreadsTakeTurns_IsTheHeadlineBeforeTheFastest()
    {
        var race = Race(500, 1250, 600, 100);
        const string answer =
            "Threads that compute under one lock take turns: ×0.8 as fast as Sequential. Without a lock: ×2.0.";
        Assert.Equal(answer, Experiment.DescribeAnswer(race)?.ToString());
        var verdict = RaceVerdict.Of(race, RaceResults.Of(race), new Sentence("Measured."), Experiment.DescribeAnswer(race))!;
        Assert.Equal(answer, verdict.Headline.ToString());
        Assert.StartsWith("Free won in ", verdict.Reason!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" Measured.", verdict.Reason.ToString(), StringComparison.Ordinal);
        // No difference to explain: threads without a lock were no faster, those with it were faster, or their waiting overlaps.
        Assert.All(
            [Race(990, 1250, 600, 100), Race(500, 700, 600, 100), Race(500, 1250, 600, 100, hasIo: true)],
            other => Assert.Null(Experiment.DescribeAnswer(other)));
    }

    [Fact]
    public void Surprises_LockedThreadsFaster_SayThatSequentialWasSlowed() => Assert.Equal(
        "Other than described, Locked was ×1.4 as fast as Sequential, although only one of its threads computes at any time: "
        + "the machine was probably busier during Sequential.",
        Surprises(Race(500, 700, 600, 100)));

    [Fact]
    public void Conclusion_HandMadeLog_HasSpeedUpsAndLockTimes()
    {
        var race = Fold(
            new RaceDefinition(["a"],
            [
                new("sequential", "Sequential", "", ReceiveOrder.CallOrder), new("threads", "Free", "", ReceiveOrder.CompletionOrder),
                new("threads-lock", "Locked", "", ReceiveOrder.CompletionOrder),
                new("lock-holder", "Holder", "", ReceiveOrder.CompletionOrder, IsAuxiliary: true),
                new("more", "More", "", ReceiveOrder.CompletionOrder),
            ]),
            [
                RunStarted(0), .. Whole(0, 1000), RunFinished(1000),
                RunStarted(1000, run: 1), .. Whole(1000, 1500, run: 1), RunFinished(1500, run: 1),
                RunStarted(1500, 2, run: 3), RunStarted(1500, run: 2), .. Whole(1500, 2500, run: 2)[..^2],
                Phase(1600, 1, SimulatedGlobalLock.HoldingPhase, 3), Phase(1600, 2, SimulatedGlobalLock.WaitingPhase, 3),
                Phase(1900, 1, null, 3),
                Phase(1900, 2, SimulatedGlobalLock.HoldingPhase, 3),
                Phase(2000, 2, null, 3), Phase(2000, 2, SimulatedGlobalLock.HoldingPhase, 3),
                Phase(2100, 2, SimulatedGlobalLock.BlockingCallPhase, 3),
                Phase(2200, 1, SimulatedGlobalLock.HoldingPhase, 3), Phase(2400, 1, null, 3),
                .. Whole(1500, 2500, run: 2)[^2..], RunFinished(2500, run: 2), RunFinished(2500, run: 3),
                RunStarted(2500, 2, run: 4), Phase(2510, 1, "starting", 4), Phase(2510, 2, "starting", 4), Phase(2540, 1, null, 4),
                Phase(2570, 2, null, 4), .. Whole(2570, 2600, run: 4), RunFinished(2600, Outcome.Error, run: 4), RaceFinished(2600),
            ]);
        Assert.Equal(
            "Compared with Sequential: Free ×2.0 as fast · Locked ×1.0 as fast · More ended early. "
            + "The simulated lock was taken 70% of the time and passed on 2 times. The processes took 0.07 s to start.",
            Experiment.DescribeConclusion(race).ToString());
    }
}

using FlagDashboard.Experiments;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

/// <summary>Each rule on a small log: what it says, and when it says nothing.</summary>
public class CaptionRulesTests
{
    private static readonly string[] Three = ["BR", "CN", "DE"];

    private static RaceEvent Failed(double at, int future, string detail) => Finished(at, future, Outcome.Error) with { Reason = detail };

    /// <summary>
    /// A mode with that many workers on which three calls take 100, 30 and 60 ms, each begun as soon as a worker is free.
    /// </summary>
    private static RaceState On(string mode, int workers, params RaceEvent[] more) => Fold([mode], Three, [.. workers switch
    {
        1 => [RunStarted(0), .. Whole(0, 100), .. Whole(100, 130, 1), .. Whole(130, 190, 2), RunFinished(192)],
        2 => new[] { RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2), Finished(30, 1),
            Received(30, 1), Started(30, 2, 2), Finished(90, 2), Received(91, 2), Finished(100, 0), Received(100, 0), RunFinished(101) },
        _ => [RunStarted(0, 3), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2), Started(0, 2, 3),
            Finished(30, 1), Received(30, 1), Finished(60, 2), Received(60, 2), Finished(100, 0), Received(102, 0), RunFinished(102)],
    }, .. more]);

    [Theory]
    [InlineData(InterventionAct.Slow, "At 20 ms the presenter made CN slower by 5000 ms")]
    [InlineData(InterventionAct.NotFound, "At 20 ms the presenter made CN answer 404")]
    [InlineData(InterventionAct.ServerError, "At 20 ms the presenter made CN answer 500")]
    [InlineData(InterventionAct.Reset, "At 20 ms the presenter had the connection of CN reset")]
    public void Intervened_OneRunOrAll_NamesActPersonAndTime(InterventionAct act, string sentence)
    {
        var what = new Intervention(act, act == InterventionAct.Slow ? 5000 : null);
        var race = Fold(["sequential", "async"], Three,
            RunStarted(0), RunStarted(0, 3, run: 1), Submitted(0, 1, run: 1), Intervened(20, 1, what, run: 1),
            Intervened(20, 1, what, RaceEvent.None));
        Assert.Equal([sentence + ".", sentence + " in every mode."], race.Told("intervened"));
        Assert.Equal([(1, "1:1", 5), (RaceEvent.None, "0:1 1:1", 6)], race.Found("intervened").OrderBy(caption => caption.EventSeq)
            .Select(caption => (caption.RunIndex, caption.Bars(), caption.EventSeq)));
    }

    [Fact]
    public void Intervened_TooLate_AddsNoCaption() => Assert.Empty(Fold(
        ["async"], Three, [RunStarted(0), .. Whole(0, 10), Intervened(20, 0, new(InterventionAct.Stall))]).Told("intervened"));

    [Fact]
    public void Ended_ByCancelledFuture_NamesThatFuture()
    {
        var race = Fold(
            ["threads-map"], Three,
            RunStarted(0), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Intervened(20, 1, new(InterventionAct.Cancel)),
            Finished(20, 1, Outcome.Cancelled), Finished(90, 0), Received(90, 0), Finished(91, 2, Outcome.Cancelled),
            RunFinished(92, Outcome.Error) with { Future = 1, Reason = "OperationCanceledException" });
        Assert.Equal(["At 20 ms the presenter cancelled CN while it was pending."], race.Told("intervened"));
        Assert.Equal(
            ["CN was cancelled, so that the loop over the results raised CancelledError when it reached it. "
            + "Finished, but never received: 0. Never started: 2."],
            race.Told("ended"));
        Assert.Equal(
            ["*** CancelledError: CN was cancelled", "*** The iteration ended with it. Finished and never received: 0."],
            Transcript.Of(race.Runs[0], verbose: true).Where(line => line.StartsWith("***", StringComparison.Ordinal)));
    }

    [Fact]
    public void Held_BehindSlowFirst_NamesFutureHeldLongest()
    {
        var race = Fold(Three, RunStarted(0, 3), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2),
            Started(0, 2, 3),
            Finished(60, 2), Finished(30, 1), Finished(100, 0), Received(100, 0), Received(101, 1), Received(102, 2));
        Assert.Equal(
            ["CN was finished at 30 ms, then held for 71 ms behind BR, and 1 more with it: results are handed over in call order."],
            race.Told("held"));
        var caption = Assert.Single(race.Found("held"));
        Assert.Equal(("0:0 0:1 0:2", 102, 14), (caption.Bars(), caption.AtMs, caption.EventSeq));
    }

    [Fact]
    public void Held_SecondSlowFuture_AddsSecondCaption()
    {
        var race = Fold(["BR", "CN", "DE", "EG"], RunStarted(0, 4), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Submitted(0, 3),
            Started(0, 0), Started(0, 1, 2), Started(0, 2, 3), Started(0, 3, 4),
            Finished(10, 1), Finished(20, 3), Finished(50, 0), Received(50, 0), Received(50, 1), Finished(90, 2), Received(90, 2),
                Received(90, 3));
        Assert.Equal(
            ["CN was finished at 10 ms, then held for 40 ms behind BR: results are handed over in call order.",
            "EG was finished at 20 ms, then held for 70 ms behind DE: results are handed over in call order."],
            race.Told("held"));
    }

    [Fact]
    public void Held_NotReceivedTooShortOrAsCompleted_AddsNoCaption()
    {
        RaceEvent[] begun = [RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Started(0, 0), Started(0, 1, 2), Finished(30, 1)];
        Assert.Empty(Fold(["BR", "CN"], [.. begun, Finished(100, 0), Received(100, 0)]).Told("held"));
        Assert.Empty(Fold(["BR", "CN"], [.. begun, Finished(49, 0), Received(49, 0), Received(49, 1)]).Told("held"));
        Assert.Empty(Fold(["async"], ["BR", "CN"], [.. begun, Finished(100, 0), Received(100, 0), Received(100, 1)]).Told("held"));
    }

    [Fact]
    public void HandedOver_RaceWithMap_GivesLongestTimeUntilReceived()
    {
        var race = Fold(["threads-map", "async"], Three, [.. Of(1)]);
        Assert.Equal(["Almost nothing was held: each result was received within 2 ms of being finished."],
            race.Told("handed-over"));
        Assert.Empty(Fold(["sequential", "async"], Three, [.. Of(1)]).Told("handed-over"));
        Assert.Empty(Fold(["threads-map", "async"], Three,
            [.. Of(1).Select(e =>
            e.Kind is RaceEventKind.RunFinished || e is { Kind: RaceEventKind.Received, Future: 0 } ? e with { AtMs = 130 } : e)])
            .Told("handed-over"));

        static IEnumerable<RaceEvent> Of(int run) => On("async", 3).Runs[0].Events.Select(happened => happened with { Run = run });
    }

    [Fact]
    public void Ended_PoolWaitsForRunningCalls_GivesBothTimes()
    {
        Assert.Equal(
            ["BR raised “boom”, and that ended the loop over the results at 40 ms. The pool then waited until 90 ms for the calls that "
            + "were running. Finished, but never received: 1. Never started: 1."],
            Ending("threads-map", 90).Told("ended"));
        Assert.All([Ending("threads-map", 59), Ending("async", 90)], race =>
            Assert.DoesNotContain("waited until", Assert.Single(race.Told("ended")), StringComparison.Ordinal));

        static RaceState Ending(string mode, double end) => Fold([mode], Three, RunStarted(0, 2),
            Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2), Failed(40, 0, "boom"), Received(40, 0),
            Finished(41, 2, Outcome.Cancelled), Finished(end, 1), RunFinished(end, Outcome.Error) with { Future = 0, Reason = "boom" });
    }

    [Fact]
    public void Ended_ByException_GivesNumberNeverReceived()
    {
        var race = Fold(Three, RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2),
            Finished(30, 1), Failed(40, 0, "boom"), Received(40, 0),
            Finished(41, 2, Outcome.Cancelled), RunFinished(42, Outcome.Error) with { Future = 0, Reason = "boom" });
        Assert.Equal(["BR raised “boom”, and that ended the loop over the results. Finished, but never received: 1. Never started: 1."],
            race.Told("ended"));
        Assert.Equal("0:0 0:1", Assert.Single(race.Found("ended")).Bars());
        Assert.Equal(["The run ended early: no disk"], Fold([], RunStarted(0), RunFinished(1, Outcome.Error) with { Reason = "no disk" })
            .Told("ended"));
        Assert.Empty(On("async", 2).Told("ended"));
    }

    [Fact]
    public void LateStart_RunWithLateFirstCall_NamesDelayAndLikelyCause()
    {
        RaceEvent[] late = [RunStarted(0, 2), Submitted(0, 0), Started(49, 0)];
        Assert.Empty(Fold(["threads-as-completed"], Three, late).Told("late-start"));
        late[2] = Started(120, 0);
        const string begin = "Its first call began only after 120 ms: ";
        var race = Fold(["threads-as-completed"], Three, late);
        Assert.Equal([begin + "its threads have to start first, which takes long on a busy machine."], race.Told("late-start"));
        Assert.Equal("0:0", Assert.Single(race.Found("late-start")).Bars());
        Assert.Equal([begin + "the machine was probably busy."], Fold(["async"], Three, late).Told("late-start"));
        late[0] = RunStarted(0);
        Assert.Equal([begin + "the machine was probably busy."], Fold(["sequential"], Three, late).Told("late-start"));
        Assert.Empty(Fold(["processes"], Three, late).Told("late-start"));
        Assert.Equal(
            [begin + "its thread probably waited for a processor, because the machine was busy."],
            Fold(["async"], Three, RunStarted(100, 2), Submitted(100, 0), Started(120, 0)).Told("late-start"));
    }

    [Fact]
    public void LateStart_RunAfterAnother_CountsFromTheEndOfThatOne()
    {
        RaceEvent[] first = [RunStarted(0), .. Whole(0, 500), RunFinished(500)];
        Assert.Empty(Fold(["sequential", "async"], ["BR"], [.. first, RunStarted(510, run: 1), .. Whole(520, 600, run: 1)])
            .Told("late-start"));
        Assert.Equal(
            ["Its first call began only after 100 ms: the machine was probably busy."],
            Fold(["sequential", "async"], ["BR"], [.. first, RunStarted(510, run: 1), .. Whole(600, 700, run: 1)]).Told("late-start"));
    }

    [Fact]
    public void Failed_EachError_GivesTimeThatItCost()
    {
        var race = Fold(Three, RunStarted(0, 2), Submitted(0, 0), Started(0, 0), Failed(310, 0, "no answer for 10 s"), Submitted(310, 1),
            Started(310, 1), Failed(329, 1, "too short to tell"), Submitted(330, 2));
        Assert.Equal(["BR failed: “no answer for 10 s”. It kept worker w1 busy for 310 ms."], race.Told("failed"));
        Assert.Equal("0:0", Assert.Single(race.Found("failed")).Bars());
        Assert.Empty(On("async", 2).Told("failed"));
    }

    [Fact]
    public void WentOn_SomeErrors_GivesNumberOfOtherResults()
    {
        RaceEvent[] events = [RunStarted(0), Submitted(0, 0), Started(0, 0), Failed(30, 0, "boom"), Received(30, 0), .. Whole(30, 60, 1),
            .. Whole(60, 90, 2, Outcome.NotFound), RunFinished(90)];
        var race = Fold(["async"], Three, events);
        Assert.Equal(["The code of this run got each exception by itself and went on: 1 of 3 downloads failed, and 1 succeeded."],
            race.Told("went-on"));
        Assert.Equal(["In this run, failures did not stop the other futures: 1 of 3 downloads failed, and 1 succeeded."],
            Fold(["async"], Three, [.. events.Where(happened => happened is not { Kind: RaceEventKind.Received, Future: 0 })])
                .Told("went-on"));
        Assert.Equal(["Not found: 1 of 3 downloads, first DE. That is an answer and not an error, so nothing stops."],
            race.Told("not-found"));
        Assert.Empty(On("async", 2).Told("went-on"));
        Assert.Empty(On("async", 2).Told("not-found"));
    }

    [Fact]
    public void Cancelled_WhileRunning_GivesNumberGivenUp()
    {
        var race = Fold(Three, [
            RunStarted(0), .. Whole(0, 10), Submitted(10, 1), Started(10, 1), Finished(20, 2, Outcome.Cancelled),
            Finished(20, 1, Outcome.Cancelled), RunFinished(21, Outcome.Cancelled)]);
        Assert.Equal(["Cancelled at 21 ms. Given up while running: 1. Never started: 1."], race.Told("cancelled"));
        Assert.Empty(On("async", 2).Told("cancelled"));
    }

    [Fact]
    public void Queue_AllWorkersBusy_NamesFirstFutureThatWaited()
    {
        Assert.Equal(
            ["DE was the first that had to wait: it was in the queue for 30 ms, until one of the 2 slots was free."],
            On("async", 2).Told("queue"));
        Assert.Empty(On("async", 3).Told("queue"));
        Assert.Empty(On("sequential", 1).Told("queue"));
        // The future waited until a worker had started, not until a busy worker was free.
        Assert.Empty(Fold(Three, RunStarted(0, 2), Submitted(0, 0), Started(40, 0), Submitted(40, 1), Finished(50, 0), Started(70, 1))
            .Told("queue"));
    }

    [Fact]
    public void Idle_NothingLeftToStart_NamesWorkerIdleLongest()
    {
        var race = On("async", 3);
        Assert.Equal(["The loop’s slot 2 was empty for the last 72 ms: nothing was left to start, while BR was still running in slot 1."],
            race.Told("idle"));
        var caption = Assert.Single(race.Found("idle"));
        Assert.Equal(("0:0 0:1", new WorkerIdleSpan(0, 2, 30, 102)), (caption.Bars(), caption.Evidence.IdleSpan));
    }

    [Fact]
    public void Idle_BeforeTheLastStart_DoesNotCount()
    {
        // Worker 2 pauses at 30 ms, but until 60 ms a future is left to start.
        var race = Fold(Three, RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2),
            Finished(30, 1), Finished(60, 0), Started(60, 2), Finished(100, 2), RunFinished(100));
        Assert.Equal(["Worker w2 was idle for the last 40 ms: nothing was left to start, while DE was still running on w1."],
            race.Told("idle"));
        Assert.Empty(On("sequential", 1).Told("idle"));
        Assert.Empty(On("async", 2).Told("idle"));
    }

    [Fact]
    public void Idle_NoFutureRuns_NamesNoRunningFuture()
    {
        var race = Fold(["BR"], [RunStarted(0, 2), .. Whole(0, 30), RunFinished(90)]);
        Assert.Equal("Worker w1 was idle for the last 60 ms: nothing was left to start.",
            Assert.Single(Fold(["BR"], RunStarted(0, 2), Submitted(0, 0), Started(30, 0), Finished(30, 0), RunFinished(90)).Told("idle")));
        Assert.Equal(["Worker w2 was idle for the last 90 ms: nothing was left to start, while BR was still running on w1."],
            race.Told("idle"));
    }

    [Fact]
    public void Processes_AllReady_GivesTimeOfFirstAndLastReady()
    {
        RaceEvent[] starting = [RunStarted(5, 2), Phase(5, 1, "starting"), Phase(6, 2, "starting"), Phase(105, 2, null)];
        Assert.Empty(Fold(["processes"], Three, starting).Told("processes"));
        var race = Fold(["processes"], Three, [.. starting, Phase(155, 1, null)]);
        Assert.Equal(["Its 2 processes had to start first: one was ready after 100 ms, the last after 150 ms."], race.Told("processes"));
        Assert.Equal("0:-1 0:-2", Assert.Single(race.Found("processes")).Bars());
        Assert.Equal(["Its process had to start first: it was ready after 20 ms."],
            Fold(["processes"], Three, RunStarted(0), Phase(0, 1, "starting"), Phase(20, 1, null)).Told("processes"));
        Assert.Empty(Fold(["async"], Three, [.. starting, Phase(155, 1, null)]).Told("processes"));
    }

    [Fact]
    public void Async_AllSlotsTaken_GivesNumberOfAwaitedAnswers()
    {
        Assert.Equal(["A single thread was waiting for 2 answers at once."], On("async", 2).Told("async"));
        Assert.Equal(("0:0 0:1", 7),
            (Assert.Single(On("async", 2).Found("async")).Bars(), Assert.Single(On("async", 2).Found("async")).EventSeq));
        Assert.Empty(On("threads-map", 2).Told("async"));
        Assert.Empty(Fold(["async"], Three, [RunStarted(0, 2), .. Whole(0, 10), .. Whole(10, 20, 1), .. Whole(20, 30, 2)]).Told("async"));
    }

    [Fact]
    public void InTurn_OneWorker_GivesSumOfDownloads()
    {
        Assert.Equal(["One at a time: its 3 downloads add up to 190 ms, and it took 192 ms."], On("sequential", 1).Told("in-turn"));
        Assert.Empty(On("async", 2).Told("in-turn"));
        Assert.Empty(Fold(Three,
            [RunStarted(0), .. Whole(0, 10), Finished(10, 1, Outcome.Cancelled), Finished(10, 2, Outcome.Cancelled),
            RunFinished(10, Outcome.Cancelled)]).Told("in-turn"));
    }

    [Fact]
    public void Bound_EvenShareLimits_GivesShareAndEffectOfOrder()
    {
        var race = Fold(Three, RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2),
            Finished(60, 0), Finished(70, 1), Started(70, 2), Finished(140, 2), RunFinished(141));
        Assert.Equal(
            [
                "Its 3 downloads add up to 200 ms, so 2 workers cannot take less than 100 ms. "
                + "Taken in this order they need 130 ms; the run took 141 ms.",
            ],
            race.Told("bound"));
        Assert.Empty(On("sequential", 1).Told("bound"));
    }

    [Fact]
    public void Bound_OneLongDownload_SaysMoreWorkersWouldNotHelp() => Assert.Equal(
        ["However many calls run at once, it cannot take less than 100 ms: BR alone took that long. This run took 102 ms with 3 slots."],
        On("async", 3).Told("bound"));

    [Fact]
    public void Overhead_WorkersPause_GivesExtraTime()
    {
        var race = Fold(Three, RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(50, 0), Started(50, 1, 2),
            Finished(150, 0), Finished(150, 1), Started(150, 2), Finished(250, 2), RunFinished(260));
        Assert.Equal(["It took 60 ms longer than its 3 downloads need on 2 workers (200 ms): not all of them were busy all the time."],
            race.Told("overhead"));
        Assert.Empty(On("async", 2).Told("overhead"));
    }

    [Fact]
    public void Slowest_FarAboveMean_IsNamed()
    {
        Assert.Equal(["BR took longest in this run: 100 ms. The mean of all 3 downloads is 63.333 ms."], On("async", 2).Told("slowest"));
        Assert.Empty(Fold(Three, [RunStarted(0), .. Whole(0, 30), .. Whole(30, 60, 1), .. Whole(60, 90, 2), RunFinished(90)])
            .Told("slowest"));
    }

    [Theory]
    [InlineData(4, ", as long as the site was told to take.")]
    [InlineData(30, "; the rest is the connection and this machine.")]
    public void Slowest_PlannedDelay_MentionsARestOnlyIfItIsVisible(double rest, string told)
    {
        var definition = Definition(["sequential"], Three);
        var plan = definition.Plan! with { Site = SiteId.Delay, DelayMs = 300, JitterMs = 0 };
        var slowest = 300 + rest;
        Assert.Contains(
            told,
            Assert.Single(Fold(
                definition with { Plan = plan },
                [RunStarted(0), .. Whole(0, slowest), .. Whole(slowest, 400, 1), .. Whole(400, 500, 2), RunFinished(500)])
                .Told("slowest")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Winner_FinishedRace_NamesWinnerAndNextMode()
    {
        Assert.Equal(["Async · event loop won in 100 ms, before Sequential in 300 ms."], Race("sequential", 300, 1, 100, 2)
            .Told("winner"));
        Assert.Equal(
            ["A tie: Async · event loop took 100 ms, and Thread pool · map took 4 ms more. The next race may reverse their order."],
            Race("threads-map", 104, 2, 100, 2).Told("winner"));
        // The difference would be told as 0.0 ms.
        Assert.Equal(
            ["A tie: Async · event loop and Thread pool · map each took 100 ms. The next race may reverse their order."],
            Race("threads-map", 100.04, 2, 100, 2).Told("winner"));
        Assert.Equal(["Async · event loop won in 100 ms, before Sequential in 106 ms."], Race("sequential", 106, 1, 100, 2)
            .Told("winner"));
        Assert.Empty(On("async", 2, RaceFinished(200)).Told("winner"));

        static RaceState Race(string other, double otherMs, int otherWorkers, double asyncMs, int asyncWorkers) => Fold(
            [other, "async"], ["BR"],
            [RunStarted(0, otherWorkers), .. Whole(0, otherMs), RunFinished(otherMs), RunStarted(0, asyncWorkers, 1),
                .. Whole(0, asyncMs, run: 1), RunFinished(asyncMs, run: 1), RaceFinished(otherMs)]);
    }

    [Fact]
    public void Interrupted_WhileRunning_GivesNumberWithoutOutcome()
    {
        RaceEvent[] begun = [RunStarted(0), .. Whole(0, 10), Submitted(10, 1), Started(10, 1)];
        var race = Fold(Three, [.. begun, RaceFinished(500) with { Status = Outcome.Error, Reason = "interrupted" }]);
        Assert.Equal(["The race was interrupted at 500 ms, and nothing is known of what came after. Without an outcome: 2."],
            race.Told("interrupted"));
        Assert.Equal("0:1", Assert.Single(race.Found("interrupted")).Bars());
        Assert.Equal(["interrupted"], FlagDashboard.Timeline.Captions.SelectFor(race).Select(caption => caption.RuleId));
        Assert.Empty(Fold(Three, begun).Told("interrupted"));
    }

    [Fact]
    public void Blocked_ByCallbackOfLoop_GivesNumberFinishedMeanwhile()
    {
        var definition = new RaceDefinition(
            ["BR", "CN"], [new("async", "Async", "", ReceiveOrder.CompletionOrder), IsAuxiliary with { Id = "heartbeat" }]);
        RaceEvent[] begun = [RunStarted(0, 2), RunStarted(0, 2, 1), .. Whole(0, 10), Submitted(10, 1), Started(10, 1),
            Phase(12, 2, "blocked by BR’s callback", 1)];
        Assert.Empty(Fold(definition, begun).Told("blocked"));
        var race = Fold(definition, [.. begun, Phase(112, 2, null, 1), Finished(113, 1)]);
        Assert.Equal(["The event loop was blocked by BR’s callback for 100 ms. Finished meanwhile: 0."], race.Told("blocked"));
        Assert.Equal("1:-1", Assert.Single(race.Found("blocked")).Bars());
        Assert.Equal("The event loop was blocked by BR’s callback for 100 ms. Finished meanwhile: 1.",
            Assert.Single(Fold(definition, [.. begun, Finished(50, 1), Phase(112, 2, null, 1)]).Told("blocked")));
    }

    [Fact]
    public void Blocked_ThreadBlockedInIo_IsNoBlockedLoop()
    {
        var definition =
            new RaceDefinition(
                ["BR", "CN"], [new("threads", "Threads", "", ReceiveOrder.CompletionOrder), IsAuxiliary with { Id = "lock" }]);
        Assert.Empty(Fold(
            definition,
            [RunStarted(0, 2), RunStarted(0, 2, 1), .. Whole(0, 10), Phase(12, 2, SimulatedGlobalLock.BlockingCallPhase, 1),
                Phase(112, 2, null, 1)])
            .Told("blocked"));
    }

    [Fact]
    public void OneHolder_NeverTwoHolders_GivesNumberOfChanges()
    {
        var definition = new RaceDefinition([], [IsAuxiliary with { Id = "lock-holder" }]);
        RaceEvent[] held = [RunStarted(0, 2), Phase(0, 1, "works"), Phase(0, 2, "waits"), Phase(10, 1, null), Phase(10, 2, "works"),
            Phase(20, 2, null), Phase(20, 1, "works"), Phase(30, 1, null), RunFinished(30)];
        Assert.Equal(["No two threads ever held the lock at once. Changes of holder: 2."], Fold(definition, held).Told("one-holder"));
        Assert.Empty(Fold(definition,
            [.. held.Select(happened =>
            happened is { Worker: 2, AtMs: 10 } ? happened with { AtMs = 10 } : happened is { Worker: 1, AtMs: 10 }
                ? happened with { AtMs = 15 }
            : happened).OrderBy(happened => happened.AtMs)]).Told("one-holder"));
        Assert.Empty(FoldAside(held).Told("one-holder"));
    }
}

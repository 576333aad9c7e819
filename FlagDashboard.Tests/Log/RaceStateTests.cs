using System.Text.Json;
using CsCheck;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Timeline;

namespace FlagDashboard.Tests.Log;

public class RaceStateTests
{
    private static RaceState Fold(IEnumerable<RaceEvent> log)
    {
        var state = new RaceState();
        foreach (var happened in log)
            state.Apply(happened);
        return state;
    }

    private static string Picture(RaceState state) => JsonSerializer.Serialize(state, RaceJson.Options);

    [Fact]
    public void Constructor_NoEvents_IsEmptyRace() =>
        Assert.Equal((null, 0, 0, 0.0, null, null), Shape(new RaceState()));

    private static (RacePlan?, int, int, double, double?, Outcome?) Shape(RaceState state) =>
        (state.Plan, state.Runs.Count, state.LastEventSeq, state.LastEventAtMs, state.FinishedAtMs, state.Outcome);

    [Fact]
    public void Apply_RaceStarted_CreatesRunsAndFutures()
    {
        var state = Fold([LegalLog.RaceStarted(2, 3)]);
        Assert.Equal(["mode-0", "mode-1"], state.Runs.Select(run => run.Mode));
        Assert.All(
            state.Runs,
            run => Assert.Equal([(0, "C0"), (1, "C1"), (2, "C2")], run.Futures.Select(future => (future.Number, future.Label))));
        Assert.All(state.Runs, run => Assert.Equal((0, null, null, 0), (run.Workers, run.StartedAtMs, run.Outcome, run.Version)));
    }

    [Fact]
    public void Images_SameFlagInTwoRuns_IsListedOnceUnderTheNumberOfBothFutures()
    {
        var state = Logs.Fold(
            ["threads-map", "async"],
            ["BR", "CN"],
            [Logs.RunStarted(0), Logs.RunStarted(0, run: 1), .. Logs.Whole(1, 10, future: 1), .. Logs.Whole(11, 20, future: 0),
                .. Logs.Whole(1, 30, future: 1, run: 1), .. Logs.Whole(31, 40, future: 0, status: Outcome.NotFound, run: 1)]);
        Assert.Equal(["sha1", "sha0"], state.ImageHashes);
        Assert.Equal([1, 0], state.Runs[0].Futures.Select(future => future.ImageNumber));
        Assert.Equal([null, 0], state.Runs[1].Futures.Select(future => future.ImageNumber));
    }

    [Fact]
    public void Apply_RaceStarted_TakesWorkersFromDefinitionUntilRunStarted()
    {
        var definition = new RaceDefinition(["a"], [new("one", "One", "", ReceiveOrder.CallOrder, RunWorkers: 3)]);
        var state = Fold([new(1, 0, RaceEventKind.RaceStarted) { Definition = definition }]);
        Assert.Equal(3, state.Runs[0].Workers);
        state.Apply(new(2, 0, RaceEventKind.RunStarted, 0, Worker: 2));
        Assert.Equal(2, state.Runs[0].Workers);
    }

    [Fact]
    public void Apply_AllEventsOfAFuture_RecordsTimesWorkerAndOutcome()
    {
        var state = Fold(
            [
                LegalLog.RaceStarted(1, 1),
                new(2, 1, RaceEventKind.RunStarted, 0, Worker: 1),
                new(3, 2, RaceEventKind.Submitted, 0, 0),
                new(4, 3, RaceEventKind.Started, 0, 0, 1),
                new(5, 4, RaceEventKind.Finished, 0, 0, 0, Outcome.Ok, 123, "ab"),
                new(6, 5, RaceEventKind.Received, 0, 0, 0, Outcome.Ok),
                new(7, 6, RaceEventKind.RunFinished, 0, Status: Outcome.Ok),
                new(8, 7, RaceEventKind.RaceFinished, Status: Outcome.Ok),
            ]);
        var run = state.Runs[0];
        var future = run.Futures[0];
        Assert.Equal((2.0, 3.0, 4.0, 5.0), (future.SubmittedAtMs, future.StartedAtMs, future.FinishedAtMs, future.ReceivedAtMs));
        Assert.Equal(
            (FutureState.Finished, Outcome.Ok, 1, 123, "ab", false),
            (future.State, future.Status, future.Worker, future.Bytes, future.ImageHash, future.IsHeld));
        Assert.Equal((1.0, 6.0, 5.0, Outcome.Ok), (run.StartedAtMs, run.FinishedAtMs, run.ElapsedMs, run.Outcome));
        Assert.Equal((8, 7.0, 7.0, Outcome.Ok), (state.LastEventSeq, state.LastEventAtMs, state.FinishedAtMs, state.Outcome));
    }

    [Fact]
    public void Apply_RunEndedByAFuture_NamesIt()
    {
        var run = Fold(
            [
                LegalLog.RaceStarted(1, 2),
                new(2, 0, RaceEventKind.RunStarted, 0, Worker: 1),
                new(3, 0, RaceEventKind.Finished, 0, 0, 0, Outcome.Cancelled) { Reason = "never started" },
                new(4, 0, RaceEventKind.Finished, 0, 1, 0, Outcome.Cancelled),
                new(5, 9, RaceEventKind.RunFinished, 0, 1, Status: Outcome.Error) { Reason = "HTTP 500" },
            ]).Runs[0];
        Assert.Equal((1, Outcome.Error, "HTTP 500"), (run.EarlyEndCause?.Number, run.Outcome, run.FailureReason));
        Assert.Equal((FutureState.Cancelled, "never started", false), (run.Futures[0].State, run.Futures[0].Reason, run.Futures[0].IsHeld));
    }

    [Fact]
    public void Apply_AnyLegalLog_CountsMatchStatesOfFutures() => LegalLog.Any.Sample(log =>
    {
        foreach (var (number, run) in Fold(log).Runs.Index())
        {
            Assert.Equal(run.Futures.Count(future => future.State == FutureState.Running), run.RunningCount);
            Assert.Equal(run.Futures.Count(future => future.Status is not null), run.DoneCount);
            foreach (var status in Enum.GetValues<Outcome>())
                Assert.Equal(run.Futures.Count(future => future.Status == status), run.Count(status));
            Assert.Equal(
                log.Where(happened => happened.Kind == RaceEventKind.Intervened && IsInTime(happened, number, log))
                    .Select(happened => happened.Seq),
                run.Interventions.Select(one => one.EventSeq));
            Assert.Equal(
                log.Count(happened => happened.Run == number && happened.Kind != RaceEventKind.Intervened) + run.Interventions.Count,
                run.Version);
            Assert.Equal(
                log.Where(
                    happened => happened.Run == number && happened.Kind == RaceEventKind.Received).Select(happened => happened.Future),
                run.Received.Select(future => future.Number));
            Assert.All(run.Futures, future => Assert.Equal(
                future.State == FutureState.Finished && future.Status != Outcome.Cancelled && !run.Received.Contains(future),
                future.IsHeld));
        }
    });

    // An intervention is in time if the future has no outcome in that run yet.
    private static bool IsInTime(RaceEvent intervention, int run, RaceEvent[] log) =>
        (intervention.Run == RaceEvent.None || intervention.Run == run)
        && !log.Take(intervention.Seq - 1).Any(past =>
            past.Kind == RaceEventKind.Finished && past.Run == run && past.Future == intervention.Future);

    [Fact]
    public void Apply_Intervention_IsListedInRunsWithoutOutcomeAndChangesNoFuture()
    {
        var state = Fold(
            [
                LegalLog.RaceStarted(2, 2),
                new(2, 1, RaceEventKind.RunStarted, 0, Worker: 1), new(3, 1, RaceEventKind.RunStarted, 1, Worker: 1),
                new(4, 2, RaceEventKind.Submitted, 0, 1), new(5, 3, RaceEventKind.Finished, 0, 1, Status: Outcome.Cancelled),
                new(6, 4, RaceEventKind.Intervened, Future: 1) { Intervention = new(InterventionAct.Slow, 1000) },
                new(7, 5, RaceEventKind.Intervened, 0, 1) { Intervention = new(InterventionAct.NotFound) },
            ]);
        Assert.Equal(2, state.InterventionCount);
        Assert.Empty(state.Runs[0].Interventions);
        Assert.Equal(
            new AppliedIntervention(6, 4, state.Runs[1].Futures[1], new(InterventionAct.Slow, 1000, "presenter"), true),
            Assert.Single(state.Runs[1].Interventions));
        Assert.Equal(FutureState.Pending, state.Runs[1].Futures[1].State);
    }

    [Fact]
    public void At_AnyTime_EqualsFoldOfEventsUntilThen() =>
        Gen.Select(LegalLog.Any, Gen.Double[0, 1]).Sample((log, share) =>
        {
            var end = log.Length == 0 ? 1 : log[^1].AtMs;
            foreach (var t in (double[])[-1, share * end, end, double.MaxValue, .. log.Select(happened => happened.AtMs)])
                Assert.Equal(Picture(Fold(log.Where(happened => happened.AtMs <= t))), Picture(RaceState.At(log, t)));
        });

    [Fact]
    public void Apply_AnyEventAfterAnyLegalLog_ThrowsUnlessLegal() =>
        LegalLog.Any.Sample(
            log =>
            {
                var (runs, futures) = Fold(log) is { Definition: { } definition }
                    ? (definition.Runs.Count, definition.FutureLabels.Count)
                    : (1, 1);
                var legal = LegalLog.After(log, runs, futures).Select(
                    happened => (happened.Kind, happened.Run, happened.Future, happened.Status)).ToHashSet();
                foreach (var candidate in Everything(runs, futures))
                {
                    var next = candidate with { Seq = log.Length + 1, AtMs = 1e6 };
                    var state = Fold(log);
                    if (legal.Contains((next.Kind, next.Run, next.Future, next.Status)))
                        state.Apply(next);
                    else
                        Assert.Throws<ImpossibleEventException>(() => state.Apply(next));
                }
            },
            iter: 200);

    private static RaceEvent[] Begun(params RaceEvent[] events) =>
        [
            .. new[] { LegalLog.RaceStarted(1, 1), new(0, 0, RaceEventKind.RunStarted, 0, Worker: 2) }.Concat(events)
                .Select((happened, i) => happened with { Seq = i + 1 }),
        ];

    [Fact]
    public void Apply_SubmittedFutureNotInDefinition_AddsFutureWithLabel()
    {
        var run = Fold(Begun(new RaceEvent(0, 5, RaceEventKind.Submitted, 0, 1) { UnlistedLabel = "loiter(3)" })).Runs[0];
        Assert.Equal(["C0", "loiter(3)"], run.Futures.Select(future => future.Label));
        Assert.Equal((1, 5.0), (run.Futures[1].Number, run.Futures[1].SubmittedAtMs!.Value));
    }

    [Fact]
    public void Apply_SubmittedFutureNotInDefinitionWithoutLabel_Throws() => Assert.Throws<ImpossibleEventException>(
        () => Fold(Begun(new RaceEvent(0, 5, RaceEventKind.Submitted, 0, 1))));

    [Fact]
    public void Apply_Phase_EndsAtNextPhaseOfItsWorkerOrAtEndOfRun()
    {
        RaceEvent Phase(double at, int worker, string? name) => new(0, at, RaceEventKind.Phase, 0, Worker: worker) { PhaseName = name };
        var run = Fold(Begun(
            Phase(1, 1, "a"), Phase(2, 2, "b"), Phase(3, 1, "c"), Phase(4, 1, null), Phase(5, 1, null),
            new(0, 6, RaceEventKind.Finished, 0, 0, Status: Outcome.Cancelled),
            new(0, 7, RaceEventKind.RunFinished, 0, Status: Outcome.Ok))).Runs[0];
        Assert.Equal(
            [(1, "a", 1, 3), (2, "b", 2, 7), (1, "c", 3, 4)],
            run.WorkerPhases.Select(phase => (phase.Worker, phase.Name, phase.FromMs, phase.ToMs!.Value)));
    }

    [Fact]
    public void Apply_RaceFinishedWithError_InterruptsUnfinishedRuns()
    {
        var state = Fold(
            [
                LegalLog.RaceStarted(2, 1), new(2, 1, RaceEventKind.RunStarted, 0, Worker: 1),
                new(3, 2, RaceEventKind.Phase, 0, Worker: 1) { PhaseName = "starting" },
                new(4, 3, RaceEventKind.RunStarted, 1, Worker: 1), new(5, 4, RaceEventKind.Finished, 1, 0, Status: Outcome.Cancelled),
                new(6, 5, RaceEventKind.RunFinished, 1, Status: Outcome.Ok),
            ]);
        Assert.Equal((true, 2, false), (state.Runs[0].IsRunning, state.Runs[0].Version, state.IsInterrupted));
        state.Apply(new(7, 9, RaceEventKind.RaceFinished, Status: Outcome.Error) { Reason = "interrupted" });
        Assert.Equal(
            (true, 9.0, Outcome.Error, "interrupted"),
                (state.IsInterrupted, state.FinishedAtMs!.Value, state.Outcome!.Value, state.Reason));
        Assert.Equal(
            (null, 9.0, 9.0, false, null),
            (state.Runs[0].FinishedAtMs, state.Runs[0].InterruptedAtMs!.Value, state.Runs[0].EndedAtMs!.Value,
                state.Runs[0].IsRunning, state.Runs[0].Outcome));
        Assert.Equal((3, 9.0), (state.Runs[0].Version, state.Runs[0].WorkerPhases[0].ToMs!.Value));
        Assert.Equal((5.0, null, 5.0), (state.Runs[1].FinishedAtMs!.Value, state.Runs[1].InterruptedAtMs, state.Runs[1].EndedAtMs!.Value));
    }

    [Fact]
    public void NameOf_WorkerWithAndWithoutAName_IsTheNameOrTheNumber()
    {
        var run = Fold(Begun(new RaceEvent(0, 1, RaceEventKind.WorkerNamed, 0, Worker: 2) { WorkerName = "pid 4711" })).Runs[0];
        Assert.Equal(("w1", "pid 4711"), (run.WorkerNameOf(1), run.WorkerNameOf(2)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-1)]
    public void Apply_NotTheNextNumber_Throws(int seq) => Assert.Throws<ImpossibleEventException>(
        () => Fold([LegalLog.RaceStarted(1, 1), new(seq, 0, RaceEventKind.RunStarted, 0, Worker: 1)]));

    private static IEnumerable<RaceEvent> Everything(int runs, int futures)
    {
        yield return LegalLog.RaceStarted(runs, futures);
        yield return new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Ok);
        yield return new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Cancelled);
        yield return new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Error);
        var intervention = new Intervention(InterventionAct.Stall);
        yield return new(0, 0, RaceEventKind.Intervened) { Intervention = intervention };
        yield return new(0, 0, RaceEventKind.Intervened, Future: futures) { Intervention = intervention };
        yield return new(0, 0, RaceEventKind.Intervened, runs, 0) { Intervention = intervention };
        yield return new(0, 0, RaceEventKind.Intervened, -2, 0) { Intervention = intervention };
        for (var future = 0; future < futures; future++)
            yield return new(0, 0, RaceEventKind.Intervened, Future: future) { Intervention = intervention };
        for (var run = 0; run < runs; run++)
        {
            yield return new(0, 0, RaceEventKind.Intervened, run, 0) { Intervention = intervention };
            yield return new(0, 0, RaceEventKind.RunStarted, run, Worker: 2);
            yield return new(0, 0, RaceEventKind.RunFinished, run, Status: Outcome.Ok);
            yield return new(0, 0, RaceEventKind.WorkerNamed, run, Worker: 1) { WorkerName = "pid 1" };
            yield return new(0, 0, RaceEventKind.Phase, run, Worker: 1) { PhaseName = "starting" };
            yield return new(0, 0, RaceEventKind.Answered, run) { SessionEntry = new(null, "") };
            yield return new(0, 0, RaceEventKind.Submitted, run, futures + 1) { UnlistedLabel = "too far" };
            for (var future = 0; future < futures; future++)
            {
                yield return new(0, 0, RaceEventKind.Submitted, run, future);
                yield return new(0, 0, RaceEventKind.Started, run, future, 1);
                foreach (var status in Enum.GetValues<Outcome>())
                    yield return new(0, 0, RaceEventKind.Finished, run, future, Status: status);
                yield return new(0, 0, RaceEventKind.Received, run, future, Status: Outcome.Ok);
            }
        }
    }
}

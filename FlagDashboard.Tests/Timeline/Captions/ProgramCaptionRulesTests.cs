using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

/// <summary>Each rule that advises the author of a program: what it says, and when it says nothing.</summary>
public class ProgramCaptionRulesTests
{
    private static readonly ModeInfo Loop = new(
        "thread-of-loop", "Loop", "", ReceiveOrder.CompletionOrder, IsAuxiliary: true, RunWorkers: 1,
        WorkerPhaseKinds: [new(ProgramCaptionRules.LoopBlockedPhasePrefix, PhaseLook.Held)]);

    private static ModeInfo Run(ReceiveOrder delivery, WorkerKind kind = WorkerKind.Thread) =>
        new("executor-1", "ThreadPoolExecutor", "", delivery, ResultUnit: "results", WorkerKind: kind);

    private static RaceDefinition Program(ModeInfo run, bool? hasGil = true) =>
        new([], [run], Program: new("crawler.py", "3.11.7", hasGil, 3, 0));

    private static RaceEvent Submit(int future) => Submitted(0, future) with { UnlistedLabel = $"call {future}" };

    /// <summary>Three calls on two threads, the first of which is slow. The others are received at these times.</summary>
    private static RaceState Map(ReceiveOrder delivery, double slowReceived = 100, double othersReceived = 101, double slowEnd = 100) =>
        Fold(
        Program(Run(delivery)), RunStarted(0, 2), Submit(0), Submit(1), Submit(2), Started(0, 0), Started(0, 1, 2), Finished(30, 1),
        Started(30, 2, 2), Finished(60, 2), Finished(slowEnd, 0), Received(slowReceived, 0), Received(othersReceived, 1),
        Received(othersReceived, 2), RunFinished(othersReceived));

    [Fact]
    public void HeadOfLine_TwoResultsBehindSlowCall_NamesCallAndCure()
    {
        var race = Map(ReceiveOrder.CallOrder);
        Assert.Equal(
            ["2 of 3 results waited behind call 1 (call 0), up to 70 ms. as_completed would have handed them over at once."],
            race.Told("head-of-line"));
        Assert.Equal("0:0 0:1 0:2", Assert.Single(race.Found("head-of-line")).Bars());
    }

    [Fact]
    public void HeadOfLine_CompletionOrder_IsSilent() => Assert.Empty(Map(ReceiveOrder.CompletionOrder).Told("head-of-line"));

    [Fact]
    public void HeadOfLine_CodeWasNotWaitingForSlowCall_IsSilent() =>
        Assert.Empty(Map(ReceiveOrder.CallOrder, slowReceived: 200, othersReceived: 200).Told("head-of-line"));

    [Fact]
    public void HeadOfLine_HeldForLessThanOneTwentieth_IsSilent() =>
        Assert.Empty(Map(ReceiveOrder.CallOrder, slowReceived: 61, othersReceived: 3000, slowEnd: 61).Told("head-of-line"));

    [Fact]
    public void HeadOfLine_OneResultBehind_IsSilent() => Assert.Empty(Fold(
        Program(Run(ReceiveOrder.CallOrder)), RunStarted(0, 2), Submit(0), Submit(1), Started(0, 0), Started(0, 1, 2), Finished(30, 1),
        Finished(100, 0), Received(100, 0), Received(100, 1), RunFinished(100)).Told("head-of-line"));

    /// <summary>Three tasks, the first of which is slow. The code waits from 0 to 100 ms in a phase of this name.</summary>
    private static RaceState Tasks(string wait)
    {
        var waits = new ModeInfo(
            ProgramInfo.WaitsRunId, "Code that waits", "", ReceiveOrder.CompletionOrder, IsAuxiliary: true, RunWorkers: 1,
            WorkerPhaseKinds: [new("waits", PhaseLook.Other)]);
        return Fold(
            Program(Run(ReceiveOrder.CallOrder, WorkerKind.LoopSlot)) with
            {
                Runs = [Run(ReceiveOrder.CallOrder, WorkerKind.LoopSlot), waits],
            },
            RunStarted(0, 3), RunStarted(0, run: 1), Submit(0), Submit(1), Submit(2), Started(0, 0), Started(0, 1, 2),
            Started(0, 2, 3), Phase(0, 1, wait, 1), Finished(30, 1), Finished(60, 2), Finished(100, 0), Phase(100, 1, null, 1),
            Received(100, 0), Received(101, 1), Received(101, 2), RunFinished(102), RunFinished(102, run: 1));
    }

    [Fact]
    public void HeadOfLine_TasksAwaitedOneByOne_NamesTheCureOfAsyncio() => Assert.Equal(
        ["2 of 3 results waited behind call 1 (call 0), up to 70 ms. asyncio.as_completed would have handed them over at once."],
        Tasks("waits for call 0").Told("head-of-line"));

    [Theory]
    [InlineData("waits for call 1")]
    [InlineData("waits in wait()")]
    public void HeadOfLine_TasksGathered_IsSilent(string wait) => Assert.Empty(Tasks(wait).Told("head-of-line"));

    [Theory]
    [InlineData(400, "The event loop was blocked for 400 ms by parse, and other tasks had to wait. "
        + "In a thread (await asyncio.to_thread) it would not block the loop.")]
    [InlineData(99, null)]
    public void LoopBlocked_StepOfThatLength_SpeaksFrom100Ms(double ms, string? sentence) => Assert.Equal(
        sentence is null ? [] : [sentence],
        Fold(Program(Loop), RunStarted(0), Phase(10, 1, "blocked by parse"), Phase(10 + ms, 1, null), RunFinished(900))
            .Told("loop-blocked"));

    [Fact]
    public void LoopBlocked_OneFunctionSeveralTimes_IsOneSentenceWithTheSum()
    {
        var race = Fold(
            Program(Loop), RunStarted(0), Phase(10, 1, "blocked by parse"), Phase(410, 1, null), Phase(450, 1, "blocked by load"),
            Phase(600, 1, "blocked by parse"), Phase(800, 1, null), RunFinished(900));
        const string cure = ", and other tasks had to wait. In a thread (await asyncio.to_thread) it would not block the loop.";
        Assert.Equal(
            [$"The event loop was blocked 2 times by parse, for 600 ms in all{cure}",
                $"The event loop was blocked for 150 ms by load{cure}"],
            race.Told("loop-blocked"));
        Assert.Equal("0:-1 0:-3", race.Found("loop-blocked").First().Bars());
    }

    [Fact]
    public void LoopBlocked_NoOtherTaskWaited_IsSilent() => Assert.Empty(
        Fold(Program(Loop), RunStarted(0), Phase(10, 1, "busy with parse"), Phase(800, 1, null), RunFinished(900)).Told("loop-blocked"));

    [Fact]
    public void LostExceptions_RaisedAndNeverReceived_NamesReason() => Assert.Equal(
        ["Nobody took the result of call 1 (call 0), so its exception is lost: “ValueError: x”. Call result() on every future."],
        Raised(isReceived: false).Told("lost"));

    [Fact]
    public void LostExceptions_ExceptionReceived_IsSilent() => Assert.Empty(Raised(isReceived: true).Told("lost"));

    [Fact]
    public void LostExceptions_OnlyResultsNeverReceived_IsSilent() => Assert.Empty(Fold(
        Program(Run(ReceiveOrder.CompletionOrder)), RunStarted(0), Submit(0), Started(0, 0), Finished(9, 0), RunFinished(9)).Told("lost"));

    private static RaceState Raised(bool isReceived) => Fold(
        Program(Run(ReceiveOrder.CompletionOrder)),
        [RunStarted(0), Submit(0), Started(0, 0), Finished(9, 0, Outcome.Error) with { Reason = "ValueError: x" },
            .. isReceived ? [Received(9, 0)] : Array.Empty<RaceEvent>(), RunFinished(10)]);

    /// <summary>Two calls side by side for a second, with this processor time each.</summary>
    private static RaceState Computed(float cpuMs, bool? hasGil = true, int secondWorker = 2, WorkerKind kind = WorkerKind.Thread) => Fold(
        Program(Run(ReceiveOrder.CompletionOrder, kind), hasGil), RunStarted(0, 2), Submit(0), Submit(1), Started(0, 0),
        Started(0, 1, secondWorker), Finished(1000, 0) with { CpuMs = cpuMs }, Finished(1000, 1) with { CpuMs = cpuMs }, Received(1000, 0),
        Received(1000, 1), RunFinished(1000));

    [Fact]
    public void OneLock_TwoThreadsFillOneProcessor_AdvisesProcesses() => Assert.Equal(
        ["2 threads computed on one GIL: together they used 97% of one processor. Processes would help."], Computed(485).Told("one-lock"));

    [Fact]
    public void OneLock_ThreadsWaited_IsSilent() => Assert.Empty(Computed(300).Told("one-lock"));

    [Fact]
    public void OneLock_ThreadsUsedTwoProcessors_IsSilent() => Assert.Empty(Computed(900).Told("one-lock"));

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void OneLock_NoGil_IsSilent(bool? hasGil) => Assert.Empty(Computed(485, hasGil).Told("one-lock"));

    [Fact]
    public void OneLock_OneThreadComputed_IsSilent() => Assert.Empty(Computed(485, secondWorker: 1).Told("one-lock"));

    [Fact]
    public void OneLock_Processes_IsSilent() => Assert.Empty(Computed(485, kind: WorkerKind.Process).Told("one-lock"));

    [Fact]
    public void FindAll_SameLogOfExperiment_AddsNoAdvice()
    {
        var definition = new RaceDefinition(["x"], [Run(ReceiveOrder.CompletionOrder)]);
        var race = Fold(definition, RunStarted(0), Submitted(0, 0), Started(0, 0), Finished(9, 0, Outcome.Error), RunFinished(10));
        Assert.Empty(race.Told("lost"));
    }
}

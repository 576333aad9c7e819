using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Observing.Recordings;

namespace FlagDashboard.Tests.Observing;

/// <summary>Which waits of a recorded program its race shows, and under which names.</summary>
public class ObservedWaitsTests
{
    // Two calls of one function, of which the first one ends 8 ms after the start of the recording.
    private const string TwoCalls = """
        [[1,"new",1,0,0,"parse",["'BR'"]],[2,"new",2,0,0,"parse",["'CN'"]],[3,"running",1,1],[8000000,"done",1,1,1,"1"]]
        """;

    private const string Loop = """[[0,"executor",0,0,"_UnixSelectorEventLoop",0,"loop",""]]""";

    private const string MainAndTwoTasks = """
        [[1,"task",1,0,0,"app.<locals>.main",[],-2],[2,"task",2,0,0,"get",["'BR'"],1],[3,"task",3,0,0,"get",["'CN'"],1]]
        """;

    [Theory]
    [InlineData("result", 1, "waits for BR")]
    [InlineData("exception", 2, "waits for CN")]
    [InlineData("result", 77, "waits for a result")]
    [InlineData("as_completed", -1, "waits for the next result")]
    [InlineData("wait", -1, "waits in wait()")]
    [InlineData("shutdown", 0, "waits in shutdown() (ThreadPoolExecutor)")]
    [InlineData("with", 0, "waits at the end of with (ThreadPoolExecutor)")]
    public void Fold_ThreadWaits_NamesWhatItWaitsFor(string call, int future, string name)
    {
        var race = Fold(
            Header, Pool, TwoCalls,
            $"""[[2000000,"block",{future},0,"{call}",-1],[8000000,"unblock",{future},0,"{call}",-1]]""", End);
        var wait = Assert.Single(WaitsOf(race).WorkerPhases);
        Assert.Equal((name, 2.0, 8.0), (wait.Name, wait.FromMs, wait.ToMs));
        Assert.Equal(PhaseLook.Other, WaitsOf(race).Info.LookOf(wait.Name));
        Assert.NotNull(LogTextLocalizer.Parse(wait.Name));
    }

    // Such a shutdown waits for threads or processes to end, and not for results. An executor that is not known has no results here.
    [Theory]
    [InlineData("with", 0)]
    [InlineData("shutdown", 0)]
    [InlineData("shutdown", 77)]
    public void Fold_ShutdownAfterTheLastCall_IsNotShown(string call, int executor)
    {
        var race = Fold(
            Header, Pool, TwoCalls, """[[8100000,"done",2,1,1,"2"]]""",
            $"""[[8200000,"block",{executor},0,"{call}",-1],[8900000,"unblock",{executor},0,"{call}",-1]]""",
            """{"over":0,"t":20000000,"lost":0}""");
        Assert.DoesNotContain(race.Runs, run => run.Mode == ProgramInfo.WaitsRunId);
    }

    // The names of both calls are functions, because the program calls two. The second call is made after the wait began.
    [Fact]
    public void Fold_WaitForFuture_HasTheLabelOfItsBar()
    {
        var race = Fold(
            Header, Pool, """[[1,"new",1,0,0,"parse",["3"]],[2000000,"block",1,0,"result",-1],[3000000,"new",2,0,0,"load",["4"]]]""",
            """[[8000000,"unblock",1,0,"result",-1]]""", End);
        Assert.Equal("waits for parse(3)", Assert.Single(WaitsOf(race).WorkerPhases).Name);
        Assert.Equal("parse(3)", race.Runs[0].Futures[0].Label);
    }

    [Fact]
    public void Fold_ThreadsThatWait_HaveRowsWithTheirNames()
    {
        var race = Fold(
            Header, Pool, TwoCalls, """[[1,"thread",0,0,"MainThread"],[1,"thread",3,3,"ThreadPoolExecutor-0_1"]]""",
            Wait(2, 5, thread: 0), Wait(3, 6, thread: 3), Wait(4, 7, thread: 9), Wait(6, 8, thread: 0), End);
        var waits = WaitsOf(race);
        Assert.Equal(["MainThread", "thread 1", "thread 9"], Bars.RowLabels(waits, RowLayout.ByFuture));
        Assert.Equal([(1, 2.0), (2, 3.0), (3, 4.0), (1, 6.0)], waits.WorkerPhases.Select(phase => (phase.Worker, phase.FromMs)));
    }

    [Fact]
    public void Fold_Waits_AreOneAuxiliaryRunAfterAllOthers()
    {
        var race = Fold(
            Header, Pool, Wait(2, 5), """[[6000000,"executor",5,0,"ThreadPoolExecutor",1,"threads",""],[6000001,"new",6,0,5,"f",[]]]""",
            TwoCalls, End);
        Assert.Equal(["executor-1", "executor-2", "waits"], race.Runs.Select(run => run.Mode));
        Assert.Equal([false, false, true], race.Runs.Select(run => run.Info.IsAuxiliary));
        Assert.Equal((2.0, 9.0, Outcome.Ok), (race.Runs[2].StartedAtMs, race.Runs[2].FinishedAtMs, race.Runs[2].Outcome));
        Assert.Equal(0, race.Program!.LeftOutExecutors);
    }

    [Theory]
    [InlineData(999_999, 0)]
    [InlineData(1_000_000, 1)]
    public void Fold_WaitShorterThanAMillisecond_IsNotShown(int ns, int shown)
    {
        var race = Fold(
            Header, Pool, TwoCalls,
            $"""[[2000000,"block",1,0,"result",-1],[{2_000_000 + ns},"unblock",1,0,"result",-1]]""", End);
        Assert.Equal(shown, race.Runs.SelectMany(run => run.WorkerPhases).Count());
        Assert.Equal(1 + shown, race.Runs.Count);
    }

    [Fact]
    public void Fold_NestedWaits_ShowTheOutermostOne()
    {
        var race = Fold(
            Header, Pool, TwoCalls,
            """[[2000000,"block",1,0,"result",-1],[3000000,"block",1,0,"result",-1],[4000000,"block",-1,0,"wait",-1]]""",
            """[[5000000,"unblock",-1,0,"wait",-1],[6000000,"unblock",1,0,"result",-1],[7000000,"unblock",1,0,"result",-1]]""",
            """[[7500000,"unblock",1,0,"result",-1],[7600000,"unblock",2,0,"exception",-1]]""", End);
        var wait = Assert.Single(WaitsOf(race).WorkerPhases);
        Assert.Equal(("waits for BR", 2.0, 7.0), (wait.Name, wait.FromMs, wait.ToMs));
    }

    [Fact]
    public void Fold_ProgramEndsWhileItWaits_EndsTheWaitWithTheRun()
    {
        var race = Fold(Header, Pool, TwoCalls, """[[2000000,"block",2,0,"result",-1]]""", End);
        Assert.Equal((2.0, 9.0), (WaitsOf(race).WorkerPhases[0].FromMs, WaitsOf(race).WorkerPhases[0].ToMs));
        Assert.Equal((9.0, Outcome.Ok), (WaitsOf(race).FinishedAtMs, race.Outcome));
    }

    [Fact]
    public void Fold_ProgramKilledWhileItWaits_InterruptsTheWait()
    {
        var race = Fold(Header, Pool, TwoCalls, """[[2000000,"block",2,0,"result",-1]]""");
        Assert.Equal((2.0, 8.0), (WaitsOf(race).WorkerPhases[0].FromMs, WaitsOf(race).WorkerPhases[0].ToMs));
        Assert.Equal((8.0, null), (WaitsOf(race).InterruptedAtMs, WaitsOf(race).FinishedAtMs));
    }

    [Fact]
    public void Fold_TasksWait_ShowsOnlyTheMainTask()
    {
        var race = Fold(
            Header, Loop, MainAndTwoTasks,
            """[[2000000,"block",3,0,"await",2],[2000000,"block",2,0,"await",1],[2000000,"block",2,0,"await",-1]]""",
            """[[7000000,"unblock",2,0,"await",1],[8000000,"unblock",3,0,"await",2],[8000000,"unblock",2,0,"await",-1]]""", End);
        var wait = Assert.Single(WaitsOf(race).WorkerPhases);
        Assert.Equal(("waits for BR", 2.0, 7.0), (wait.Name, wait.FromMs, wait.ToMs));
        Assert.Equal(["main"], Bars.RowLabels(WaitsOf(race), RowLayout.ByWorker));
    }

    // The main task of the first loop was given up while it waited, so nobody saw the end of its wait.
    [Fact]
    public void Fold_MainTasksOfOneName_ShareARow()
    {
        var race = Fold(
            Header, Loop, MainAndTwoTasks, """[[4,"task",4,0,0,"main",[],-2]]""",
            """[[2000000,"block",2,0,"await",1],[4000000,"block",3,0,"await",4],[6000000,"unblock",3,0,"await",4]]""", End);
        Assert.Equal(
            [("waits for BR", 2.0, 4.0), ("waits for CN", 4.0, 6.0)],
            WaitsOf(race).WorkerPhases.Select(phase => (phase.Name, phase.FromMs, phase.ToMs!.Value)));
        Assert.Equal(1, WaitsOf(race).Workers);
    }

    // The calls of a loop took longer than they would have alone if one of its steps blocked it, but not because other code waited.
    [Fact]
    public void Ideal_ProgramWithWaits_IsStillTold()
    {
        var race = Fold(
            Header, Loop, MainAndTwoTasks, """[[1000000,"step",2,0],[1000001,"stepEnd",2,0],[2000000,"block",2,0,"await",1]]""",
            """[[5000000,"done",2,0,-1,"1"],[6000000,"unblock",2,0,"await",1]]""", End);
        Assert.True(race.Runs[^1].Info.IsAuxiliary);
        Assert.True(Ideal.IsTold(race, race.Runs[0]));
    }

    [Fact]
    public void Fold_OnlyWaits_IsNothingToShow() => Assert.Throws<ImportRefusedException>(() => Fold(Header, Wait(2, 5), End));

    [Fact]
    public void Fold_MoreWaitsThanALogMayHave_CountsTheOthersAsLost()
    {
        const int most = ImportedEventRules.MaxPhaseEvents / 2;
        var race = Fold(
        [
            Header, Pool, TwoCalls, .. Enumerable.Range(0, most + 3).Select(number => Wait(1 + (number * 4L), 3 + (number * 4L))),
            """{"over":0,"t":600000000000,"lost":1}""",
        ]);
        Assert.Equal((most, 1 + 3), (WaitsOf(race).WorkerPhases.Count, race.Program!.LostObservations));
    }

    [Fact]
    public void Fold_MoreThreadsThanRows_CountsTheirWaitsAsLost()
    {
        const int most = ProgramInfo.MaxWaitingThreads;
        var race = Fold(
        [
            Header, Pool, TwoCalls, .. Enumerable.Range(0, most + 2).Select(thread => Wait(2, 5, thread)), Wait(6, 8),
            """{"over":0,"t":9000000,"lost":0}""",
        ]);
        Assert.Equal((most, most + 1, 2), (WaitsOf(race).Workers, WaitsOf(race).WorkerPhases.Count, race.Program!.LostObservations));
    }

    [Fact]
    public void Captions_ProgramThatWaits_SpeakOfNoBlockedLoop()
    {
        var race = Fold(Header, Loop, MainAndTwoTasks, """[[2000000,"block",2,0,"await",1]]""", """{"over":0,"t":900000000,"lost":0}""");
        Assert.NotEmpty(WaitsOf(race).WorkerPhases);
        Assert.DoesNotContain(Captions.SelectFor(race), caption => caption.RuleId is "loop-blocked" or "blocked" or "one-holder");
    }

    private static RunState WaitsOf(RaceState race) => race.Runs.Single(run => run.Mode == ProgramInfo.WaitsRunId);

    // A thread waits for future 1. The times are in ms.
    private static string Wait(long from, long to, int thread = 0) =>
        $"""[[{from}000000,"block",1,{thread},"result",-1],[{to}000000,"unblock",1,{thread},"result",-1]]""";
}

using System.Text;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Observing;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using static FlagDashboard.Tests.Observing.Recordings;

namespace FlagDashboard.Tests.Observing;

/// <summary>How observations become runs, futures and workers.</summary>
public class RecordingConverterTests
{
    private static string New(int id, string argument, int executor = 0, string function = "f") =>
        $$"""[[{{id}},"new",{{id}},0,{{executor}},"{{function}}",["1","'{{argument}}'"]]]""";

    private static FutureRecord Future(RaceState race, int number = 0) => race.Runs[0].Futures[number];

    [Fact]
    public void Fold_CallOnThread_GoesThroughAllStates()
    {
        var race = Fold(
            Header, Pool, New(1, "BR"), """[[2000000,"thread",1,1,"ThreadPoolExecutor-0_3"],[2000000,"running",1,1]]""",
            """[[5000000,"done",1,1,1500000,"'ok'"]]""", """[[6000000,"got",1,0,"result",-1],[7000000,"shutdown",0,0]]""", End);
        var future = Future(race);
        Assert.Equal(
            (0.0, 2.0, 5.0, 6.0, 1.5, "'ok'"),
            (Math.Floor(future.SubmittedAtMs!.Value), future.StartedAtMs, future.FinishedAtMs, future.ReceivedAtMs, future.CpuMs,
                future.Result));
        Assert.Equal("thread 3", race.Runs[0].WorkerNameOf(1));
        Assert.Equal((7.0, 9.0, Outcome.Ok), (race.Runs[0].FinishedAtMs, race.FinishedAtMs, race.Outcome));
        Assert.Equal(
            ("p.py", "3.11.7", true, 1, 0), (race.Program!.Name, race.Program.PythonVersion, race.Program.HasGil, race.Program.Futures,
            race.Program.ExitCode));
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(70, 6)]
    public void Fold_MoreExecutorsThanRuns_ShowsTheFirstAndCountsTheOthers(int executors, int leftOut)
    {
        string[] lines =
        [
            Header, .. Enumerable.Range(0, executors).SelectMany(id => new[]
            {
                $$"""[[{{1000 * id}},"executor",{{id}},0,"ThreadPoolExecutor",1,"threads",""]]""",
                $$"""[[{{(1000 * id) + 1}},"new",{{1000 + id}},0,{{id}},"f",[]]]""",
            }),
            End,
        ];
        var race = Fold(lines);
        Assert.Equal((64, 64, leftOut), (race.Runs.Count, race.Program!.Futures, race.Program.LeftOutExecutors));

        var live = new LiveRecordingConverter(new("p.py", "3.11.7", HasGil: true));
        var reader = new RecordingLineReader();
        foreach (var (line, index) in lines.Select((line, index) => (line, index)))
            live.Add(reader.Read(new(index + 1, Encoding.UTF8.GetBytes(line))));
        live.End(reader.EndLine);
        Assert.Equal(
            (64, 64, leftOut),
            (live.Definition.Runs.Count, live.Definition.Program!.Futures, live.Definition.Program.LeftOutExecutors));
    }

    [Fact]
    public void Fold_MoreLongStepsThanALogMayHave_CountsTheOthersAsLost()
    {
        const int most = ImportedEventRules.MaxPhaseEvents / 2;
        var race = Fold(
        [
            Header, """[[0,"executor",0,0,"SelectorEventLoop",0,"loop",""],[1,"task",1,0,0,"work",[],-1]]""",
            .. Enumerable.Range(0, most + 3).Select(step =>
                $$"""[[{{(step * 11_000_000L) + 2}},"step",1,0],[{{(step + 1) * 11_000_000L}},"stepEnd",1,0]]"""),
            """{"over":0,"t":600000000000,"lost":1}""",
        ]);
        Assert.Equal(most, race.Runs.Single(run => run.Info.IsAuxiliary).WorkerPhases.Count);
        Assert.Equal(1 + 3, race.Program!.LostObservations);
    }

    [Fact]
    public void Fold_CallInProcess_RunsWhileItsProcessDoes()
    {
        var race = Fold(
            Header, """[[0,"executor",0,0,"ProcessPoolExecutor",2,"processes",""]]""", New(1, "BR"), """[[2000000,"running",1,1]]""",
            """[[3000000,"childStarted",1,-1,77],[5000000,"childEnded",1,-1,77,1900000]]""", """[[6000000,"done",1,1,-1,null]]""", End);
        var future = Future(race);
        Assert.Equal((3.0, 5.0, 1.9f), (future.StartedAtMs, future.FinishedAtMs, (float?)future.CpuMs));
        Assert.Equal((WorkerKind.Process, "pid 77"), (race.Runs[0].Info.WorkerKind, race.Runs[0].WorkerNameOf(1)));
    }

    [Fact]
    public void Fold_BrokenPool_FailsFutureThatNeverRan()
    {
        var future = Future(Fold(Header, Pool, New(1, "BR"), """[[5,"raised",1,1,-1,"BrokenProcessPool","ended"]]""", End));
        Assert.Equal((null, Outcome.Error, "BrokenProcessPool: ended"), (future.StartedAtMs, future.Status, future.Reason));
    }

    [Fact]
    public void Fold_CancelledFuture_IsNeverReceived()
    {
        var future = Future(Fold(Header, Pool, New(1, "BR"), """[[5,"cancelled",1,0],[6,"yielded",1,0]]""", End));
        Assert.Equal((FutureState.Cancelled, null), (future.State, future.ReceivedAtMs));
    }

    [Fact]
    public void Fold_FutureMadeByHand_HasRunOfItsOwn()
    {
        var race = Fold(Header, """[[1,"new",1,0,-1,"",[]]]""", """[[5,"done",1,0,-1,"1"]]""", End);
        Assert.Equal(("Futures made by hand", "Future"), (race.Runs[0].Info.Title, Future(race).Label));
        Assert.Equal(FutureState.Finished, Future(race).State);
    }

    [Fact]
    public void Fold_ProgramEndsFirst_CancelsOpenFutures() => Assert.Equal(
        (Outcome.Cancelled, "the program ended first"),
        (Future(Fold(Header, Pool, New(1, "BR"), End)).Status, Future(Fold(Header, Pool, New(1, "BR"), End)).Reason));

    [Fact]
    public void Fold_SeveralCalls_AreNamedByFirstArgumentThatDiffers()
    {
        var race = Fold(Header, Pool, New(1, "BR"), New(2, "CN"), End);
        Assert.Equal(["BR", "CN"], race.Runs[0].Futures.Select(future => future.Label));
    }

    [Fact]
    public void Fold_CallsOfTwoFunctions_HaveNameOfFunction()
    {
        var race = Fold(Header, Pool, New(1, "BR"), New(2, "CN"), New(3, "x", function: "main.<locals>.parse"), End);
        Assert.Equal(["f(BR)", "f(CN)", "parse(1)"], race.Runs[0].Futures.Select(future => future.Label));
    }

    [Theory]
    [InlineData("got", "1", "2", ReceiveOrder.CallOrder)]
    [InlineData("got", "2", "1", ReceiveOrder.CompletionOrder)]
    [InlineData("yielded", "1", "2", ReceiveOrder.CompletionOrder)]
    public void Fold_OrderOfReceiving_DecidesDelivery(string kind, string first, string second, ReceiveOrder delivery) => Assert.Equal(
        delivery,
        Fold(
            Header, Pool, New(1, "BR"), New(2, "CN"),
            """[[3,"running",1,1],[3,"running",2,2],[4,"done",2,2,1,null],[5,"done",1,1,1,null]]""",
            $"""[[600000,"{kind}",{first},0],[700000,"{kind}",{second},0]]""", End).Runs[0].Info.ReceiveOrder);

    [Fact]
    public void Fold_TaskThatWaitsForSemaphore_IsPendingUntilItHasIt()
    {
        var race = Fold(
            Header, """[[0,"executor",0,0,"_UnixSelectorEventLoop",0,"loop",""]]""",
            """[[1,"task",1,0,0,"main",[],-2],[2,"task",2,0,0,"get",["'BR'"],1],[3,"task",3,0,0,"get",["'CN'"],1]]""",
            """[[1000000,"step",2,0],[1000001,"semWait",2,0,9],[1000002,"semGot",2,0,9],[1100000,"stepEnd",2,0]]""",
            """[[1200000,"step",3,0],[1200001,"semWait",3,0,9],[1300000,"stepEnd",3,0]]""",
            """[[2000000,"step",2,0],[2100000,"done",2,0,-1,null],[2100000,"stepEnd",2,0]]""",
            """[[3000000,"step",3,0],[3000001,"semGot",3,0,9],[3100000,"done",3,0,-1,null],[3100000,"stepEnd",3,0]]""", End);
        Assert.Equal(["BR", "CN"], race.Runs[0].Futures.Select(future => future.Label));
        Assert.Equal((1, 3.0, 1), (race.Runs[0].Workers, Future(race, 1).StartedAtMs, Future(race, 1).Worker));
        Assert.Equal(WorkerKind.LoopSlot, race.Runs[0].Info.WorkerKind);
    }

    [Theory]
    [InlineData("30000001", "blocked by get")]
    [InlineData("90000000", "busy with get")]
    public void Fold_LongStep_BlocksLoopIfAnotherStepWasReady(string nextStep, string phase)
    {
        var race = Fold(
            Header, """[[0,"executor",0,0,"Loop",0,"loop",""]]""",
            """[[1,"task",1,0,0,"get",[],-1],[2,"task",2,0,0,"wait",[],-1]]""",
            $"""[[10000000,"step",1,0],[30000000,"stepEnd",1,0],[{nextStep},"step",2,0],[{nextStep},"stepEnd",2,0]]""", End);
        var shown = Assert.Single(race.Runs[1].WorkerPhases);
        Assert.Equal((phase, 10.0, 30.0), (shown.Name, shown.FromMs, shown.ToMs));
        Assert.True(race.Runs[1].Info.IsAuxiliary);
    }

    [Fact]
    public void Fold_UnknownIds_AreIgnored() => Assert.Single(Fold(
        Header, Pool, New(1, "BR"), """[[5,"running",8,1],[6,"got",-1,0],[7,"step",5,0],[8,"shutdown",4,0]]""", End).Runs[0].Futures);
}

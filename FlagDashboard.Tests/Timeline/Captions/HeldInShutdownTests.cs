using FlagDashboard.Log;
using FlagDashboard.Plans;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

/// <summary>What the page says of results that are taken after their executor was shut down, and when it says nothing.</summary>
public class HeldInShutdownTests
{
    private const string EndOfWith = "waits at the end of with (ThreadPoolExecutor)";

    private static readonly ModeInfo Waits = new(
        ProgramInfo.WaitsRunId, "Code that waits", "", ReceiveOrder.CompletionOrder, IsAuxiliary: true, RunWorkers: 1,
        WorkerPhaseKinds: [new("waits", PhaseLook.Other)]);

    private static RaceEvent Submit(int call) => Submitted(0, call) with { UnlistedLabel = $"call {call}" };

    /// <summary>
    /// Three calls on two threads, which end after 30, 60 and 100 ms. The code waits until 101 ms in a phase of this name, and then takes
    /// all results.
    /// </summary>
    private static RaceState Program(
        string wait, ReceiveOrder order = ReceiveOrder.CallOrder, double waitFrom = 1, double firstTaken = 101, double end = 102)
    {
        var pool = new ModeInfo("executor-1", "ThreadPoolExecutor", "", order, ResultUnit: "results");
        RaceEvent[] events =
        [
            RunStarted(0, 2), RunStarted(0, run: 1), Submit(0), Submit(1), Submit(2), Started(0, 0), Started(0, 1, 2),
            Phase(waitFrom, 1, wait, 1), Finished(30, 1), Started(30, 2, 2), Finished(60, 2), Finished(100.5, 0), Phase(101, 1, null, 1),
            Received(101, 0), Received(firstTaken, 1), Received(101, 2), RunFinished(end), RunFinished(end, run: 1),
        ];
        return Fold(
            new RaceDefinition([], [pool, Waits], Program: new("crawler.py", "3.11.7", true, 3, 0)),
            [.. events.OrderBy(raceEvent => raceEvent.AtMs)]);
    }

    [Theory]
    [InlineData(EndOfWith, ReceiveOrder.CallOrder, "the with block, up to 71 ms. Inside the block")]
    [InlineData(EndOfWith, ReceiveOrder.CompletionOrder, "the with block, up to 71 ms. Inside the block")]
    [InlineData("waits in shutdown() (ThreadPoolExecutor)", ReceiveOrder.CallOrder, "shutdown(), up to 71 ms. Before shutdown()")]
    public void Told_ResultsTakenAfterTheShutdown_NamesCauseAndCure(string wait, ReceiveOrder order, string cause)
    {
        var race = Program(wait, order);
        Assert.Equal(
            [$"2 of 3 results waited for the end of {cause}, as_completed would have handed them over at once."], race.Told("shutdown"));
        Assert.Equal("0:1 0:2", Assert.Single(race.Found("shutdown")).Bars());
        Assert.Empty(race.Told("head-of-line"));
    }

    [Theory]
    [InlineData("waits in shutdown() (ThreadPoolExecutor 2)")]
    [InlineData("waits for call 0")]
    public void Told_CodeWaitsForSomethingElse_NamesTheSlowCall(string wait)
    {
        Assert.Empty(Program(wait).Told("shutdown"));
        Assert.StartsWith("2 of 3 results waited behind call 1", Assert.Single(Program(wait).Told("head-of-line")));
    }

    [Fact]
    public void Told_ResultsDoneBeforeTheShutdown_WereHeldSinceItBegan() =>
        Assert.StartsWith("2 of 3 results waited for the end of the with block, up to 51 ms.",
            Assert.Single(Program(EndOfWith, waitFrom: 50).Told("shutdown")));

    [Fact]
    public void Told_CodeDidOtherThingsUntilTheLastCallEnded_IsSilent()
    {
        var race = Program(EndOfWith, waitFrom: 95);
        Assert.Empty(race.Told("shutdown"));
        Assert.Empty(race.Told("head-of-line"));
    }

    [Fact]
    public void Told_AnotherThreadTookAResultMeanwhile_IsSilent() => Assert.Empty(Program(EndOfWith, firstTaken: 40).Told("shutdown"));

    [Fact]
    public void Told_HeldForLessThanOneTwentieth_IsSilent() => Assert.Empty(Program(EndOfWith, end: 3000).Told("shutdown"));
}

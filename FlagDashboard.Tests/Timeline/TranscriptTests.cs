using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class TranscriptTests
{
    private static string[] Lines(RaceState race, bool verbose) => [.. Transcript.Of(race.Runs[0], verbose)];

    /// <summary>Two workers and three flags: BR is slow, CN is not found, DE fails.</summary>
    private static RaceEvent[] ThreeFlags(bool asCompleted) =>
    [
        RunStarted(0, workers: 2), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(1, 0, 1), Started(1, 1, 2),
        Finished(100, 1, Outcome.NotFound),
            .. asCompleted ? [Received(101, 1) with { Status = Outcome.NotFound }] : Array.Empty<RaceEvent>(),
        Started(102, 2, 2), Finished(200, 2, Outcome.Error) with { Reason = "HTTP 503 Service Unavailable" },
        .. asCompleted ? [Received(201, 2) with { Status = Outcome.Error }] : Array.Empty<RaceEvent>(),
        Finished(300, 0), Received(301, 0) with { Status = Outcome.Ok },
        .. asCompleted ? [] : new[] { Received(302, 1) with { Status = Outcome.NotFound },
            Received(303, 2) with { Status = Outcome.Error } },
        RunFinished(1690),
    ];

    [Fact]
    public void Of_VerboseAsCompleted_PrintsScheduledFinishedAndReceived() => Assert.Equal(
        [
            "Scheduled for BR: <Future BR state=running>",
            "Scheduled for CN: <Future CN state=running>",
            "Scheduled for DE: <Future DE state=pending>",
            "CN not found",
            "*** Error for DE: HTTP 503 Service Unavailable",
            "BR <Future BR state=finished returned Download> result: 'BR'",
            "--------------------",
            "1 flag downloaded.",
            "1 not found.",
            "1 error.",
            "Elapsed time: 1.69s",
        ],
        Lines(Fold(["threads-as-completed"], ["BR", "CN", "DE"], ThreeFlags(asCompleted: true)), verbose: true));

    [Fact]
    public void Of_VerboseCallOrder_PrintsLinesInCompletionOrder() => Assert.Equal(
        [
            "CN not found",
            "BR OK",
            "*** Error for DE: HTTP 503 Service Unavailable",
            "--------------------",
            "1 flag downloaded.",
            "1 not found.",
            "1 error.",
            "Elapsed time: 1.69s",
        ],
        Lines(Fold(["sequential"], ["BR", "CN", "DE"], ThreeFlags(asCompleted: false)), verbose: true));

    [Theory]
    [InlineData("sequential")]
    [InlineData("threads-map")]
    [InlineData("async")]
    public void Of_NotVerbose_PrintsCodesInCompletionOrderAndSummary(string mode) => Assert.Equal(
        ["CN BR", "2 flags downloaded in 0.30s"],
        Lines(
            Fold(
                [mode], ["BR", "CN"], RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Started(0, 0), Started(0, 1, 2),
                Finished(100, 1), Finished(300, 0), Received(300, 0), Received(300, 1), RunFinished(300)),
            verbose: false));

    [Fact]
    public void Of_RunEndedByException_PrintsNeverReceivedFlags()
    {
        var race = Fold(
            ["threads-map"], ["BR", "CN"], RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Started(0, 0), Started(0, 1, 2),
            Finished(100, 1), Finished(200, 0, Outcome.Error) with { Reason = "HTTP 500" },
                Received(200, 0) with { Status = Outcome.Error },
            RunFinished(200, Outcome.Error) with { Future = 0, Reason = "HTTP 500" });
        Assert.Equal(
            ["CN OK", "*** Error for BR: HTTP 500", "*** The iteration ended with it. Finished and never received: 1.",
            "--------------------", "1 flag downloaded.", "1 error.", "Elapsed time: 0.20s"],
            Lines(race, verbose: true));
    }

    [Fact]
    public void Of_CancelledRun_PrintsCancelled() => Assert.Equal(
        ["Cancelled.", "0 flags downloaded in 0.05s"],
        Lines(Fold(["async"], ["BR"], RunStarted(0), Finished(50, 0, Outcome.Cancelled), RunFinished(50, Outcome.Cancelled)),
            verbose: true));

    [Fact]
    public void Of_InterruptedRun_PrintsInterruptedWithoutSummary() => Assert.Equal(
        ["BR", "Interrupted."],
        Lines(Fold(["threads-map"], ["BR", "CN"], [RunStarted(0), .. Whole(0, 20), Submitted(20, 1), Started(20, 1), Interrupted(50)]),
            verbose: false));

    [Fact]
    public void Of_RunOfCalls_PrintsTimesAndOneTabPerCallNumber()
    {
        var race = new RaceState();
        var definition = new RaceDefinition(
            ["loiter(1)", "loiter(0)"], [new ModeInfo("map", "Map", "", ReceiveOrder.CallOrder, ResultUnit: "results")]);
        RaceEvent[] events =
        [
            new(0, 0, RaceEventKind.RaceStarted) { Definition = definition }, RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1),
            Started(0, 0), Started(0, 1, 2), Finished(5, 1) with { Result = "0" }, Finished(1000, 0) with { Result = "10" },
            Received(1000, 0) with { Status = Outcome.Ok }, Received(1001, 1) with { Status = Outcome.Ok }, RunFinished(1001),
        ];
        foreach (var happened in events)
            race.Apply(happened with { Seq = race.LastEventSeq + 1 });
        Assert.Equal(
            [
                "[0.00] loiter(1): started …", "[0.00] \tloiter(0): started …", "[0.01] \tloiter(0): done", "[1.00] loiter(1): done",
                "[1.00] result 0: 10", "[1.00] result 1: 0", "2 results in 1.00s",
            ],
            Lines(race, verbose: false));
    }

    [Fact]
    public void Of_ProgramWithManyCalls_IndentsNoneOfThemFurtherThanForty()
    {
        var calls = Enumerable.Range(0, 100).Select(number => $"call {number}").ToArray();
        var race = Fold(
            new RaceDefinition(calls, [new ModeInfo("map", "Map", "", ReceiveOrder.CallOrder, ResultUnit: "results")]),
            [RunStarted(0), .. calls.Select((_, number) => Submitted(0, number)), .. calls.Select((_, number) => Started(0, number))]);
        Assert.Equal(Enumerable.Range(0, 100).Select(number => Math.Min(number, 40)), Lines(race, verbose: false)
            .Select(line => line.Count(letter => letter == '\t')));
    }

    [Fact]
    public void Of_AnyLog_ListsEveryDownloadedFlagOnce() => Logs.Any.Sample(log =>
    {
        foreach (var run in RaceState.At(log, double.MaxValue).Runs)
        {
            var words = Transcript.Of(run, verbose: false)
                .TakeWhile(line => !line.Contains("flag", StringComparison.Ordinal) && !line.StartsWith('-'))
                .SelectMany(line => line.Split(' '));
            var come = run.Futures.Where(future => future.Status == Outcome.Ok).Select(future => future.Label);
            Assert.Equal(come.Order(), words.Where(word => word.Length == 2).Order());
        }
    });
}

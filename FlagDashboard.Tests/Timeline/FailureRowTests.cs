using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public sealed class FailureRowTests
{
    private static RaceState RaceOf(params string[] reasons) => Fold(
        ["async"], [.. reasons.Select((_, number) => $"{number}")],
        [
            RunStarted(0),
            .. reasons.SelectMany((reason, number) => Whole(10 * number, 10 * (number + 1), number, Outcome.Error)
                .Select(happened => happened.Kind == RaceEventKind.Finished ? happened with { Reason = reason } : happened)),
            RunFinished(1000), RaceFinished(1000),
        ]);

    [Fact]
    public void Of_SeveralKinds_StartsWithTheMostFrequent() => Assert.Equal(
        [("reset", 2, 20.0), ("HTTP 500", 1, 10.0)],
        FailureReasonRow.Of(RaceResults.Of(RaceOf("HTTP 500", "reset", "reset")))
            .Select(row => (row.Reason!, row.FailuresByRun[0].FutureLabels.Count, row.FailuresByRun[0].TotalRunningMs)));

    [Fact]
    public void Of_ManyKinds_AddsUpTheRarest()
    {
        var rows = FailureReasonRow.Of(RaceResults.Of(RaceOf([.. Enumerable.Range(0, 30).Select(number => $"reason {number}")])));
        Assert.Equal((FailureReasonRow.MaxRows, FailureReasonRow.OtherReasonsLabel), (rows.Count, rows[^1].Reason));
        Assert.Equal(30, rows.Sum(row => row.FailuresByRun[0].FutureLabels.Count));
        Assert.Equal(300, rows.Sum(row => row.FailuresByRun[0].TotalRunningMs));
    }

    [Fact]
    public void Of_NoFailure_IsEmpty() => Assert.Empty(FailureReasonRow.Of(RaceResults.Of(RaceOf())));
}

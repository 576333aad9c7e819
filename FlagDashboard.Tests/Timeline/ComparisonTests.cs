using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class ComparisonTests
{
    [Fact]
    public void Of_AnyLog_HasOneCellPerFinishedRunAndLongestBarIsFull() => OfModes.Sample(
        log =>
        {
            var results = RaceResults.Of(RaceState.At(log, double.MaxValue));
            var comparison = MeasureTable.Of(results);
            Assert.Equal(results.FinishedRuns, comparison.Runs.Select(run => run.Result));
            Assert.All(comparison.Rows, row =>
            {
                Assert.Equal(results.FinishedRuns.Count, row.Cells.Count);
                Assert.Contains(row.Cells, cell => cell.Value is not null);
                Assert.All(row.Cells, cell => Assert.InRange(cell.ShareOfLargest, 0, 1));
                Assert.Equal(row.Cells.Max(cell => cell.Value) > 0 ? 1 : 0, row.Cells.Max(cell => cell.ShareOfLargest));
            });
        },
        iter: 500);

    [Fact]
    public void Rows_OneRun_OmitsMeasuresThatNeedAnotherRun() => Assert.Equal(
        [Measure.Elapsed, Measure.IdealFinish, Measure.Throughput, Measure.FirstResult, Measure.Held, Measure.Idle],
        MeasureTable.Of(RaceResults.Of(
            Fold(["BR"], [RunStarted(0), .. Whole(0, 10)
            .Select(e => e.Kind == RaceEventKind.Received ? e with { Status = FlagDashboard.Log.Outcome.Ok } : e),
            RunFinished(10)]))).Rows.Select(row => row.Measure));
}

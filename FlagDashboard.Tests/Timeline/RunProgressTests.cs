using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class RunProgressTests
{
    private static RunProgress Of(double now, RaceState race) => RunProgress.Of(race.Runs[0], now);

    [Fact]
    public void Of_NoEvents_ReturnsZeroWithoutRate() =>
        Assert.Equal(new(2, 0, 0, 0, null, null), Of(50, Fold(["BR", "CN"])));

    [Fact]
    public void Of_NothingFinished_HasNoRateAndNoTimeLeft()
    {
        var progress = Of(50, Fold(["BR", "CN"], RunStarted(0), Submitted(0, 0), Started(0, 0)));
        Assert.Equal(new(2, 0, 0, 0, null, null), progress);
        Assert.Equal((0, 0), (progress.ReceivedPercent, progress.FinishedPercent));
    }

    [Fact]
    public void Of_OneOfFourFinished_ReturnsRateAndTimeLeft()
    {
        var progress = Of(300, Fold(["BR", "CN", "DE", "EG"], [RunStarted(100), .. Whole(100, 200)]));
        Assert.Equal(new(4, 1, 1, 0, OkResultsPerSecond: 5, LeftMs: 300), progress);
        Assert.Equal((25, 25), (progress.ReceivedPercent, progress.FinishedPercent));
    }

    // Elapsed ÷ done × left would estimate 1,900 ms, because only the first of five running calls is finished. The other four end at the
    // same time.
    [Fact]
    public void Of_FirstOfFiveWorkers_ReckonsWithAllOfThem()
    {
        var race = RaceState.At(Replayed.Log(5, [.. Enumerable.Repeat(100.0, 20)]), 100);
        Assert.Equal(300, Of(100, race).LeftMs);
        Assert.Equal(250, Of(150, race).LeftMs);
    }

    [Fact]
    public void Of_FinishedAndHeld_CountsItAsFinishedOnly()
    {
        var progress = Of(100, Fold(["BR", "CN"], RunStarted(0, 2), Submitted(0, 1), Started(0, 1), Finished(50, 1)));
        Assert.Equal((0, 1, 1), (progress.Received, progress.Finished, progress.Held));
        Assert.Equal((0, 50), (progress.ReceivedPercent, progress.FinishedPercent));
    }

    [Fact]
    public void Of_NoTimePassed_HasNoRate() =>
        Assert.Equal(new(2, 1, 1, 0, null, null), Of(0, Fold(["BR", "CN"], [RunStarted(0), .. Whole(0, 0)])));

    [Fact]
    public void Of_FinishedRun_IgnoresLaterTime()
    {
        var race = Fold(["BR"], [RunStarted(0), .. Whole(0, 200), RunFinished(250)]);
        Assert.Equal(new(1, 1, 1, 0, OkResultsPerSecond: 4, LeftMs: null), Of(99_999, race));
    }

    [Fact]
    public void Of_CancelledFutures_DoNotCountAsFinished()
    {
        var race = Fold(["BR", "CN", "DE"], [RunStarted(0), .. Whole(0, 100), Finished(100, 1, Outcome.Cancelled)]);
        Assert.Equal(new(3, 1, 1, 0, OkResultsPerSecond: 10, LeftMs: 100), Of(100, race));
    }

    [Fact]
    public void Of_InterruptedRun_HasNoTimeLeft()
    {
        var race = Fold(["BR", "CN"], [RunStarted(0), .. Whole(0, 100), Submitted(100, 1), Started(100, 1), Interrupted(200)]);
        Assert.Equal(new(2, 1, 1, 0, OkResultsPerSecond: 5, LeftMs: null), Of(9000, race));
    }

    [Fact]
    public void Of_InteractiveRun_HasNoRateAndAllowsNoFutures()
    {
        var race = IsInteractive(RunStarted(0));
        Assert.Equal((0, 0), (Of(50, race).ReceivedPercent, Of(50, race).FinishedPercent));
        var begun = IsInteractive(
            RunStarted(0), Submitted(100, 0) with { UnlistedLabel = "f1" }, Started(100, 0), Finished(200, 0),
            Submitted(250, 1) with { UnlistedLabel = "f2" });
        Assert.Equal(new(2, 0, 1, 1, null, null), Of(300, begun));
    }

    [Fact]
    public void Of_AnyLog_PercentagesAreFrom0To100() => Gen.Select(Any, Gen.Double[0, 1000]).Sample(
        (log, later) =>
        {
            var race = RaceState.At(log, double.MaxValue);
            foreach (var run in race.Runs)
            {
                var progress = RunProgress.Of(run, race.LastEventAtMs + later);
                Assert.InRange(progress.ReceivedPercent, 0, progress.FinishedPercent);
                Assert.InRange(progress.FinishedPercent, 0, 100);
                Assert.Equal(run.Futures.Count(future => future.IsHeld), progress.Held);
                Assert.InRange(progress.OkResultsPerSecond ?? 0, 0, double.MaxValue);
                Assert.InRange(progress.LeftMs ?? 0, 0, double.MaxValue);
            }
        },
        iter: 1000);
}

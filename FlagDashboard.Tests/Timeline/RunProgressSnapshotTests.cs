using System.Globalization;
using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class RunProgressSnapshotTests
{
    private static string Told(RunProgressSnapshot known) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{known.FutureCount} on {known.Workers} after {known.ElapsedMs}: {string.Join(',', known.FinishTimesMs)} "
            + $"mean {known.MeanDurationMs}, "
            + $"running {string.Join(',', known.RunningForMs)}, {known.UnstartedCount} pending");

    private static string At(double ms) => Told(RunProgressSnapshot.At(
        Fold(
            ["BR", "CN", "DE", "EG"],
            RunStarted(100, 2), Submitted(100, 0), Submitted(100, 1), Submitted(100, 2), Started(100, 0), Started(110, 1, 2),
            Finished(200, 0), Started(200, 2), Finished(260, 2, Outcome.Error), Finished(300, 1, Outcome.Cancelled),
            Finished(310, 3, Outcome.Cancelled), RunFinished(320)).Runs[0],
        ms));

    [Theory]
    [InlineData(50, "4 on 0 after 0:  mean 0, running , 4 pending")]
    [InlineData(105, "4 on 2 after 5:  mean 0, running 5, 3 pending")]
    [InlineData(199, "4 on 2 after 99:  mean 0, running 99,89, 2 pending")]
    [InlineData(200, "4 on 2 after 100: 100 mean 100, running 90,0, 1 pending")]
    [InlineData(270, "4 on 2 after 170: 100,160 mean 80, running 160, 1 pending")]
    [InlineData(999, "4 on 2 after 220: 100,160 mean 80, running , 0 pending")]
    public void At_AnyTime_ContainsOnlyEventsUntilThen(double at, string known) => Assert.Equal(known, At(at));

    [Fact]
    public void At_PastTime_IgnoresLaterEvents() => Gen.Select(Any, Gen.Double[0, 1.1]).Sample(
        (log, share) =>
        {
            var whole = RaceState.At(log, double.MaxValue);
            var then = share * whole.LastEventAtMs;
            var past = RaceState.At(log, then);
            Assert.All(whole.Runs.Zip(past.Runs), pair =>
                Assert.Equal(Told(RunProgressSnapshot.At(pair.Second, then)), Told(RunProgressSnapshot.At(pair.First, then))));
        },
        iter: 1000);

    [Fact]
    public void At_AnyLog_CountsEveryFutureOnce() => Any.Sample(
        log =>
        {
            var race = RaceState.At(log, double.MaxValue);
            foreach (var run in race.Runs)
            {
                var known = RunProgressSnapshot.At(run, race.LastEventAtMs);
                Assert.Equal(
            (run.RunningCount, run.DoneCount - run.Count(Outcome.Cancelled)), (known.RunningForMs.Count, known.FinishedCount));
                Assert.Equal(run.Futures.Count - run.DoneCount, known.RemainingCount);
            }
        },
        iter: 1000);
}

using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class TimeLeftTests
{
    private static readonly Estimator[] All = Enum.GetValues<Estimator>();

    private static readonly Gen<double> Smoothing = Gen.Frequency((1, Gen.Const(0.0)), (1, Gen.Const(1.0)), (4, Gen.Double[0, 1]));

    private static double? Left(Estimator estimator, RaceState race, double at, double smoothing = TimeLeft.DefaultSmoothing) =>
        TimeLeft.Of(estimator, RunProgressSnapshot.At(race.Runs[0], at), smoothing)?.LeftMs;

    private static IEnumerable<double> Results(RaceState race) => race.Runs[0].Futures.Select(future => future.FinishedAtMs!.Value);

    private static double Truth(RaceState race, double at) => race.Runs[0].FinishedAtMs!.Value - at;

    [Fact]
    public void Of_AnyLog_IsFiniteNeverNegativeAndZeroAtTheEnd() => Gen.Select(Logs.Any, Gen.Double[0, 1000], Smoothing).Sample(
        (log, later, smoothing) =>
        {
            var race = RaceState.At(log, double.MaxValue);
            foreach (var run in race.Runs)
            {
                var known = RunProgressSnapshot.At(run, race.LastEventAtMs + later);
                foreach (var estimate in All.Select(estimator => TimeLeft.Of(estimator, known, smoothing)))
                {
                    Assert.Equal(known.FinishedCount > 0, estimate.HasValue);
                    Assert.InRange(estimate?.LeftMs ?? 0, 0, double.MaxValue);
                    Assert.InRange(estimate?.ResultsPerSecond ?? 0, 0, double.MaxValue);
                    if (known.RemainingCount == 0)
                        Assert.Equal(0, estimate?.LeftMs ?? 0);
                }
            }
        },
        iter: 2000);

    [Fact]
    public void Of_BeforeFirstResult_ReturnsNull() =>
        Assert.All(All, estimator => Assert.Null(Left(estimator, Replayed.Race(2, 100, 100, 100), 99)));

    [Fact]
    public void Of_EqualDelaysOneWorker_EachIsRightAfterEachResult() => Gen.Select(Gen.Int[1, 2000], Gen.Int[1, 30], Smoothing).Sample(
        (delay, calls, smoothing) =>
        {
            var race = Replayed.Race(1, [.. Enumerable.Repeat((double)delay, calls)]);
            foreach (var result in Results(race))
                Assert.All(All, estimator => Assert.Equal(Truth(race, result), Left(estimator, race, result, smoothing)!.Value, 0.001));
        },
        iter: 200);

    [Fact]
    public void Workers_EqualDelays_AreRightAtEveryMoment() =>
        Gen.Select(Gen.Int[1, 2000], Gen.Int[1, 40], Gen.Int[1, 10], Gen.Double[0, 1]).Sample(
        (delay, calls, workers, share) =>
        {
            var race = Replayed.Race(workers, [.. Enumerable.Repeat((double)delay, calls)]);
            var at = delay + (share * (race.FinishedAtMs!.Value - delay));
            Assert.Equal(Truth(race, at), Left(Estimator.Workers, race, at)!.Value, 0.001);
        },
        iter: 500);

    [Fact]
    public void Naive_TwoOfFiveAfterOneSecond_TakesElapsedForDone() => Assert.Equal(
        new EstimatedTimeLeft(1500, 2), TimeLeft.Of(Estimator.Naive, new(5, 2, 1000, [400, 900], 500, [100, 200], 1)));

    // Between results the snapshot has no new result, but the elapsed time grows.
    [Fact]
    public void Naive_BetweenResults_GrowsAndTheSmoothedOneStays()
    {
        var race = Replayed.Race(1, 100, 100, 100);
        Assert.Equal((200, 300), (Left(Estimator.Naive, race, 100), Left(Estimator.Naive, race, 150)));
        Assert.Equal((200, 200), (Left(Estimator.Smoothed, race, 100), Left(Estimator.Smoothed, race, 150)));
    }

    [Theory]
    [InlineData(0, 300)]
    [InlineData(0.5, 2 * (((0.25 * 100) + (0.5 * 300) + 50) / 1.75))]
    [InlineData(1, 100)]
    public void Smoothed_GapsOf100And300And50_WeighsGapsBySmoothing(double smoothing, double left) => Assert.Equal(
        left, TimeLeft.Of(Estimator.Smoothed, new(5, 1, 500, [100, 400, 450], 150, [50], 1), smoothing)!.Value.LeftMs, 0.001);

    [Fact]
    public void Smoothed_AllResultsAtOnce_HasNoRate() => Assert.Equal(
        new EstimatedTimeLeft(0, null), TimeLeft.Of(Estimator.Smoothed, new(4, 2, 100, [100, 100], 100, [0, 0], 0), smoothing: 1));

    [Theory]
    // The running call needs 70 ms more (mean 100, 30 elapsed). Then the worker takes the two pending calls: 70 + 200.
    [InlineData(new double[] { 30 }, 2, 1, 270)]
    // The workers are free after 10 and 90 ms. Each takes one of the pending calls, so the last ends after 190 ms.
    [InlineData(new double[] { 90, 10 }, 2, 2, 190)]
    // The second worker is idle and takes the pending call immediately, which then takes 100 ms.
    [InlineData(new double[] { 80 }, 1, 2, 100)]
    // No call runs. Two workers need 200 ms for three calls.
    [InlineData(new double[] { }, 3, 2, 200)]
    // The call already takes 60 ms longer than the mean. It is expected to take 60 ms more.
    [InlineData(new double[] { 160 }, 0, 1, 60)]
    // The running call is expected to take 220 ms, which changes the mean to 160 ms. The pending call is expected to take that long.
    [InlineData(new double[] { 160 }, 1, 1, 60 + 160)]
    public void Workers_PendingCalls_AreAssignedToWorkerThatIsFreeFirst(double[] ages, int pending, int workers, double left) =>
        Assert.Equal(
        left, TimeLeft.Of(Estimator.Workers, new(ages.Length + pending + 1, workers, 500, [100], 100, ages, pending))!.Value.LeftMs,
            0.001);

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void Of_SmoothingOutOfRange_Throws(double smoothing) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeLeft.Of(Estimator.Smoothed, new(1, 1, 1, [1], 1, [], 0), smoothing));
}

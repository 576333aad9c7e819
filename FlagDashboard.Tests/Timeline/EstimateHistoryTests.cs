using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class EstimateHistoryTests
{
    private static EstimateHistory Of(
        Estimator estimator, RaceState race, double now = double.MaxValue, double smoothing = TimeLeft.DefaultSmoothing) =>
        EstimateHistory.Of(race.Runs[0], now, smoothing)[(int)estimator];

    private static double? MeanError(Estimator estimator, RaceState race) =>
        Of(estimator, race).MeanErrorMs(race.Runs[0].FinishedAtMs!.Value);

    [Fact]
    public void Of_AnyLog_PointsAreInTimeOrderAndEqualTimeLeft() => Gen.Select(Logs.Any, Gen.Double[0, 100], Gen.Double[0, 1]).Sample(
        (log, later, smoothing) =>
        {
            var race = RaceState.At(log, double.MaxValue);
            foreach (var run in race.Runs)
            {
                foreach (var claims in EstimateHistory.Of(run, race.LastEventAtMs + later, smoothing))
                {
                    Assert.All(claims.Points.Zip(claims.Points.Skip(1)), pair => Assert.True(pair.First.AtMs < pair.Second.AtMs));
                    Assert.All(claims.Points, claim =>
                        Assert.Equal(TimeLeft.Of(claims.Estimator, RunProgressSnapshot.At(run, claim.AtMs), smoothing)!.Value.LeftMs,
                        claim.LeftMs));
                    if (claims.Points.Count > 0)
                        Assert.Equal(run.FinishedAtMs ?? race.LastEventAtMs + later, claims.Points[^1].AtMs);
                }
            }
        },
        iter: 500);

    [Fact]
    public void Of_BeforeTheFirstResult_IsEmpty()
    {
        var claims = Of(Estimator.Workers, Replayed.Race(1, 100, 100), now: 99);
        Assert.Empty(claims.Points);
        Assert.Null(claims.LeftMsAt(50));
        Assert.Null(claims.MeanErrorMs(200));
    }

    [Fact]
    public void Of_LongRace_HasAtMost500Points() =>
        Assert.InRange(Of(Estimator.Naive, Replayed.Race(1, [.. Enumerable.Repeat(6000.0, 100)])).Points.Count, 200, 500);

    [Fact]
    public void Of_ResultsWithinFewMilliseconds_BecomeOnePoint()
    {
        // Four results in 6 ms. After the first result, naive would estimate 700 ms, but only for 2 ms, which nobody would see.
        var claims = Of(Estimator.Naive, Replayed.Race(4, 100, 102, 104, 106, 100, 102, 104, 106));
        Assert.Equal(106, claims.Points[0].AtMs);
        Assert.Equal(106, claims.Points[0].LeftMs, 0.001);
        Assert.DoesNotContain(claims.Points, claim => claim.AtMs is >= 200 and < 212);
        Assert.InRange(claims.Points.Max(claim => claim.LeftMs), 199, 200.001);
    }

    [Fact]
    public void At_BetweenTwoPoints_InterpolatesLinearly()
    {
        var claims = new EstimateHistory(Estimator.Naive, [new(100, 40), new(200, 60), new(201, 0)]);
        Assert.Equal((null, 40, 45, 60, 30, null),
            (claims.LeftMsAt(99), claims.LeftMsAt(100), claims.LeftMsAt(125),
                claims.LeftMsAt(200), claims.LeftMsAt(200.5), claims.LeftMsAt(202)));
    }

    [Fact]
    public void MeanErrorMs_TwoEqualCallsOnOneWorker_AveragesDifferenceToTruth()
    {
        // Between 100 and 200 ms the true time left falls from 100 to 0. Naive grows from 100 to 200, and smoothed stays at 100.
        var race = Replayed.Race(1, 100, 100);
        Assert.Equal(100, MeanError(Estimator.Naive, race)!.Value, 0.001);
        Assert.Equal(50, MeanError(Estimator.Smoothed, race)!.Value, 0.001);
        Assert.Equal(0, MeanError(Estimator.Workers, race)!.Value, 0.001);
    }

    [Fact]
    public void MeanErrorMs_TooLowThenTooHigh_DoesNotCancelOut() =>
        Assert.Equal(5, new EstimateHistory(Estimator.Naive, [new(0, 0), new(10, 10)]).MeanErrorMs(10)!.Value, 0.001);

    [Fact]
    public void MeanErrorMs_OnlyOneResult_ReturnsNull() => Assert.Null(MeanError(Estimator.Naive, Replayed.Race(1, 100)));
}

using CsCheck;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Flags;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class SweepTests
{
    [Fact]
    public void Of_AnyDelays_GoesFromTheSumToTheLongest() => Gen.Double[1, 1000].Array[1, 300].Sample(
        delays =>
        {
            var sweep = Sweep.Of(delays);
            Assert.Equal((1, delays.Length), (sweep.Points[0].Workers, sweep.MaxWorkers));
            Assert.Equal(delays.Sum(), sweep.Points[0].ElapsedMs, 1e-6);
            Assert.Equal(delays.Max(), sweep.Points[^1].ElapsedMs);
            Assert.Equal(delays.Max(), sweep.LongestDownloadMs);
            Assert.Equal(sweep.Points.Select(point => point.Workers).Distinct().Order(), sweep.Points.Select(point => point.Workers));
            Assert.All(sweep.Points, point =>
            {
                Assert.InRange(
                    point.ElapsedMs, Math.Max(sweep.LongestDownloadMs, delays.Sum() / point.Workers) - 1e-6, sweep.ChartTopMs + 1e-6);
                Assert.InRange(sweep.XShareOf(point.Workers), 0, 1);
                Assert.InRange(sweep.HeightShareOf(point.ElapsedMs), 0, 1);
            });
            var (sum, longest) = (sweep.Points[0].ElapsedMs, delays.Max());
            Assert.True(sum - sweep.Knee.ElapsedMs >= 0.9 * (sum - longest));
            Assert.All(
                sweep.Points.TakeWhile(point => point != sweep.Knee), fewer => Assert.True(sum - fewer.ElapsedMs < 0.9 * (sum - longest)));
        },
        iter: 100);

    [Fact]
    public void Points_MoreThan64Calls_HaveEveryNumberUpTo64ThenLargerSteps()
    {
        Assert.Equal(Enumerable.Range(1, 64), Sweep.Of(new double[64]).Points.Select(point => point.Workers));
        var beyond = Sweep.Of([.. Enumerable.Repeat(1.0, 249)]).Points.Select(point => point.Workers).Skip(64).ToList();
        Assert.Equal([74, 86, 99, 114, 132, 152, 175, 202, 233, 249], beyond);
    }

    [Fact]
    public void Knee_EqualDelays_IsNumberOfDelays() => Assert.Equal(new SweepPoint(4, 100), Sweep.Of([100, 100, 100, 100]).Knee);

    [Fact]
    public void Knee_ManyEqualDelays_IsWhereMoreWorkersSaveLittle() =>
        Assert.Equal(new SweepPoint(10, 1000), Sweep.Of([.. Enumerable.Repeat(100.0, 100)]).Knee);

    [Fact]
    public void Knee_OneLongDelay_IsFewestWorkersThatReachThatTime() =>
        Assert.Equal(new SweepPoint(2, 300), Sweep.Of([300, 100, 100, 100]).Knee);

    [Fact]
    public void SvgPath_TwoDelays_FallsFromLeftToRight() => Assert.Equal("M0 90.909 L1000 545.455", SvgPath.Of(Sweep.Of([100, 100])));

    [Fact]
    public void Of_OneDelay_IsOnePointInTheMiddle()
    {
        var sweep = Sweep.Of([70]);
        Assert.Equal((0.5, "M500 90.909", new SweepPoint(1, 70)), (sweep.XShareOf(1), SvgPath.Of(sweep), sweep.Knee));
    }

    [Fact]
    public void Of_ZeroDelays_ReturnsFinitePath() => Assert.Equal("M0 1000 L1000 1000", SvgPath.Of(Sweep.Of([0, 0])));

    [Fact]
    public void Of_NoDelays_Throws() => Assert.Throws<ArgumentException>(() => Sweep.Of([]));

    [Fact]
    public void TapeDelaysMs_Plan_ReturnsDelaysOfTape()
    {
        var plan = Definition(["async"], ["BR", "CN"]).Plan! with { Seed = 7, DelayMs = 100, JitterMs = 50 };
        Assert.Equal([new Tape(7, 100, 50).DelayMsOf("BR", 1), new Tape(7, 100, 50).DelayMsOf("CN", 1)], Sweep.TapeDelaysMs(plan));
        Assert.Null(Sweep.TapeDelaysMs(plan with { Site = SiteId.Local }));
        Assert.Null(Sweep.TapeDelaysMs(plan with { Site = SiteId.Error }));
    }

    [Fact]
    public void MeasuredDurationsMs_CompleteRun_ReturnsDurationsOfCalls()
    {
        Assert.Equal([60, 70, 80], Sweep.MeasuredDurationsMs(Replayed.Race(2, 60, 70, 80).Runs[0]));
        Assert.Null(Sweep.MeasuredDurationsMs(Fold(["BR"], RunStarted(0)).Runs[0]));
    }

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(20, new[] { 1, 2, 4, 8, 16 })]
    [InlineData(32, new[] { 1, 2, 4, 8, 16, 32 })]
    public void TrialWorkerCounts_Maximum_DoublesUpToMaximum(int most, int[] expected) =>
        Assert.Equal(expected, Sweep.TrialWorkerCounts(most));
}

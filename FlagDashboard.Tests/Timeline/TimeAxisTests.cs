using CsCheck;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class TimeAxisTests
{
    private const double Hours = 5 * 3_600_000.0;

    // Uniform in the logarithm, so that short times are as frequent as long ones.
    private static readonly Gen<double> AnyTime = Gen.Double[0, Math.Log(Hours)].Select(log => Math.Exp(log) - 1);

    [Theory]
    [InlineData(0, 500)]
    [InlineData(-5, 500)]
    [InlineData(476, 500)]
    [InlineData(477, 1000)]
    [InlineData(950, 1000)]
    [InlineData(953, 2000)]
    [InlineData(1900, 2000)]
    [InlineData(3_600_000, 5_000_000)]
    public void ForRunningRace_AnyTime_EndsAtNextFixedStep(double now, double end) =>
        Assert.Equal(end, TimeAxis.ForRunningRace(now).EndMs, 6);

    [Fact]
    public void ForRunningRace_AnyTime_LeavesLimitedRoomAhead() => AnyTime.Sample(
        now => Assert.InRange(TimeAxis.ForRunningRace(now).EndMs, 1.05 * now, Math.Max(500, 2 * 1.05 * now + 1e-6)),
        iter: 5000);

    [Fact]
    public void ForRunningRace_LaterTime_NeverShrinks() => Gen.Select(AnyTime, AnyTime).Sample(
        (one, other) => Assert.True(
        TimeAxis.ForRunningRace(Math.Min(one, other)).EndMs <= TimeAxis.ForRunningRace(Math.Max(one, other)).EndMs),
        iter: 5000);

    [Fact]
    public void ForRunningRace_ZeroToHours_ChangesScaleRarely()
    {
        var ends = Enumerable.Range(0, 50_000).Select(i => TimeAxis.ForRunningRace(i * Hours / 50_000).EndMs).Distinct().Count();
        Assert.InRange(ends, 10, 20);
    }

    [Theory]
    [InlineData(0, 6200)]
    [InlineData(6200, 6200)]
    [InlineData(6201, 7750)]
    [InlineData(7751, 9687.5)]
    public void ForRunningRace_PlannedLength_GrowsByAQuarterOnceTheRaceIsLonger(double now, double end) =>
        Assert.Equal(end, TimeAxis.ForRunningRace(now, plannedMs: 6200).EndMs, 6);

    [Theory]
    [InlineData(6000, 6200)]
    [InlineData(6200, 6200)]
    [InlineData(6201, 6325.02)]
    [InlineData(3000, 3060)]
    public void ForFinishedRace_PlannedLength_IsKeptIfItFits(double finished, double end) =>
        Assert.Equal(end, TimeAxis.ForFinishedRace(finished, plannedMs: 6200).EndMs, 6);

    [Theory]
    [InlineData(0, 0, 500)]
    [InlineData(953, 0, 2000)]
    [InlineData(57_000, 0, 60_000)]
    [InlineData(57_200, 0, 60_000)]
    [InlineData(59_100, 10_000, 70_000)]
    [InlineData(69_000, 10_000, 70_000)]
    [InlineData(69_100, 20_000, 80_000)]
    [InlineData(3_600_000, 3_550_000, 3_610_000)]
    public void ForLastMinute_AnyTime_ShowsAtMostLastMinute(double now, double from, double end)
    {
        var axis = TimeAxis.ForLastMinute(now);
        Assert.Equal((from, end), (axis.FromMs, axis.EndMs));
        Assert.Equal(from, axis.TickTimesMs().First());
        Assert.True(axis.EndMs >= now);
    }

    [Fact]
    public void ForFinishedRace_AnyTime_EndsTwoPercentAfterRace() => AnyTime.Sample(
        end => Assert.Equal(Math.Max(1, 1.02 * end), TimeAxis.ForFinishedRace(end).EndMs, 6),
        iter: 1000);

    [Fact]
    public void Ticks_AnyAxis_AreFourToElevenAtEqualDistances() => Gen.Select(AnyTime, Gen.Bool).Sample(
        (ms, live) =>
        {
            var axis = live ? TimeAxis.ForRunningRace(ms) : TimeAxis.ForFinishedRace(ms);
            var ticks = axis.TickTimesMs().ToList();
            Assert.InRange(ticks.Count, 4, 11);
            Assert.Equal(0, ticks[0]);
            Assert.InRange(ticks[^1], axis.EndMs - axis.TickIntervalMs, axis.EndMs);
            Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.Equal(axis.TickIntervalMs, pair.Second - pair.First, 6));

            var digit = axis.TickIntervalMs / Math.Pow(10, Math.Floor(Math.Log10(axis.TickIntervalMs) + 1e-9));
            Assert.Contains(Math.Round(digit, 6), new[] { 1.0, 2, 5 });
        },
        iter: 5000);

    [Fact]
    public void Label_AnyAxis_IsShortAndDifferentForEachTick() => Gen.Select(AnyTime, Gen.Bool).Sample(
        (ms, live) =>
        {
            var axis = live ? TimeAxis.ForRunningRace(ms) : TimeAxis.ForFinishedRace(ms);
            var labels = axis.TickTimesMs().Select(axis.Label).ToList();
            Assert.Equal(labels.Count, labels.Distinct().Count());
            Assert.All(labels, label => Assert.InRange(label.Length, 3, 8));
        },
        iter: 5000);

    [Theory]
    [InlineData(20_000, 2000, 4000, "4\u00a0s")]
    [InlineData(3000, 500, 500, "0.5\u00a0s")]
    [InlineData(50, 5, 15, "0.015\u00a0s")]
    [InlineData(1, 0.1, 0.30000000000000004, "0.3\u00a0ms")]
    public void Label_SomeTick_HasAsManyDecimalsAsTheDistanceNeeds(double end, double tick, double at, string expected) =>
        Assert.Equal(expected, new TimeAxis(end, tick).Label(at));
}

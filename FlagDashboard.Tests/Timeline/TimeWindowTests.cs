using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public sealed class TimeWindowTests
{
    [Fact]
    public void Of_TwoTimes_IsTheTimeBetween() => Assert.Equal(new TimeWindow(0, 2.5), TimeWindow.Of(0, 2.5));

    [Theory]
    [InlineData(null, 2.0)]
    [InlineData(1.0, null)]
    [InlineData(-1.0, 2.0)]
    [InlineData(2.0, 2.0)]
    [InlineData(3.0, 2.0)]
    [InlineData(double.NaN, 2.0)]
    [InlineData(1.0, double.NaN)]
    [InlineData(1.0, double.PositiveInfinity)]
    public void Of_NoWindow_IsNone(double? from, double? to) => Assert.Null(TimeWindow.Of(from, to));
}

using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public sealed class TieTests
{
    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(100, 105, true)]
    [InlineData(105, 100, true)]
    [InlineData(100, 105.1, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    public void Between_TwoTimes_TieWithinFivePercent(double one, double other, bool isTie) => Assert.Equal(isTie, Tie.Between(one, other));

    [Fact]
    public void Percent_IsTheRatio() => Assert.Equal(Tie.MaxRatio, 1 + (Tie.MaxDifferencePercent / 100.0));
}

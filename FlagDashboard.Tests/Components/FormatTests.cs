using System.Globalization;
using FlagDashboard.Components;

namespace FlagDashboard.Tests.Components;

public sealed class FormatTests : ComponentTest
{
    [Theory]
    [InlineData(0, "0.00\u00a0s")]
    [InlineData(0.25, "0.3\u00a0ms")]
    [InlineData(9.94, "9.9\u00a0ms")]
    [InlineData(10, "10\u00a0ms")]
    [InlineData(99.4, "99\u00a0ms")]
    [InlineData(100, "0.10\u00a0s")]
    [InlineData(1314, "1.31\u00a0s")]
    [InlineData(75_000, "75.00\u00a0s")]
    public void Seconds_AnyTime_HasSignificantDigits(double ms, string said) => Assert.Equal(said, Format.Duration(ms));

    [Theory]
    [InlineData("")]
    [InlineData("en-US")]
    [InlineData("zh-Hans")]
    public void Percent_AnyLanguage_HasNoSpace(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Assert.Equal("25%", Format.Percent(0.254));
    }

    [Theory]
    [InlineData(99.4, "99\u00a0ms")]
    [InlineData(262.4, "0.262\u00a0s")]
    [InlineData(264.1, "0.264\u00a0s")]
    public void PreciseSeconds_TimesThatDifferByLittle_ShowsTheDifference(double ms, string said) =>
        Assert.Equal(said, Format.PreciseSeconds(ms));

    [Theory]
    [InlineData(0.54, "×0.5", "0.5")]
    [InlineData(1, "×1.0", "1.0")]
    [InlineData(1.02, "×1.02", "1.0")]
    [InlineData(1.096, "×1.1", "1.1")]
    [InlineData(0.096, "×0.1", "0.1")]
    [InlineData(0.044, "×0.04", "0.0")]
    [InlineData(0.0044, "×0.004", "0.0")]
    [InlineData(4.96, "×5.0", "5.0")]
    [InlineData(99.9, "×99.9", "99.9")]
    [InlineData(1234.5, "×1235", "1235")]
    public void FactorAndRate_AnyValue_HaveFewDigits(double value, string times, string rate) =>
        Assert.Equal((times, rate), (Format.Factor(value), Format.Rate(value)));

    [Theory]
    [InlineData(22, "22\u00a0ms")]
    [InlineData(300, "0.3\u00a0s")]
    [InlineData(3870, "3.9\u00a0s")]
    [InlineData(9949, "9.9\u00a0s")]
    [InlineData(9950, "10\u00a0s")]
    [InlineData(16640, "17\u00a0s")]
    public void About_Estimate_HasFewDigits(double ms, string said) => Assert.Equal(said, Format.ApproximateSeconds(ms));

    [Fact]
    public void Seconds_InGerman_HasComma() =>
        Flags.Culture.WithCommas(() => Assert.Equal("1,31\u00a0s", Format.Duration(1314)));
}

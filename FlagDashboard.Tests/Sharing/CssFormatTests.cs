using System.Globalization;
using FlagDashboard.Components;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Sharing;

public class CssFormatTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("pt-BR")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    [InlineData("")]
    public void Number_AnyCulture_HasDecimalPointAndNoSeparators(string culture)
    {
        // The culture belongs to the execution context of this test and ends with it.
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Assert.Equal("1234567.125", CssFormat.Number(1234567.125));
        Assert.Equal("-0.5", CssFormat.Number(-0.5));
        Assert.Equal("123456.79%", CssFormat.PercentOfSecond(1234567.891));
        Assert.Equal("left:0.12%;width:123.4%;--r:2", BarMarkup.StyleOf(new Bar(0, 2, BarKind.Succeeded, 1.23, 1235.23)));
        Assert.Equal("1.5\u00a0s", new TimeAxis(3000, 500).Label(1500));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0004, "0")]
    [InlineData(0.0006, "0.001")]
    [InlineData(2.5000, "2.5")]
    public void Number_ManyDecimals_KeepsThree(double value, string expected) => Assert.Equal(expected, CssFormat.Number(value));
}

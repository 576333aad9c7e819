using CsCheck;
using FlagDashboard.Experiments;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Tests.Experiments;

public class SettingsTests
{
    private static readonly Setting[] All =
    [
        Setting.WholeNumber("workers", "Workers", 3, 1, 20), Setting.Number("delay", "Delay, s", 0.5, 0, 10),
        Setting.OptionalNumber("timeout", "Timeout", 1, 0, 30), Setting.NumberList("delays", "Delays", "1,2", 0, 10, 3),
        Setting.Choice("block", "Block", ("no", "No"), ("1s", "One second")),
    ];

    private static SettingValues Read(params (string Name, string Text)[] said) =>
        SettingValues.Read(All, name => said.FirstOrDefault(pair => pair.Name == name).Text);

    [Fact]
    public void Read_NoTexts_ReturnsDefaults()
    {
        var settings = Read();
        Assert.Empty(settings.Problems);
        Assert.Equal(
            (3, 0.5, "no", ""),
                (settings.WholeNumber("workers"), settings.Number("delay"), settings.Choice("block"), settings.ToQueryString(All)));
        Assert.Equal([1, 2], settings.NumberList("delays"));
        Assert.Equal(1, settings.OptionalNumber("timeout"));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("0", 0.0)]
    [InlineData("2.5", 2.5)]
    public void NumberOrNone_NothingOrNumber_ReturnsIt(string text, double? expected)
    {
        var settings = Read(("timeout", text));
        Assert.Empty(settings.Problems);
        Assert.Equal(expected, settings.OptionalNumber("timeout"));
        Assert.Equal($"timeout={Uri.EscapeDataString(text)}", settings.ToQueryString(All));
    }

    [Theory]
    [InlineData("workers", "0", "“0” is not from 1 to 20.")]
    [InlineData("workers", "-1", "“-1” is not from 1 to 20.")]
    [InlineData("workers", "21", "“21” is not from 1 to 20.")]
    [InlineData("workers", "2147483648", "“2147483648” is not from 1 to 20.")]
    [InlineData("workers", "1.5", "“1.5” is not a whole number.")]
    [InlineData("workers", "", "“” is not a whole number.")]
    [InlineData("delay", "NaN", "“NaN” is not a number.")]
    [InlineData("delay", "Infinity", "“Infinity” is not a number.")]
    [InlineData("timeout", "31", "“31” is not from 0 to 30.")]
    [InlineData("timeout", "never", "“never” is not a number.")]
    [InlineData("delay", "1e9", "“1e9” is not from 0 to 10.")]
    [InlineData("delay", "a\0b", "“a\uFFFDb” is not a number.")]
    [InlineData("delay", "0.10000000000000000000000", "The text is too long: at most 24 characters.")]
    [InlineData("delays", "", "Give at least one number.")]
    [InlineData("delays", " , ", "Give at least one number.")]
    [InlineData("delays", "1,2,3,4", "4 numbers are too many: at most 3.")]
    [InlineData("delays", "1,x", "“x” is not a number.")]
    [InlineData("delays", "1,11", "“11” is not from 0 to 10.")]
    [InlineData("block", "2s", "“2s” is none of no, 1s.")]
    public void Read_InvalidText_ReturnsProblem(string name, string text, string reason)
    {
        var settings = Read((name, text));
        Assert.Equal(reason, Assert.Single(settings.Problems).ToString());
        Assert.Equal(name, settings.ProblemFor(name)?.Field);
    }

    private static readonly Setting[] Beside =
        [
            Setting.WholeNumber("delay", "Delay, ms", 300, 0, 3000),
            Setting.WholeNumber("jitter", "Jitter, ms", 200, 0, 1500) with { UpperBoundSettingName = "delay" },
        ];

    [Theory]
    [InlineData("100", "101", "“101” is more than the delay, 100.")]
    [InlineData("100", "100", "")]
    [InlineData("100", "2000", "“2000” is not from 0 to 1500.")]
    [InlineData("x", "101", "“x” is not a whole number.")]
    public void Read_NumberAboveAnother_ReturnsOneProblem(string delay, string jitter, string reason)
    {
        var problems = SettingValues.Read(Beside, name => name == "delay" ? delay : jitter).Problems;
        Assert.Equal(reason, string.Join('|', problems));
    }

    [Theory]
    [InlineData("3 4;5")]
    [InlineData("3,4,5")]
    [InlineData(" 3\n4\t5 ")]
    public void Numbers_AnySeparator_AreRead(string text) => Assert.Equal([3, 4, 5], Read(("delays", text)).NumberList("delays"));

    [Fact]
    public void Query_AnySettings_CanBeReadBack() => Gen.Select(
        Gen.Int[-5, 30], Gen.String, Gen.Double[0, 10].Array[0, 4]).Sample((workers, block, delays) =>
    {
        var settings = Read(
            ("workers", $"{workers}"), ("block", block),
            ("delays", string.Join(',', delays.Select(delay => FormattableString.Invariant($"{delay}")))));
        var query = QueryHelpers.ParseQuery(settings.ToQueryString(All));
        var again = SettingValues.Read(All, name => query.TryGetValue(name, out var text) ? text.ToString() : null);
        Assert.Equal(settings.Texts, again.Texts);
    });
}

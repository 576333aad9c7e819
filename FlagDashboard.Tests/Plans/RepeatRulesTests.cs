using FlagDashboard.Plans;

namespace FlagDashboard.Tests.Plans;

public class RepeatRulesTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("2", 2)]
    [InlineData(" 30 ", 30)]
    public void Read_NumberInRange_ReturnsIt(string text, int count) => Assert.Equal((count, null), RepeatRules.Read(text));

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void Read_OtherMaximum_DecidesByIt(int count, bool isValid) =>
        Assert.Equal(isValid, RepeatRules.Read($"{count}", RepeatRules.MaxOnCommandLine) == (count, null));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("31")]
    [InlineData("-2")]
    [InlineData("2.5")]
    [InlineData("ten")]
    [InlineData("99999999999")]
    public void Read_OtherText_ReturnsProblem(string text)
    {
        var (count, problem) = RepeatRules.Read(text);
        Assert.Equal(RepeatRules.Once, count);
        Assert.Equal(("repeat", "Repeat must be a whole number: 1 for a single race, or from 2 to 30."), (problem?.Field, $"{problem}"));
    }
}

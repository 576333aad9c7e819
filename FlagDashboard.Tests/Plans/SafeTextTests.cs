using CsCheck;
using FlagDashboard.Plans;

namespace FlagDashboard.Tests.Plans;

public class SafeTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("Brazil", "Brazil")]
    [InlineData("abcdefghijklmnopqrstuvwx", "abcdefghijklmnopqrstuvwx")]
    [InlineData("abcdefghijklmnopqrstuvwxy", "abcdefghijklmnopqrstuvwx…")]
    [InlineData("a\0\r\n\u001b\u0085b", "a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDb")]
    [InlineData("🇧", "\uFFFD\uFFFD")]
    public void Short_Text_IsVisibleAndCut(string? text, string expected) => Assert.Equal(expected, SafeText.Short(text));

    [Fact]
    public void Short_AnyText_IsShortAndWithoutControls() => Gen.String.Sample(text =>
    {
        var said = SafeText.Short(text);
        Assert.InRange(said.Length, 0, 25);
        Assert.DoesNotContain(said, char.IsControl);
        Assert.DoesNotContain(said, char.IsSurrogate);
    });
}

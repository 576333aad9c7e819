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
    public void Excerpt_Text_ShortensItAndMakesControlCharactersVisible(string? text, string expected) =>
        Assert.Equal(expected, SafeText.Excerpt(text));

    [Fact]
    public void Excerpt_AnyText_HasAtMost25CharactersAndNoControls() => Gen.String.Sample(text =>
    {
        var said = SafeText.Excerpt(text);
        Assert.InRange(said.Length, 0, 25);
        Assert.DoesNotContain(said, char.IsControl);
        Assert.DoesNotContain(said, char.IsSurrogate);
    });

    [Theory]
    [InlineData("Brazil", "Brazil")]
    [InlineData("a\u001b[31m\u009b", "a\uFFFD[31m\uFFFD")]
    [InlineData("a\r\nb\tc", "a  b c")]
    [InlineData("ab\u202Ecd", "ab\uFFFDcd")]
    [InlineData("", "\uFFFD")]
    [InlineData("0123456789", "0123456789")]
    [InlineData("0123456789a", "012345678…")]
    [InlineData("01234567🇧🇷", "01234567…")]
    [InlineData("\u200B\u2060", "\uFFFD")]
    [InlineData("\u3164", "\uFFFD")]
    public void Line_AnyText_ReturnsOnePrintableLine(string text, string expected)
    {
        var line = SafeText.ToLine(text, 10);
        Assert.Equal(expected, line);
        Assert.True(SafeText.IsLine(line, 10));
    }

    // A Fact instead of a Theory, because an attribute cannot hold half of a surrogate pair.
    [Fact]
    public void Line_HalfOfAPair_IsReplaced() => Assert.Equal("🇧\uFFFD", SafeText.ToLine("🇧\uD83C", 10));

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\uFEFF \u2060")]
    [InlineData("\u0301")]
    [InlineData("\u2800")]
    [InlineData("\u3164")]
    [InlineData("\u00A0\u3000")]
    public void IsLine_NothingVisible_IsFalse(string text)
    {
        Assert.False(SafeText.IsLine(text, 10));
        Assert.True(SafeText.IsLine(text + "a", 10));
    }

    [Theory]
    [InlineData("ab🇧", 2, "ab")]
    [InlineData("ab🇧", 3, "ab")]
    [InlineData("ab🇧", 4, "ab🇧")]
    [InlineData("ab", 0, "")]
    public void Start_AnyText_DoesNotSplitPairs(string text, int maxLength, string expected) =>
        Assert.Equal(expected, SafeText.Truncate(text, maxLength));

    [Theory]
    [InlineData("", "")]
    [InlineData("a\r\nb\tc", "a\r\nb\tc")]
    [InlineData("a\0\u001b\u0085", "a\uFFFD\uFFFD\uFFFD")]
    [InlineData("0123456789a", "012345678…")]
    public void Text_AnyText_ReturnsPrintableText(string text, string expected) => Assert.Equal(expected, SafeText.ToText(text, 10));

    [Fact]
    public void TextAndLine_AnyText_PassIsTextAndIsLine() => Gen.Select(Gen.String, Gen.Int[1, 40]).Sample(
        (text, max) => SafeText.IsNullOrText(SafeText.ToText(text, max), max) && SafeText.IsLine(SafeText.ToLine(text, max), max));
}

using FlagDashboard.Components;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public sealed class UnitSpacingTests
{
    [Theory]
    [InlineData("300 ± 200 ms, seed 612", "300_±_200_ms, seed 612")]
    [InlineData("held for 1.90 s.", "held for 1.90_s.")]
    [InlineData("25 %, 20 MB (256 KB)", "25_%, 20_MB (256_KB)")]
    [InlineData("Python 在 20 秒内未就绪", "Python 在 20_秒内未就绪")]
    [InlineData("3 slots, 2 minutes, 20 flags", "3 slots, 2 minutes, 20 flags")]
    [InlineData("delay in ms", "delay in ms")]
    public void KeepTogether_Text_JoinsNumbersAndUnitsOnly(string text, string expected) =>
        Assert.Equal(expected.Replace('_', '\u00a0'), UnitSpacing.KeepTogether(text));

    [Fact]
    public void Localizer_TextWithUnits_JoinsThemOnThePageOnly()
    {
        Assert.Equal("The longest was 1.50\u00a0s.", new PageLocalizer()["The longest was {0}.", "1.50 s"]);
        Assert.Equal("1.50 s", new DurationArg(1500).Localize(TranslationCatalog.ForLanguage("en")));
        Assert.Equal("1.50 s", new DurationArg(1500).Localize(English.Format));
    }
}

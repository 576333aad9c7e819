using System.Globalization;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class InterfaceLanguagesTests
{
    [Theory]
    [InlineData("", "en")]
    [InlineData("en-GB", "en")]
    [InlineData("de-DE", "en")]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh-Hans-SG", "zh-Hans")]
    [InlineData("zh-TW", "en")]
    public void Of_Culture_IsItsLanguageOrEnglish(string culture, string language) =>
        Assert.Equal(language, InterfaceLanguages.Of(CultureInfo.GetCultureInfo(culture)));

    [Theory]
    [InlineData("EN", "en")]
    [InlineData("zh-hans", "zh-Hans")]
    [InlineData("zh", null)]
    [InlineData("", null)]
    public void Find_Tag_IsExactInAnyCase(string tag, string? language) => Assert.Equal(language, InterfaceLanguages.FindExact(tag));
}

using System.Globalization;
using FlagDashboard.Components;
using FlagDashboard.Components.History;
using FlagDashboard.History;
using FlagDashboard.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.History;

public class HistoryQueryTextTests : ComponentTest
{
    private HistoryQuery Search(string text, string language = "zh-Hans")
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return new HistoryQuery().WithText(text, Catalog, Services.GetRequiredService<ModeCatalog>(), new PageLocalizer());
    }

    [Theory]
    [InlineData("中国", "CN")]
    [InlineData("德国", "DE")]
    [InlineData("españa", "ES")]
    [InlineData("BRAZIL", "BR")]
    [InlineData("cote d’ivoire", "CI")]
    [InlineData("UK", "GB")]
    public void WithText_NameOfCountry_AddsItsCode(string text, string code)
    {
        Assert.Contains(code, Search(text).CountryCodesInText);
        Assert.Contains(code, Search(text, "en").CountryCodesInText);
    }

    [Theory]
    [InlineData("事件循环", "zh-Hans", "async python-async")]
    [InlineData("线程池", "zh-Hans", "threads-map threads-as-completed python-threads-map python-threads-as-completed")]
    [InlineData("thread POOL", "zh-Hans", "threads-map threads-as-completed python-threads-map python-threads-as-completed")]
    [InlineData("sequ", "en", "sequential python-sequential")]
    [InlineData("线程池", "en", "")]
    public void WithText_PartOfTitleOfMode_AddsItsId(string text, string language, string ids) =>
        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Search(text, language).ModeIdsInText.Order());

    [Fact]
    public void WithText_NoText_AddsNothing()
    {
        foreach (var text in (string[])["", "  "])
            Assert.Equal((0, 0), (Search(text).CountryCodesInText.Count, Search(text).ModeIdsInText.Count));
        Assert.Null(Search("").Text);
    }
}

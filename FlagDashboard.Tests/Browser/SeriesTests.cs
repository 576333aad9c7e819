using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>A plan that is raced several times, from the number beside Run to the entry in the history.</summary>
[Collection<PagesInBrowser>]
public class SeriesTests(BrowserFixture browser)
{
    [Fact]
    public async Task Repeat_ThreeTimes_ShowsLiveRacesThenTheSeriesAndOneEntry()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=BR,CN,DE&modes=sequential,async&workers=3&delay=300&jitter=0");
        await visitor.Page.Locator("input[data-testid=repeat]").FillAsync("3");
        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Get("series-status")).ToContainTextAsync("Race 1 of 3");
        await visitor.Get("lane-async").WaitForAsync();
        await Expect(visitor.Get("series-status")).ToContainTextAsync("Race 3 of 3");
        await Expect(visitor.Get("series-status")).ToContainTextAsync("3 of 3 races completed");
        await Expect(visitor.Get("band-async").Locator("circle")).ToHaveCountAsync(3);
        await Expect(visitor.Get("differences")).ToContainTextAsync("Not certain: every run of Sequential was slower than those of Async");
        await visitor.AssertAccessible("a series");
        await AssertPlotInForcedColors(visitor);

        var series = new Uri(visitor.Page.Url).AbsolutePath;
        await visitor.Get("band-async").Locator("a").First.ClickAsync();
        await visitor.WaitForResults();
        await Expect(visitor.Get("series-of")).ToHaveTextAsync("Race 1 of 3 of a series");

        await visitor.GoTo("/history");
        await Expect(visitor.Page.Locator($".kept a[href='.{series}']")).ToHaveCountAsync(1);
    }

    /// <summary>With forced colours, the dots, the median and the range have colours of the system, as the entries of the legend.</summary>
    private static async Task AssertPlotInForcedColors(Visitor visitor)
    {
        await visitor.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        var colors = await visitor.Page.EvaluateAsync<string[]>(
            """
            () => {
              const styleOf = part => getComputedStyle(document.querySelector(`.dot-plot ${part}`));
              return [
                getComputedStyle(document.body).color, styleOf('circle').fill, styleOf('figcaption b').backgroundColor,
                styleOf('.range').stroke, styleOf('figcaption .bar').borderTopColor,
                styleOf('.median').stroke, styleOf('figcaption .line').borderLeftColor,
                styleOf('svg').outlineStyle,
              ];
            }
            """);
        Assert.All(colors[1..5], color => Assert.Equal(colors[0], color));
        Assert.Equal(colors[5], colors[6]);
        Assert.NotEqual(colors[0], colors[5]);
        Assert.Equal("solid", colors[7]);
        await visitor.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
    }
}

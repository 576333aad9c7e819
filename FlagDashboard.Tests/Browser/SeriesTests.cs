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

        var series = new Uri(visitor.Page.Url).AbsolutePath;
        await visitor.Get("band-async").Locator("a").First.ClickAsync();
        await visitor.WaitForResults();
        await Expect(visitor.Get("series-of")).ToHaveTextAsync("Race 1 of 3 of a series");

        await visitor.GoTo("/history");
        await Expect(visitor.Page.Locator($".kept a[href='.{series}']")).ToHaveCountAsync(1);
    }
}

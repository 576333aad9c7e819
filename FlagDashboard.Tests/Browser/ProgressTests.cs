using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<TimelinesInBrowser>]
public sealed class ProgressTests(BrowserFixture browser)
{
    private const string Small = "/experiments/progress?calls=6&workers=2&mean=0.1";

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Progress_RaceFinished_ShowsVerdictAndSliderOnlyRedraws(ColorScheme scheme)
    {
        await using var visitor = await browser.NewVisitor(scheme: scheme);
        await visitor.GoTo(Small);
        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("Least wrong on average:");
        foreach (var run in (string[])["equal", "growing", "random"])
            await Expect(visitor.Get($"timeleft-{run}").Locator(".best")).ToContainTextAsync("★ least");
        await visitor.AssertAccessible("finished");

        var curve = visitor.Get("timeleft-growing").Locator("path.smoothed");
        var (drawn, address) = (await curve.GetAttributeAsync("d"), visitor.Page.Url);
        await visitor.Get("smoothing").PressAsync("End");
        await Expect(curve).Not.ToHaveAttributeAsync("d", drawn!);
        await Expect(visitor.Get("smoothing")).ToHaveValueAsync("1");
        Assert.Equal(address, visitor.Page.Url);

        // The chosen smoothing is kept for the next race.
        await visitor.Get("run").ClickAsync();
        await visitor.Page.WaitForFunctionAsync("address => location.href !== address", address);
        await Expect(visitor.Get("smoothing")).ToHaveValueAsync("1");
        await Expect(visitor.Get("verdict")).ToContainTextAsync("Least wrong on average:");
    }

    [Fact]
    public async Task Legend_OnALaptop_HasOneLine()
    {
        await using var visitor = await browser.NewVisitor(width: 1366, height: 768);
        await visitor.GoTo(Small);
        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Page.Locator(".toolbar .legend")).ToContainTextAsync("time really left");
        Assert.InRange((await visitor.Page.Locator(".toolbar .legend").BoundingBoxAsync())!.Height, 20, 30);
    }

    [Fact]
    public async Task Chart_BelowLane_SharesTimeAxisWithBars()
    {
        await using var visitor = await browser.NewVisitor(width: 390, height: 844);
        await visitor.GoTo(Small);
        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("Least wrong on average:");
        Assert.Equal(390, await visitor.PageWidth());
        var ends = await visitor.Page.EvaluateAsync<double[]>(
            """
            () => ['.area .track', '.sheet .track'].flatMap(track => {
              const box = document.querySelector(`[data-testid=lane-growing] ${track}`).getBoundingClientRect();
              return [box.left, box.width];
            })
            """);
        Assert.Equal(ends[..2], ends[2..]);
        // The curve of the truth ends at the end of the run, where no time is left. That is where the last bar ends.
        var (bars, truth) = (await visitor.Get("lane-growing").Locator(".area .now").BoundingBoxAsync(),
            await visitor.Get("timeleft-growing").Locator("path.truth").First.BoundingBoxAsync());
        Assert.InRange(truth!.X + truth.Width, bars!.X - 8, bars.X + 8);
    }
}

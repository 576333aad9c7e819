using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<TimelinesInBrowser>]
public sealed class CaptionTests(BrowserFixture browser)
{
    // With this seed Brazil is slow, so that China and Germany are held behind it.
    private const string Plan = "/?modes=threads-map,async&delay=300&jitter=200&seed=612";

    private static Task<string[]> Told(Visitor visitor) => visitor.Page.EvaluateAsync<string[]>(
        "() => [...document.querySelectorAll('[data-told]')].map(bar => `${bar.closest('.area').dataset.run}:${bar.dataset.f}`)");

    [Theory]
    [InlineData(1920, 1080, ColorScheme.Light)]
    [InlineData(1366, 768, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    public async Task Caption_Hovered_HighlightsOnlyItsBars(int width, int height, ColorScheme scheme)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height, scheme: scheme);
        await visitor.GoTo(Plan);
        await visitor.RunRace();
        var captions = visitor.Get("captions").Locator("button");
        await Expect(captions.First).ToContainTextAsync("s");
        await visitor.WaitForResults();
        Assert.Equal(width, await visitor.PageWidth());
        await visitor.AssertAccessible("captions");

        for (var i = 0; i < await captions.CountAsync(); i++)
        {
            await captions.Nth(i).FocusAsync();
            var named = (await captions.Nth(i).GetAttributeAsync("data-bars"))!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var told = (await Told(visitor)).Distinct().ToList();
            Assert.All(named, name =>
                Assert.True(name.EndsWith('*') ? told.Count(bar => bar.StartsWith(name[..^1], StringComparison.Ordinal)) == 20
                : told.Contains(name)));
            Assert.All(told, bar => Assert.True(named.Contains(bar) || named.Contains(bar[..(bar.IndexOf(':') + 1)] + '*')));
        }

        var held = visitor.Get("captions").Locator("[data-rule=held]").First;
        await held.HoverAsync();
        Assert.True((await Told(visitor)).Length > 1);
        await visitor.Get("verdict").HoverAsync();
        await captions.First.EvaluateAsync("_ => document.activeElement.blur()");
        Assert.Empty(await Told(visitor));
        await Expect(visitor.Page.Locator(".race[data-telling]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task IdleCaption_Hovered_MarksIdleTimeOfThatWorker()
    {
        await using var visitor = await browser.NewVisitor(width: 1920, height: 1080);
        // One worker downloads the slow flag, so the others soon have nothing left to start.
        await visitor.GoTo("/?modes=async&workers=3&cc=BD,BR,CN&delay=300&jitter=200&seed=612");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("captions").Locator("[data-rule=idle]").HoverAsync();
        await Expect(visitor.Get("lane-async").Locator(".area[data-idle]")).ToHaveCountAsync(1);
        var (pane, lane) = (await visitor.Get("captions").BoundingBoxAsync(), await visitor.Get("lane-async").BoundingBoxAsync());
        Assert.True(pane!.X > lane!.X + lane.Width);
    }

    [Theory]
    [InlineData(1366, 768, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Sweep_TrialsRun_ShowsMeasuredPointsAboveCurve(int width, int height, ColorScheme scheme)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height, scheme: scheme);
        await visitor.GoTo("/?modes=threads-as-completed&cc=BD,BR,CN,DE&delay=60&jitter=40");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("sweep").Locator("summary").ClickAsync();
        await Expect(visitor.Get("knee")).ToContainTextAsync("workers");
        await Expect(visitor.Get("sweep-chart").Locator(".plane .raced")).ToHaveCountAsync(1);

        await visitor.Get("sweep-run").ClickAsync();
        foreach (var workers in new[] { 1, 2, 4 })
        {
            await Expect(visitor.Get($"tried-{workers}")).ToBeVisibleAsync();
            await Expect(visitor.Get($"sweep-{workers}").Locator("td").Last).ToContainTextAsync("s");
        }

        await Expect(visitor.Get("sweep-run")).ToBeVisibleAsync();
        Assert.Equal(width, await visitor.PageWidth());
        await visitor.AssertAccessible("sweep");
    }
}

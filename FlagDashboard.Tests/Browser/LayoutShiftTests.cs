using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The parts of the page stay where they are while a race runs.</summary>
[Collection<TimelinesInBrowser>]
public sealed class LayoutShiftTests(BrowserFixture browser)
{
    // The limit of the Web Vitals for a good page is 0.1.
    private const double MaxShift = 0.05;

    /// <summary>Adds up the shifts that no input of the person has caused in the last half second.</summary>
    private const string Observe = """
        () => {
          window.shift = 0;
          window.shifted = [];
          new PerformanceObserver(list => {
            for (const entry of list.getEntries().filter(entry => !entry.hadRecentInput)) {
              window.shift += entry.value;
              window.shifted.push(`${entry.value}: ${entry.sources.map(source => source.node?.className ?? source.node?.nodeName)}`);
            }
          }).observe({ type: 'layout-shift' });
        }
        """;

    private static async Task AssertMovesNothing(Visitor visitor, string path, Func<Task> end)
    {
        await visitor.GoTo(path);
        await visitor.Page.EvaluateAsync(Observe);
        await visitor.Get("run").ClickAsync();
        await end();
        Assert.True(
            await visitor.Page.EvaluateAsync<double>("() => shift") <= MaxShift,
            await visitor.Page.EvaluateAsync<string>("() => shifted.join('\\n')"));
    }

    private const string TopsOfLanes =
        "() => [...document.querySelectorAll('.lane')].map(lane => Math.round(lane.getBoundingClientRect().top + scrollY)).join(' ')";

    /// <summary>Runs a race until its results are shown. Returns the tops of its lanes as they were at its start.</summary>
    private static async Task<string> RaceAndReadTopsAtStart(Visitor visitor, string path, int lanes)
    {
        await visitor.GoTo(path);
        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Page.Locator(".lane .numbers")).ToHaveCountAsync(lanes);
        var tops = await visitor.Page.EvaluateAsync<string>(TopsOfLanes);
        await visitor.WaitForResults();
        return tops;
    }

    [Theory]
    [InlineData("en-US", 1920, 1080, false, "delay")]
    [InlineData("en-US", 1366, 768, false, "delay")]
    [InlineData("zh-CN", 1366, 768, false, "delay")]
    [InlineData("en-US", 390, 844, true, "error&seed=9")]
    public async Task Race_FromStartToResults_MovesNothing(string locale, int width, int height, bool phone, string site)
    {
        await using var visitor = await browser.NewVisitor(locale: locale, width: width, height: height, phone: phone);
        await AssertMovesNothing(
            visitor,
            $"/?cc=BR,CN,DE,EG,FR,IN&modes=sequential,threads-map,threads-as-completed,async&workers=2&delay=300&jitter=200&site={site}",
            visitor.WaitForResults);
    }

    // The verdict of a tie has a long reason, beside which the plan is told.
    [Fact]
    public async Task RaceThatEndsInATie_InAHighWindow_KeepsItsLanesInPlace()
    {
        await using var visitor = await browser.NewVisitor(width: 1366, height: 1000);
        var before = await RaceAndReadTopsAtStart(
            visitor, "/?cc=BR,CN,DE,EG,FR&modes=sequential,threads-map,threads-as-completed,async&delay=400&jitter=0", lanes: 4);
        Assert.Equal(before, await visitor.Page.EvaluateAsync<string>(TopsOfLanes));
    }

    // Downloads fail, and map ends early: counts of errors, an alert and a longer headline appear.
    [Fact]
    public async Task RaceWithErrors_FromStartToResults_KeepsItsLanesInPlace()
    {
        await using var visitor = await browser.NewVisitor(width: 1366, height: 768);
        var before = await RaceAndReadTopsAtStart(
            visitor, "/?modes=threads-map,threads-as-completed,async&site=error&delay=200&jitter=100&seed=1", lanes: 3);
        await Expect(visitor.Get("lane-threads-map").Locator(".problem")).ToBeVisibleAsync();
        Assert.Equal(before, await visitor.Page.EvaluateAsync<string>(TopsOfLanes));

        // A button appears that shows the whole race again.
        await visitor.Page.Keyboard.PressAsync("+");
        await Expect(visitor.Get("zoom-all")).ToBeVisibleAsync();
        Assert.Equal(before, await visitor.Page.EvaluateAsync<string>(TopsOfLanes));
        Assert.All(
            await visitor.Page.EvaluateAsync<double[]>(
                "() => [...document.querySelectorAll('.strip .failed')].map(code => parseFloat(getComputedStyle(code).fontSize))"),
            size => Assert.InRange(size, 11, 12));

        // A presentation in a small window says in two lines why the run ended early.
        await visitor.Page.SetViewportSizeAsync(1024, 768);
        await visitor.Page.Keyboard.PressAsync("p");
        var problem = visitor.Page.Locator(":root[data-presenting] .lane .problem");
        await Expect(problem).ToBeVisibleAsync();
        Assert.True(await problem.EvaluateAsync<bool>("problem => problem.scrollWidth <= problem.clientWidth"));
    }

    [Theory]
    [InlineData("/tour/1", 1)]
    [InlineData("/experiments/map-or-as-completed?delays=0.9,0.1,0.3,0.6", 2)]
    public async Task SceneOrExperiment_FromStartToEnd_MovesNothing(string path, int lanes)
    {
        await using var visitor = await browser.NewVisitor();
        await AssertMovesNothing(visitor, path, async () =>
        {
            await Expect(visitor.Page.Locator(".lane.done")).ToHaveCountAsync(lanes);
            await Expect(visitor.Get("run")).ToBeVisibleAsync();
        });
    }

    // The headline and the conclusion of the experiment are long, and the legend gets one more entry than before.
    [Fact]
    public async Task LockExperiment_FromStartToEnd_KeepsItsAxisInPlace()
    {
        await using var visitor = await browser.NewVisitor(width: 1920, height: 1080);
        await visitor.GoTo("/experiments/lock?limit=200000");
        await visitor.Get("run").ClickAsync();
        var axis = visitor.Page.Locator(".axis");
        await Expect(visitor.Get("align-starts")).ToBeAttachedAsync();
        var before = (await axis.BoundingBoxAsync())!.Y;
        await visitor.WaitForResults();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("The simulated lock was taken");
        // On a busy machine, more remarks may follow than the page keeps room for. They then take some lines more.
        var room = (await visitor.Page.Locator(".headline").GetAttributeAsync("data-room-conclusion"))!.Length;
        var said = (await visitor.Get("verdict").Locator("span").InnerTextAsync()).Length;
        Assert.InRange((await axis.BoundingBoxAsync())!.Y - before, 0, 22 * Math.Ceiling(Math.Max(0, said - room) / 100.0));
    }

    // The reason has no room beside the winner.
    [Fact]
    public async Task Presentation_RaceEndsInASmallWindow_KeepsItsAxisInPlace()
    {
        await using var visitor = await browser.NewVisitor(width: 1024, height: 768);
        await visitor.GoTo("/?cc=BR,CN,DE,EG&modes=sequential,threads-map,threads-as-completed&workers=2&delay=200&jitter=100");
        await visitor.Page.Keyboard.PressAsync("p");
        await visitor.Page.Keyboard.PressAsync("r");
        var axis = visitor.Page.Locator(".axis");
        var before = (await axis.BoundingBoxAsync())!.Y;
        await Expect(visitor.Page.Locator(".lane.done")).ToHaveCountAsync(3);
        await Expect(visitor.Get("verdict").Locator("span")).ToContainTextAsync("at once");
        Assert.Equal(before, (await axis.BoundingBoxAsync())!.Y);
    }
}

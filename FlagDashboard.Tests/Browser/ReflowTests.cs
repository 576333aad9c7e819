using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The page in small windows (WCAG 1.4.10) and on paper.</summary>
[Collection<PagesInBrowser>]
public sealed class ReflowTests(BrowserFixture browser)
{
    // A window of 1280 × 1024 px has 320 × 256 CSS px at a zoom of 400 %, and 640 × 512 at 200 %.
    private static readonly (int Width, int Height)[] Zoomed = [(640, 512), (320, 256)];

    private static async Task AssertScrollsOnlyDown(Visitor visitor, string state)
    {
        foreach (var (width, height) in Zoomed)
        {
            await visitor.Page.SetViewportSizeAsync(width, height);
            Assert.Equal((state, width), (state, await visitor.PageWidth()));
        }
    }

    [Fact]
    public async Task Page_AtAZoomOf200And400Percent_ScrollsOnlyDown()
    {
        await using var visitor = await browser.NewVisitor(width: 320, height: 256);
        visitor.IgnoreErrors(error => error.Contains("404", StringComparison.Ordinal));
        foreach (var path in (string[])
        [
            "/", "/?cc=BR,CN,ZZ&workers=0&modes=none", "/tour/1", "/tour/2", "/tour/3", "/tour/4", "/tour/5", "/tour/6", "/tour/7",
            "/experiments", "/experiments/lock", "/experiments/gil", "/experiments/loop", "/experiments/progress",
            "/experiments/map-or-as-completed", "/experiments/future", "/history", "/history?bin", "/compare", "/presenter",
            "/series/nosuchseries", "/race/nosuchrace", "/no/such/page",
        ])
        {
            await visitor.GoTo(path);
            await AssertScrollsOnlyDown(visitor, path);
        }

        // The narrowest window whose header is one row with every button.
        await visitor.Page.SetViewportSizeAsync(901, 600);
        Assert.Equal(901, await visitor.PageWidth());
    }

    [Fact]
    public async Task State_AtAZoomOf200And400Percent_ScrollsOnlyDown()
    {
        await using var visitor = await browser.NewVisitor(width: 320, height: 256);
        var races = new List<string>();
        foreach (var workers in (int[])[3, 4])
        {
            await visitor.GoTo($"/?site=error&seed=2&delay=30&jitter=0&workers={workers}&modes=sequential,threads-map");
            races.Add((await visitor.RunRace())["/race/".Length..]);
            await visitor.WaitForResults();
        }

        await visitor.GoTo($"/compare?races={string.Join(',', races)}");
        await visitor.Get("compare-results").WaitForAsync();
        await AssertScrollsOnlyDown(visitor, "compared races");
        await visitor.GoTo("/history");
        // The grid has only the elements of the rows in view, and in so low a window it begins below the window. Other tests race on the
        // same server, so that any race may be the newest.
        await visitor.Page.Locator(".kept").EvaluateAsync("grid => grid.scrollIntoView()");
        await visitor.Page.Locator("tbody input[data-testid^=pick-]").First.CheckAsync();
        await AssertScrollsOnlyDown(visitor, "the history");
        await visitor.GoTo("/experiments/future?seconds=30,30&timeout=");
        await visitor.Get("submit").ClickAsync();
        await visitor.Get("f1-Result").ClickAsync();
        await visitor.Get("blocked").WaitForAsync();
        await AssertScrollsOnlyDown(visitor, "an open session");

        await visitor.GoTo("/?cc=BR,CN&modes=sequential,async&site=local");
        await visitor.Page.Locator("input[data-testid=repeat]").FillAsync("2");
        await visitor.Get("run").ClickAsync();
        await visitor.Get("differences").WaitForAsync();
        await AssertScrollsOnlyDown(visitor, "a series");
    }

    [Fact]
    public async Task Race_AtAZoomOf400Percent_IsNotCoveredByThePlayer()
    {
        await using var visitor = await browser.NewVisitor(width: 320, height: 256);
        // With this seed, the knee of the chart of workers is right of its middle, where its label has little room.
        await visitor.GoTo("/?cc=BR,CN,DE&delay=100&jitter=90&seed=1&modes=sequential,async");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("sweep").Locator("summary").ClickAsync();
        await Expect(visitor.Get("knee")).ToHaveTextAsync("knee: 2 workers");
        Assert.Equal(320, await visitor.PageWidth());
        await visitor.Get("lane-sequential").EvaluateAsync("lane => lane.scrollIntoView()");
        var player = (await visitor.Get("player").BoundingBoxAsync())!;
        Assert.True(player.Y > 256, $"the player is at {player.Y} px");
    }

    [Theory]
    [InlineData(1920, 1080, 1)]
    [InlineData(1366, 768, 1)]
    [InlineData(1024, 768, 0)]
    public async Task Race_DefaultPlanOnALaptop_ShowsEveryLaneAboveTheThinPlayer(int width, int height, int captions)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height);
        await visitor.GoTo("/?delay=60&jitter=30&workers=5");
        await visitor.RunRace();
        await visitor.WaitForResults();
        var player = (await visitor.Get("player").BoundingBoxAsync())!;
        Assert.InRange(player.Height, 24, 44);
        Assert.Equal(height, player.Y + player.Height, tolerance: 1);
        foreach (var mode in (string[])["sequential", "threads-map", "threads-as-completed", "async"])
            await IsAbove(visitor.Get($"lane-{mode}"), player.Y);
        foreach (var caption in Enumerable.Range(0, captions))
            await IsAbove(visitor.Get("captions").Locator("li").Nth(caption), player.Y);

        // At the end of the page, the player has a place of its own below all other content.
        await visitor.Page.EvaluateAsync("() => scrollTo(0, document.documentElement.scrollHeight)");
        await IsAbove(visitor.Get("sweep"), (await visitor.Get("player").BoundingBoxAsync())!.Y);
    }

    [Theory]
    [InlineData(1024, 768)]
    [InlineData(800, 768)]
    [InlineData(390, 844)]
    public async Task Lane_ScrolledIntoView_IsAboveThePlayer(int width, int height)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height);
        await visitor.GoTo("/experiments/lock?limit=20000");
        await visitor.Get("run").ClickAsync();
        await visitor.WaitForResults();
        foreach (var lane in await visitor.Page.Locator(".race > .lane").AllAsync())
        {
            await lane.EvaluateAsync("lane => lane.scrollIntoView({ block: 'end' })");
            await IsAbove(lane, (await visitor.Get("player").BoundingBoxAsync())!.Y);
        }
    }

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(1024, 768)]
    public async Task Bars_OnALaptop_HaveLegibleTexts(int width, int height)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height);
        await visitor.GoTo("/?delay=60&jitter=30&workers=5&modes=sequential,threads-map,processes");
        await visitor.RunRace();
        await visitor.WaitForResults();
        // The height of a line is that of its bar. Capital letters and signs are 0.73 em high.
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.track .b:not(.p, .h), .labels span')].filter(text => text.textContent.trim())
              .map(text => [text.textContent, parseFloat(getComputedStyle(text).fontSize), text.clientHeight])
              .filter(([, size, line]) => size < 11 || line < 11).map(text => text.join(' '))
            """));
    }

    private static async Task IsAbove(ILocator part, float y)
    {
        var box = (await part.BoundingBoxAsync())!;
        var end = box.Y + box.Height;
        Assert.True(end <= y + 0.5, $"{await part.GetAttributeAsync("data-testid")} ends at {end}, not at {y}");
    }

    [Theory]
    [InlineData(960)]
    [InlineData(1024)]
    [InlineData(1366)]
    public async Task Axis_NarrowWindow_HasNoLabelOnAnother(int width)
    {
        await using var visitor = await browser.NewVisitor(width: width);
        await visitor.GoTo("/?cc=BR,CN,DE&modes=sequential&delay=95&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForResults();
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(
            """
            () => {
              const labels = [...document.querySelectorAll('.axis span')]
                .filter(label => label.checkVisibility({ visibilityProperty: true }));
              return labels.slice(1).filter((label, i) =>
                label.getBoundingClientRect().left < labels[i].getBoundingClientRect().right + 2).map(label => label.textContent);
            }
            """));
    }

    [Fact]
    public async Task Print_FinishedRaceInDarkTheme_ShowsBarsInLightColorsAndNoControls()
    {
        await using var visitor = await browser.NewVisitor(scheme: ColorScheme.Dark);
        await visitor.GoTo("/?cc=BR,CN,DE&site=local&modes=sequential,async");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(visitor.Page.Locator(".top, .plan, .player, .acts, .seg, .links, .prompt").Locator("visible=true"))
            .ToHaveCountAsync(0);
        await Expect(visitor.Get("verdict")).ToBeVisibleAsync();
        await Expect(visitor.Get("results")).ToBeVisibleAsync();
        foreach (var painted in (string[])[".track .b.f", ".area", ".meter .received", ".measure", ".legend .b.h", ".strip .got"])
            await Expect(visitor.Page.Locator(painted).First).ToHaveCSSAsync("print-color-adjust", "exact");
        await Expect(visitor.Page.Locator(".lane").First).ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");
        await Expect(visitor.Page.Locator(".lane h2").First).ToHaveCSSAsync("color", "rgb(23, 27, 33)");
    }
}

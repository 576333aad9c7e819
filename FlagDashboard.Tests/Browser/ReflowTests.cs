using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The page in small windows (WCAG 1.4.10) and on paper.</summary>
[Collection("Browser")]
public sealed class ReflowTests(BrowserFixture browser)
{
    // A window of 1280 × 1024 px has 320 × 256 CSS px at a zoom of 400 %.
    [Theory]
    [InlineData("/")]
    [InlineData("/tour/2")]
    [InlineData("/experiments")]
    [InlineData("/experiments/lock")]
    [InlineData("/experiments/future")]
    [InlineData("/history")]
    [InlineData("/presenter")]
    public async Task Page_AtAZoomOf400Percent_ScrollsOnlyDown(string path)
    {
        await using var visitor = await browser.NewVisitor(width: 320, height: 256);
        await visitor.GoTo(path);
        Assert.Equal(320, await visitor.PageWidth());
    }

    [Fact]
    public async Task Race_AtAZoomOf400Percent_IsNotCoveredByThePlayer()
    {
        await using var visitor = await browser.NewVisitor(width: 320, height: 256);
        await visitor.GoTo("/?cc=BR,CN,DE&site=local&modes=sequential,async");
        await visitor.RunRace();
        await visitor.WaitForResults();
        Assert.Equal(320, await visitor.PageWidth());
        await visitor.Get("lane-sequential").EvaluateAsync("lane => lane.scrollIntoView()");
        var player = (await visitor.Get("player").BoundingBoxAsync())!;
        Assert.True(player.Y > 256, $"the player is at {player.Y} px");
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

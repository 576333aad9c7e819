using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The page with forced colours, as in a contrast theme of Windows.</summary>
[Collection<PagesInBrowser>]
public sealed class ForcedColorsTests(BrowserFixture browser)
{
    /// <summary>What a person sees of each element: its background, its pattern and its border.</summary>
    private const string Looks = """
        elements => elements.map(element => {
          const style = getComputedStyle(element);
          // The browser reports gradients and shadows that it does not paint, unless the element refuses forced colours.
          const isForced = style.forcedColorAdjust !== 'none';
          const pattern = isForced ? 'none' : style.backgroundImage;
          return `${style.backgroundColor} ${pattern} ${style.borderTopStyle} ${style.borderTopWidth} ${style.height}`;
        })
        """;

    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    /// <summary>What a person sees of the first element of each selector.</summary>
    internal static async Task<string[]> LooksOf(Visitor visitor, params string[] selectors)
    {
        var looks = new List<string>();
        foreach (var selector in selectors)
            looks.Add((await visitor.Page.Locator(selector).EvaluateAllAsync<string[]>(Looks))[0]);
        return [.. looks];
    }

    [Fact]
    public async Task ForcedColors_EveryState_HasALookOfItsOwn()
    {
        foreach (var scheme in Schemes)
        {
            await using var visitor = await browser.NewVisitor(scheme: scheme);
            await visitor.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
            await visitor.GoTo("/?site=error&seed=2&delay=30&jitter=0&workers=2&modes=sequential,threads-map");
            await visitor.RunRace();
            await visitor.WaitForResults();
            // The legend has only what can be seen: pending bars in this layout, and cancelled ones because map ended early.
            await visitor.Get("rows-future").CheckAsync();
            await Expect(visitor.Page.Locator(".legend .b.p")).ToHaveCountAsync(1);

            Assert.Distinct(await LooksOf(
                visitor, ".legend .b.p", ".legend .b.r", ".legend .b.f", ".legend .b.h", ".legend .b.e", ".legend .b.n", ".legend .b.c"));
            Assert.Distinct(await LooksOf(visitor, ".seg .on", ".seg label:not(.on)"));
            Assert.Distinct(await LooksOf(visitor, ".mode.on", ".mode:not(.on)"));
            Assert.Distinct(await LooksOf(visitor, ".meter", ".meter .received"));
            Assert.Equal(["none"], await visitor.Page.Locator(".scrub")
                .EvaluateAllAsync<string[]>("sliders => sliders.map(slider => getComputedStyle(slider).forcedColorAdjust)"));
            await visitor.GoTo("/experiments/map-or-as-completed");
            await visitor.Page.Locator(".chip.preset").First.ClickAsync();
            await Expect(visitor.Page.Locator(".chip.preset.on")).ToHaveCountAsync(1);
            Assert.Distinct(await LooksOf(visitor, ".chip.preset.on", ".chip.preset:not(.on)"));
        }
    }

    [Fact]
    public async Task ForcedColors_StripCodeAndTools_HaveLooksOfTheirOwn()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await visitor.GoTo("/?site=error&seed=2&errors=0.6&mix=notFound,serverError&delay=30&jitter=0&workers=2"
            + "&modes=sequential,threads-map&start=inTurn");
        await visitor.RunRace();
        await visitor.WaitForResults();
        foreach (var mode in (string[])["sequential", "threads-map"])
            await visitor.Get($"show-code-{mode}").ClickAsync();
        foreach (var part in (string[])[".code em.received", ".code em.raised", ".strip .failed", ".strip .missing"])
            await visitor.Page.Locator(part).First.WaitForAsync();
        var ended = await LooksOf(visitor, ".code em.received", ".code em.raised", ".strip .failed", ".strip .missing");
        Assert.Distinct(await LooksOf(visitor, ".meter", ".meter .received", ".meter .finished", ".meter .failed"));
        var align = await LooksOf(visitor, "[data-testid=align-starts]");
        await visitor.Get("align-starts").ClickAsync();
        await Expect(visitor.Get("align-starts")).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.NotEqual(align, await LooksOf(visitor, "[data-testid=align-starts]"));
        await visitor.Get("zoom-in").ClickAsync();
        await visitor.Page.Locator(".race[data-zoomed]").WaitForAsync();
        Assert.Distinct(await visitor.Page.EvaluateAsync<string[]>(
            """
            () => [getComputedStyle(document.body), ...['.overview', '.overview i'].map(part =>
              getComputedStyle(document.querySelector(part), '::before'))].map(style => style.backgroundColor)
            """));

        // With this tape, Bangladesh is the slowest. When the first flag has arrived, it is held, and two futures are still pending.
        await visitor.GoTo("/?modes=threads-map&delay=1000&jitter=900&cc=BD,BR,CD,CN,DE&workers=2");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("show-code-threads-map").ClickAsync();
        await visitor.Get("scrub").PressAsync("Home");
        await visitor.Get("step").ClickAsync();
        await visitor.Page.Locator(".strip .held").WaitForAsync();
        var running = await LooksOf(visitor, ".code em.submitted", ".code em.running", ".strip .held", ".strip .awaited");
        Assert.Distinct([.. running[..2], .. ended[..2]]);
        Assert.Distinct([.. running[2..], .. ended[2..]]);
        await Expect(visitor.Page.Locator(".code .line:not(.lit)").First).ToHaveCSSAsync("border-left-style", "none");
        await visitor.Get("play").ClickAsync();
        await visitor.Page.Locator(".rail i").WaitForAsync();
        Assert.Distinct(await visitor.Page.Locator(".rail i").EvaluateAsync<string[]>(
            "thumb => [getComputedStyle(thumb, '::before'), getComputedStyle(document.body)].map(style => style.backgroundColor)"));

        await visitor.Get("sweep").Locator("summary").ClickAsync();
        await Expect(visitor.Page.Locator(".plane")).ToHaveCSSAsync("outline-style", "solid");
        Assert.Distinct(await LooksOf(visitor, "figcaption .point.raced", "figcaption .point.tried"));
    }

    [Fact]
    public async Task ForcedColors_NavigationActionsAndGuess_CanBeSeen()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await visitor.GoTo("/?cc=BR,CN&modes=sequential,async&delay=100&jitter=0");
        await Expect(visitor.Get("guess-async")).ToHaveCSSAsync("outline-style", "solid");
        // The thumb of the slider is seen if the slider looks different when it stands elsewhere.
        await visitor.Get("guess-async").PressAsync("Home");
        var atStart = await visitor.Get("guess-async").ScreenshotAsync();
        await visitor.Get("guess-async").PressAsync("End");
        Assert.NotEqual(atStart, await visitor.Get("guess-async").ScreenshotAsync());
        await visitor.RunRace();
        await visitor.WaitForResults();

        await visitor.GoTo("/history");
        await Expect(visitor.Page.Locator("[data-testid^=delete-]").First).ToHaveCSSAsync("border-style", "solid");
        await visitor.GoTo("/tour/2");
        Assert.Distinct(await LooksOf(visitor, ".scenes a.here", ".scenes a:not(.here)"));
        await Expect(visitor.Page.Locator("nav a.here")).ToHaveCSSAsync("text-decoration-line", "underline");
        await Expect(visitor.Page.Locator("nav a:not(.here)").First).ToHaveCSSAsync("text-decoration-line", "none");
    }
}

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

    private static async Task<string[]> LooksOf(Visitor visitor, params string[] selectors)
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
}

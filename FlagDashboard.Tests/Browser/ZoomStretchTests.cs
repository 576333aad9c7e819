using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The bars while a person zooms: their track is stretched at once, and they are placed anew afterwards.</summary>
[Collection<TimelinesInBrowser>]
public sealed class ZoomStretchTests(BrowserFixture browser)
{
    private const string Stretched = "() => new DOMMatrix(getComputedStyle(document.querySelector('.track')).transform).a !== 1";

    /// <summary>By how many px the worst bar is away from its time, on the window that the lanes say they show.</summary>
    private const string WorstPlace = """
        () => Math.max(...[...document.querySelectorAll('.area')].flatMap(area => {
          const box = area.getBoundingClientRect();
          const [axis, from] = ['--axis', '--from'].map(name => Number(getComputedStyle(area).getPropertyValue(name)));
          return [...area.querySelectorAll('.track .b')].map(bar => {
            const seconds = Number.parseFloat(bar.style.left) / 100;
            return Math.abs(bar.getBoundingClientRect().left - box.left - (seconds - from) / axis * box.width);
          });
        }))
        """;

    /// <summary>
    /// Presses a key until the page, which may have just come, obeys it. Reads the page in that frame, before any timer may place the bars.
    /// </summary>
    private static string After(string key, string script) => $$"""
        async () => {
          const lane = document.querySelector('.lane');
          const read = () => ['--axis', '--from'].map(name => getComputedStyle(lane).getPropertyValue(name)).join();
          for (const before = read(); read() === before;) {
            document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '{{key}}', bubbles: true }));
            await new Promise(requestAnimationFrame);
          }
          return ({{script}})();
        }
        """;

    [Fact]
    public async Task Keys_PressedQuickly_StretchTheTracksAndThenPlaceTheBars()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=BR,CN,DE,EG,FR,JP&modes=threads-map,async&delay=100&jitter=50");
        await visitor.RunRace();
        await visitor.WaitForResults();
        var page = visitor.Page;

        Assert.True(await page.EvaluateAsync<bool>(After("+", Stretched)));
        Assert.InRange(await page.EvaluateAsync<double>(After("d", WorstPlace)), 0, 1);
        await page.WaitForFunctionAsync($"() => !({Stretched})()");
        Assert.InRange(await page.EvaluateAsync<double>(WorstPlace), 0, 1);

        Assert.True(await page.EvaluateAsync<bool>(After("0", Stretched)));
        await Expect(page.Locator("[data-zoomed]")).ToHaveCountAsync(0);
        Assert.InRange(await page.EvaluateAsync<double>(WorstPlace), 0, 1);
        await page.WaitForFunctionAsync($"() => !({Stretched})()");
        Assert.InRange(await page.EvaluateAsync<double>(WorstPlace), 0, 1);
    }
}

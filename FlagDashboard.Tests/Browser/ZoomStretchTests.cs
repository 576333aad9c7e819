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

    /// <summary>
    /// Writes the style of the race as the server does when the axis grows. Returns the windows of the first lane before that, and in the
    /// next frame.
    /// </summary>
    private const string WindowsAroundAnotherAxis = """
        async () => {
          const lane = document.querySelector('.lane');
          const read = () => ['--axis', '--from'].map(name => getComputedStyle(lane).getPropertyValue(name)).join();
          const before = read();
          document.querySelector('.race').setAttribute('style', '--axis:60;--tick:10');
          await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
          return [before, read()];
        }
        """;

    /// <summary>
    /// How many times these keys, pressed one after the other, add elements to the axis or to the tracks, or remove some. The server may
    /// change other parts of the page meanwhile.
    /// </summary>
    private static string ChangesOf(params string[] keys) => $$"""
        async () => {
          let changes = 0;
          const observer = new MutationObserver(records => changes += records.length);
          document.querySelectorAll('.axis, .track').forEach(part => observer.observe(part, { childList: true, subtree: true }));
          {{string.Concat(keys.Select(key => $"await ({After(key, "() => {}")})();\n"))}}
          return changes;
        }
        """;

    private async Task<Visitor> AfterARace()
    {
        var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=BR,CN,DE,EG,FR,JP&modes=threads-map,async&delay=100&jitter=50");
        await visitor.RunRace();
        await visitor.WaitForResults();
        return visitor;
    }

    [Fact]
    public async Task Keys_PressedQuickly_StretchTheTracksAndThenPlaceTheBars()
    {
        await using var visitor = await AfterARace();
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

    [Fact]
    public async Task Window_WhenTheServerWritesTheAxisAnew_IsTheSameInTheNextFrame()
    {
        await using var visitor = await AfterARace();
        await visitor.Page.EvaluateAsync(After("+", Stretched));
        var windows = await visitor.Page.EvaluateAsync<string[]>(WindowsAroundAnotherAxis);
        Assert.Equal(windows[0], windows[1]);
    }

    /// <summary>
    /// A new element makes the browser match the elements above it against :has() again, which takes longer than the step itself.
    /// </summary>
    [Fact]
    public async Task Step_OfAZoomedAxis_AddsNoElement()
    {
        await using var visitor = await AfterARace();
        await visitor.Page.EvaluateAsync(After("+", Stretched));
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>(ChangesOf("a", "d", "+", "a", "d", "-")));
    }
}

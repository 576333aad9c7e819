using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<TimelinesInBrowser>]
public sealed class GuessTests(BrowserFixture browser)
{
    private const string Plan = "/?modes=sequential,async&cc=BR,CN,DE,FR&delay=300&jitter=0";

    /// <summary>Watches how far the page moves anything by itself, and whether the result of the guess changes its height.</summary>
    private const string WatchShifts = """
        () => {
          window.shift = 0;
          window.heights = new Set();
          new PerformanceObserver(list => list.getEntries().filter(entry => !entry.hadRecentInput)
            .forEach(entry => { window.shift += entry.value; })).observe({ type: 'layout-shift' });
          (function look() {
            const result = document.querySelector('[data-testid=guessed]');
            if (result)
              window.heights.add(result.offsetHeight);
            requestAnimationFrame(look);
          })();
        }
        """;

    /// <summary>Guesses by the keyboard alone: a tenth of the axis for each press of Page Up.</summary>
    private static async Task Guess(Visitor visitor, string mode, int presses)
    {
        await visitor.Get($"guess-{mode}").FocusAsync();
        for (var i = 0; i < presses; i++)
            await visitor.Page.Keyboard.PressAsync("PageUp");
        await Expect(visitor.Get($"guess-{mode}")).Not.ToHaveAttributeAsync("aria-valuetext", "no guess");
    }

    [Theory]
    [InlineData(1920, 1080, false, ColorScheme.Light)]
    [InlineData(390, 844, true, ColorScheme.Dark)]
    public async Task Guess_BeforeTheFirstRace_StandsBesideTheTruthAndMovesNothing(int width, int height, bool phone, ColorScheme scheme)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height, scheme: scheme, phone: phone);
        await visitor.GoTo(Plan);
        await Guess(visitor, "sequential", 9);
        await Guess(visitor, "async", 4);
        await Expect(visitor.Get("guess-winner-async")).ToHaveAttributeAsync("aria-pressed", "true");
        await visitor.AssertAccessible("a guess");
        Assert.Equal(width, await visitor.PageWidth());

        await visitor.Page.EvaluateAsync(WatchShifts);
        await visitor.RunRace();
        await Expect(visitor.Get("guessed")).ToContainTextAsync("You expect Async · event loop to win.");
        await visitor.WaitForResults();
        await Expect(visitor.Get("guessed")).ToContainTextAsync("You expected Async · event loop to win, and it did.");
        await Expect(visitor.Get("guessed-sequential")).ToContainTextAsync("took");
        Assert.Single(await visitor.Page.EvaluateAsync<int[]>("() => [...window.heights]"));
        Assert.InRange(await visitor.Page.EvaluateAsync<double>("() => window.shift"), 0, 0.05);
        Assert.Equal(width, await visitor.PageWidth());
        await visitor.AssertAccessible("the guess beside the truth");
    }

    [Fact]
    public async Task Guess_InAPresentation_OpensByItsKeyAndIsAnsweredAfterTheRace()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo(Plan);
        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(visitor.Get("guess-panel")).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("g");
        await Expect(visitor.Get("guess-sequential")).ToBeFocusedAsync();
        await visitor.AssertAccessible("guessing in a presentation");
        await visitor.Page.Keyboard.PressAsync("g");
        await Expect(visitor.Get("guess-panel")).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("g");
        // The panel gives the focus to its first mark when it opens. The key must not be pressed in between.
        await Expect(visitor.Get("guess-sequential")).ToBeFocusedAsync();
        await visitor.Get("guess-winner-sequential").PressAsync("Enter");
        await Expect(visitor.Get("guess-winner-sequential")).ToHaveAttributeAsync("aria-pressed", "true");
        await visitor.Page.Keyboard.PressAsync("r");

        // The sentence names the winner, so it waits until every mode is revealed.
        await Expect(visitor.Page.Locator(".lane.done")).ToHaveCountAsync(2);
        await Expect(visitor.Get("guessed")).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("a");
        await Expect(visitor.Get("guessed")).ToBeVisibleAsync();
        await Expect(visitor.Get("guessed")).ToContainTextAsync("You expected Sequential to win, but Async · event loop did.");

        // The next race has no guess until somebody makes one. The keys of the marks do not move the race.
        await Expect(visitor.Get("guess-open")).ToBeEnabledAsync();
        await visitor.Page.Keyboard.PressAsync("g");
        await Expect(visitor.Get("guess-sequential")).ToBeFocusedAsync();
        await Expect(visitor.Get("guess-winner-sequential")).ToHaveAttributeAsync("aria-pressed", "false");
        var shown = await visitor.Get("happened").TextContentAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visitor.Get("guess-sequential")).Not.ToHaveAttributeAsync("aria-valuetext", "no guess");
        Assert.Equal(shown, await visitor.Get("happened").TextContentAsync());
        await visitor.Page.Keyboard.PressAsync("g");
        await Expect(visitor.Get("guess-panel")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Guess_OnTheTourInChinese_IsAskedAndAnswered()
    {
        await using var visitor = await browser.NewVisitor(locale: "zh-CN", scheme: ColorScheme.Dark);
        await visitor.GoTo("/tour/2");
        await Expect(visitor.Get("guess")).ToContainTextAsync("先猜一猜");
        await visitor.Get("guess-winner-sequential").ClickAsync();
        await Expect(visitor.Get("guess-winner-sequential")).ToHaveAttributeAsync("aria-pressed", "true");
        await visitor.AssertAccessible("a guess on the tour");
        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.Get("guessed")).ToContainTextAsync("但获胜的是");
        await visitor.AssertAccessible("an answered guess on the tour");

        await Expect(visitor.Get("guess-open")).ToBeEnabledAsync();
        await visitor.Page.Keyboard.PressAsync("g");
        await Expect(visitor.Get("guess-sequential")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.Get("guess-panel")).ToHaveCountAsync(0);
        await Expect(visitor.Get("guessed")).ToHaveCountAsync(0);

        // The race of the last scene is one of an experiment, whose modes and length are not known before.
        await visitor.GoTo("/tour/5");
        await Expect(visitor.Get("guess-open")).ToBeDisabledAsync();
    }
}

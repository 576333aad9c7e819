using FlagDashboard.Flags;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The band of held results, the legend that explains it, and the table of all downloads.</summary>
[Collection<TimelinesInBrowser>]
public sealed class HeldTests(BrowserFixture browser)
{
    // With this seed Brazil is slow, so that China and Germany are held behind it.
    private const string Plan = "/?modes=threads-map,async&delay=300&jitter=200&seed=612";

    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(390, 844)]
    public async Task DefaultLayout_ResultsHeldByMap_AreInTheBandOfItsLane(int width, int height)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height);
        await visitor.GoTo(Plan);
        await visitor.RunRace();
        await visitor.WaitForResults();
        var held = visitor.Get("lane-threads-map").Locator(".b.k");
        Assert.InRange(await held.CountAsync(), 1, 19);
        await Expect(visitor.Get("lane-async").Locator(".b.k")).ToHaveCountAsync(0);

        // All held bars are below the rows of the workers and within the lane, and none covers another.
        var problems = await visitor.Page.EvaluateAsync<string[]>(
            """
            () => {
              const area = document.querySelector('[data-testid=lane-threads-map] .area');
              const bounds = area.getBoundingClientRect();
              const boxes = [...area.querySelectorAll('.b.k')].map(bar => bar.getBoundingClientRect());
              const lowest = Math.max(...[...area.querySelectorAll('.b.f')].map(bar => bar.getBoundingClientRect().bottom));
              return [
                ...boxes.filter(box => box.top < lowest - 1 || box.bottom > bounds.bottom + 1).map(box => `outside: ${box.top}`),
                ...boxes.flatMap((one, i) => boxes.slice(i + 1).filter(other => one.left < other.right - 1 && other.left < one.right - 1
                  && one.top < other.bottom - .5 && other.top < one.bottom - .5).map(() => `overlap: ${one.top}`)),
              ];
            }
            """);
        Assert.Empty(problems);

        // The first layer of both backgrounds is the plain area of a low slot, which the legend shows beside the stripes.
        Assert.True(await visitor.Page.EvaluateAsync<bool>(
            """
            () => {
              const plainOf = part =>
                getComputedStyle(document.querySelector(part)).backgroundImage.split(', repeating-linear-gradient')[0];
              return plainOf('.track .b.k') === plainOf('.toolbar .legend .b.h') && plainOf('.track .b.k').startsWith('linear-gradient');
            }
            """));

        // Where a slot is only 3 px high, there is no gap between the bars of neighbouring slots.
        Assert.Equal(3, await held.First.EvaluateAsync<double>(
            """
            bar => {
              const plot = bar.closest('.plot');
              const row = plot.querySelector('.labels span').getBoundingClientRect().height;
              plot.style.setProperty('--slots', plot.style.getPropertyValue('--band') * row / 3);
              return bar.getBoundingClientRect().height;
            }
            """), tolerance: 0.1);
    }

    [Fact]
    public async Task LegendEntry_ReachedByPointerOrKeyboard_ShowsItsExplanation()
    {
        await using var visitor = await browser.NewVisitor(width: 1366, height: 768);
        await visitor.GoTo(Plan);
        await visitor.RunRace();
        await visitor.WaitForResults();
        var entries = visitor.Get("race").Locator(".toolbar .legend button");
        var held = entries.Filter(new() { HasText = "held" });
        await held.HoverAsync();
        await Expect(visitor.Page.Locator(".tip")).ToHaveTextAsync(await held.GetAttributeAsync("aria-description") ?? "");
        await visitor.Get("verdict").HoverAsync();
        await Expect(visitor.Page.Locator(".tip")).ToBeHiddenAsync();

        await entries.First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.Page.Locator(".tip")).ToHaveTextAsync(await entries.Nth(1).GetAttributeAsync("aria-description") ?? "");
        await visitor.AssertAccessible("race");
    }

    [Fact]
    public async Task FlagTimes_Opened_HasARowForEachFlagWithWhatWasExpected()
    {
        await using var visitor = await browser.NewVisitor(width: 1366, height: 768);
        await visitor.GoTo(Plan);
        await visitor.RunRace();
        await visitor.WaitForResults();
        await Expect(visitor.Get("flag-times").Locator("table")).ToHaveCountAsync(0);
        await visitor.Get("show-flag-times").ClickAsync();
        await Expect(visitor.Get("flag-times").Locator("tbody tr")).ToHaveCountAsync(20);
        var expected = new Tape(612, 300, 200).DelayMsOf("BD", 1) / 1000;
        await Expect(visitor.Get("flag-times").Locator("tbody tr").First.Locator("td").First)
            .ToHaveTextAsync(FormattableString.Invariant($"{expected:0.00} s"));
        await visitor.AssertAccessible("flag-times");
        await visitor.Get("show-flag-times").ClickAsync();
        await Expect(visitor.Get("flag-times").Locator("table")).ToHaveCountAsync(0);
    }
}

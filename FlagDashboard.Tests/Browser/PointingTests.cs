using FlagDashboard.Tests.Hubs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>What the pointer does in the lanes of a race.</summary>
[Collection<TimelinesInBrowser>]
public sealed class PointingTests(BrowserFixture browser)
{
    /// <summary>Points into a lane until the page, which may have just come, draws the line there, and leaves the lane again.</summary>
    private const string PageFollowsThePointer = """
        () => {
          const area = document.querySelector('.area');
          const isFollowed = document.querySelector('.crosshair-time')?.hidden === false;
          const move = isFollowed ? new PointerEvent('pointerleave') : new PointerEvent('pointermove', { bubbles: true });
          (isFollowed ? area.closest('.race') : area).dispatchEvent(move);
          return isFollowed;
        }
        """;

    private static async Task Race(Visitor visitor)
    {
        await visitor.GoTo("/?cc=BR,CN,DE&modes=sequential,threads-map,async&workers=3&delay=120&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.WaitForFlags("sequential", 3);
        await visitor.Page.WaitForFunctionAsync(PageFollowsThePointer);
    }

    private static ILocator AreaOf(Visitor visitor, string mode) => visitor.Get($"lane-{mode}").Locator(".area");

    [Fact]
    public async Task Pointer_AtTheStartOfABar_HasALineWithTheTimeOfTheFold()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor);
        var bar = visitor.Get("lane-sequential").Locator(".b.f").Nth(1);
        var box = (await bar.BoundingBoxAsync())!;
        await visitor.Page.Mouse.MoveAsync(box.X, box.Y + 2);
        await Expect(visitor.Page.Locator(".crosshair-time")).ToBeVisibleAsync();

        // The bar says in the style that the server wrote when its future started.
        var off = await visitor.Page.WaitForFunctionAsync(
            """
            () => {
              const bar = document.querySelectorAll('[data-testid=lane-sequential] .b.f')[1];
              const started = parseFloat(bar.style.left) * 10;
              const shown = Number(document.querySelector('.crosshair-time').dataset.ms);
              const area = bar.closest('.area');
              const msPerPx = 1000 * getComputedStyle(area).getPropertyValue('--axis') / area.clientWidth;
              const lines = [...document.querySelectorAll('.lane .plot')]
                .filter(plot => getComputedStyle(plot, '::after').content === '""');
              return Math.abs(shown - started) < 2 * msPerPx && lines.length === 3;
            }
            """);
        Assert.NotNull(off);
        await visitor.Page.Mouse.MoveAsync(5, 5);
        await Expect(visitor.Page.Locator(".crosshair-time")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Click_OnAnEmptyPlace_SeeksThere()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor);
        // The pools have ended there, and the sequential run has not.
        var box = (await AreaOf(visitor, "async").BoundingBoxAsync())!;
        var end = await visitor.Get("scrub").EvaluateAsync<double>("slider => Number(slider.max)");
        await visitor.Page.Mouse.ClickAsync(box.X + (0.8f * box.Width), box.Y + (box.Height / 2));
        await visitor.Page.WaitForFunctionAsync(
            "ms => Math.abs(document.querySelector('.scrub').valueAsNumber - ms) < 5", 0.8 * end);
        await Expect(visitor.Get("verdict")).ToContainTextAsync("2 of 3 runs finished");

        // A click on a bar does not seek.
        var bar = (await visitor.Get("lane-sequential").Locator(".b.f").First.BoundingBoxAsync())!;
        await visitor.Page.Mouse.ClickAsync(bar.X + 5, bar.Y + 3);
        await Expect(visitor.Get("bar-card")).ToBeVisibleAsync();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("2 of 3 runs finished");
    }

    private const string SecondCountryIsLitInEveryLane = """
        () => {
          const lit = [...document.querySelectorAll('.track .b')].filter(bar => getComputedStyle(bar).outlineStyle === 'solid');
          return new Set(lit.map(bar => bar.closest('.lane'))).size === 3 && lit.every(bar => bar.dataset.f === '1');
        }
        """;

    [Fact]
    public async Task Bar_Tapped_LightsTheSameCountryInEveryLane()
    {
        await using var visitor = await browser.NewVisitor(width: 390, height: 844, phone: true);
        await Race(visitor);
        await visitor.Get("lane-sequential").Locator(".b.f").Nth(1).TapAsync();
        await visitor.Page.WaitForFunctionAsync(SecondCountryIsLitInEveryLane);
        await Expect(visitor.Get("bar-card").Locator(".twins li")).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData("en-US", "finished")]
    [InlineData("zh-CN", "完成")]
    public async Task Bar_PointedAt_LightsTheSameCountryInEveryLane(string locale, string finished)
    {
        await using var visitor = await browser.NewVisitor(locale: locale);
        await Race(visitor);
        await visitor.Get("lane-sequential").Locator(".b.f").Nth(1).HoverAsync();
        await visitor.Page.WaitForFunctionAsync(SecondCountryIsLitInEveryLane);
        await Expect(visitor.Get("bar-card").Locator(".twins li")).ToHaveCountAsync(2);
        await Expect(visitor.Get("bar-card").Locator(".twins li").First).ToContainTextAsync(finished);
        await visitor.AssertAccessible("a card");
    }

    [Fact]
    public async Task DragWithShift_InALane_MeasuresUntilEscape()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor);
        var box = (await AreaOf(visitor, "async").BoundingBoxAsync())!;
        await visitor.Page.Keyboard.DownAsync("Shift");
        await visitor.Page.Mouse.MoveAsync(box.X + (0.25f * box.Width), box.Y + 3);
        await visitor.Page.Mouse.DownAsync();
        await visitor.Page.Mouse.MoveAsync(box.X + (0.75f * box.Width), box.Y + 3, new() { Steps = 3 });
        await visitor.Page.Mouse.UpAsync();
        await visitor.Page.Keyboard.UpAsync("Shift");
        const string text = "() => getComputedStyle(document.querySelector('[data-testid=lane-async] .area'), '::before').content";
        var length = await visitor.Page.EvaluateAsync<string>(text);
        var end = await visitor.Get("scrub").EvaluateAsync<double>("slider => Number(slider.max)");
        Assert.Matches("^\"0\\.\\d+\\ss\"$", length);
        Assert.Equal(end / 2000, double.Parse(length[1..^3], System.Globalization.CultureInfo.InvariantCulture), end / 100_000);

        await visitor.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("none", await visitor.Page.EvaluateAsync<string>(text));
    }

    [Fact]
    public async Task Keys_CommaAndPeriodOverASlowLine_ChangeTheSpeedOnceEach()
    {
        await browser.EnsureStarted();
        using var relay = new TcpRelay(browser.Server.Address, TimeSpan.FromMilliseconds(40));
        await using var visitor = await browser.NewVisitor(relay.Address);
        await Race(visitor);
        // The answer to the first key comes between the other two.
        await visitor.Page.Keyboard.TypeAsync(".,,", new() { Delay = 60 });
        await Expect(visitor.Get("speed")).ToHaveValueAsync("0.5");
        await Expect(visitor.Get("ticks").Locator("path.ok")).ToHaveAttributeAsync("d", new System.Text.RegularExpressions.Regex("^M"));
    }
}

using System.Globalization;
using System.Text.Json;
using FlagDashboard.Timeline;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The zoom of the time axis.</summary>
[Collection<TimelinesInBrowser>]
public sealed class ZoomTests(BrowserFixture browser)
{
    /// <summary>Where the lanes, the labels and the grid say that the window is, in ms.</summary>
    private const string Shown = """
        () => {
          const area = document.querySelector('.area');
          const style = getComputedStyle(area);
          const [axis, from] = ['--axis', '--from'].map(name => Number(style.getPropertyValue(name)) * 1000);
          return [from, from + axis];
        }
        """;

    private static async Task<TimeWindow> WindowOf(Visitor visitor)
    {
        var times = await visitor.Page.EvaluateAsync<double[]>(Shown);
        return new(times[0], times[1]);
    }

    private static async Task<TimeWindow> WholeAxisOf(Visitor visitor)
    {
        await Expect(visitor.Page.Locator("[data-zoomed]")).ToHaveCountAsync(0);
        return await WindowOf(visitor);
    }

    /// <summary>
    /// Runs a race whose pools end long before its sequential run, which takes two seconds, so that they do on a busy machine too.
    /// </summary>
    private static async Task<string> Race(
        Visitor visitor, string plan = "/?cc=BR,CN,DE,EG,FR,JP&modes=sequential,async&delay=350&jitter=0")
    {
        await visitor.GoTo(plan);
        var race = await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.WaitForFlags("async", 6);
        return race;
    }

    private static Task Settled(Visitor visitor) => Expect(visitor.Get("zoom-window")).Not.ToBeEmptyAsync();

    /// <summary>Zooms at a share of the width of the first lane.</summary>
    private static async Task ZoomIn(Visitor visitor, float share)
    {
        var box = (await visitor.Page.Locator(".area").First.BoundingBoxAsync())!;
        await visitor.Page.Mouse.MoveAsync(box.X + (share * box.Width), box.Y + (box.Height / 2));
        await visitor.Page.Keyboard.DownAsync("Control");
        await visitor.Page.Mouse.WheelAsync(0, -100);
        await visitor.Page.Mouse.WheelAsync(0, -100);
        await visitor.Page.Keyboard.UpAsync("Control");
        await Expect(visitor.Page.Locator(".race[data-zoomed]")).ToHaveCountAsync(1);
        await Settled(visitor);
    }

    [Fact]
    public async Task ControlAndWheel_InALane_ZoomsAroundThePointer()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor);
        var whole = await WholeAxisOf(visitor);
        await ZoomIn(visitor, 0.25f);

        var window = await WindowOf(visitor);
        Assert.Equal((whole.ToMs - whole.FromMs) / Math.Exp(0.6), window.ToMs - window.FromMs, whole.ToMs / 100);
        Assert.Equal(0.25 * whole.ToMs, window.FromMs + (0.25 * (window.ToMs - window.FromMs)), whole.ToMs / 100);

        // Every bar, the curtains and the labels of the axis are where their times are.
        var off = await visitor.Page.EvaluateAsync<double>(
            """
            ([from, to]) => {
              const axis = document.querySelector('.axis').getBoundingClientRect();
              const xOf = ms => axis.left + (ms - from) / (to - from) * axis.width;
              const tracks = [...document.querySelectorAll('.track')].map(track => Math.abs(track.getBoundingClientRect().left - xOf(0)));
              const labels = [...document.querySelectorAll('.axis .window span:not(.end, [hidden])')]
                .map(label => Math.abs(label.getBoundingClientRect().left - xOf(label.dataset.at)));
              return Math.max(...tracks, ...labels);
            }
            """, new[] { window.FromMs, window.ToMs });
        Assert.InRange(off, 0, 1.5);

        // The slider stays on the whole race.
        Assert.Equal(whole.ToMs, await visitor.Get("scrub").EvaluateAsync<double>("slider => Number(slider.max)"), 0.01);
        await visitor.AssertAccessible("zoomed");
    }

    /// <summary>
    /// A bar that began left of the window shows its flag and its label at the edge of the window, also if the window gets narrower.
    /// </summary>
    [Fact]
    public async Task Label_OfABarCutByTheWindow_IsAtItsEdge()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor);
        // The middle of the axis is in the bar of the fourth flag, 240 to 320 ms after the start.
        await ZoomIn(visitor, 0.5f);
        const string edges =
            """
            () => [...document.querySelectorAll('.lane')].flatMap(lane => {
              const area = lane.querySelector('.area').getBoundingClientRect();
              return [...lane.querySelectorAll('.track .b.f')].filter(bar => {
                const box = bar.getBoundingClientRect();
                return box.left < area.left - 1 && box.right > area.left + 1;
              }).map(bar => bar.getBoundingClientRect().left + parseFloat(getComputedStyle(bar).paddingLeft) - area.left);
            })
            """;
        var cut = await visitor.Page.EvaluateAsync<double[]>(edges);
        Assert.NotEmpty(cut);
        Assert.All(cut, edge => Assert.InRange(edge, -1, 1));
        await visitor.Page.SetViewportSizeAsync(1100, 768);
        await visitor.Page.WaitForFunctionAsync($"() => ({edges})().every(edge => Math.abs(edge) < 1)");

        await visitor.Page.Keyboard.PressAsync("0");
        await Expect(visitor.Page.Locator("[data-zoomed]")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator(".track .b.f").Nth(3)).ToHaveCSSAsync("padding-left", "0px");
    }

    [Fact]
    public async Task Drag_InAZoomedLane_MovesTheWindow()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor);
        await ZoomIn(visitor, 0.5f);
        var before = await WindowOf(visitor);
        var box = (await visitor.Page.Locator(".area").First.BoundingBoxAsync())!;
        await visitor.Page.Mouse.MoveAsync(box.X + 300, box.Y + 5);
        await visitor.Page.Mouse.DownAsync();
        await visitor.Page.Mouse.MoveAsync(box.X + 200, box.Y + 5, new() { Steps = 4 });
        await visitor.Page.Mouse.UpAsync();
        var moved = 100 / box.Width * (before.ToMs - before.FromMs);
        await visitor.Page.WaitForFunctionAsync(
            $"([from]) => Math.abs(({Shown})()[0] - from) < 3", new[] { before.FromMs + moved });

        await visitor.Page.Keyboard.PressAsync("a");
        await visitor.Page.WaitForFunctionAsync($"([from]) => ({Shown})()[0] < from", new[] { before.FromMs + moved - 3 });
        await visitor.Page.Keyboard.PressAsync("0");
        await Expect(visitor.Page.Locator("[data-zoomed]")).ToHaveCountAsync(0);
        await Expect(visitor.Get("zoom-all")).ToHaveAttributeAsync("aria-disabled", "true");
    }

    /// <summary>The part of the whole axis that the overview marks, in ms.</summary>
    private static Task<double[]> Marked(Visitor visitor, TimeWindow whole) => visitor.Page.EvaluateAsync<double[]>(
        """
        whole => {
          const [strip, mark] = ['.overview', '.overview > i'].map(part => document.querySelector(part).getBoundingClientRect());
          return [mark.left, mark.right].map(x => (x - strip.left) / strip.width * whole);
        }
        """, whole.ToMs);

    private static async Task AssertMarksTheWindow(Visitor visitor, TimeWindow whole, double fromMs)
    {
        var ms = whole.ToMs / 500;
        await visitor.Page.WaitForFunctionAsync($"([from, ms]) => Math.abs(({Shown})()[0] - from) < ms", new[] { fromMs, ms });
        var (window, marked) = (await WindowOf(visitor), await Marked(visitor, whole));
        Assert.Equal(window.FromMs, marked[0], ms);
        Assert.Equal(window.ToMs, marked[1], ms);
    }

    [Fact]
    public async Task Overview_DraggedOrPressedBesideItsWindow_MovesTheWindow()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor, "/?cc=BR,CN,DE,EG,FR,JP&modes=sequential,async&delay=60&jitter=0");
        var whole = await WholeAxisOf(visitor);
        await Expect(visitor.Page.Locator(".overview")).ToBeHiddenAsync();
        await ZoomIn(visitor, 0.25f);
        await Expect(visitor.Page.Locator(".overview")).ToBeVisibleAsync();
        var zoomed = await WindowOf(visitor);
        await AssertMarksTheWindow(visitor, whole, zoomed.FromMs);

        // A px of the overview is a px of the whole race, so the window moves by more than under the pointer in a lane.
        var strip = (await visitor.Page.Locator(".overview").BoundingBoxAsync())!;
        var msPerPx = whole.ToMs / strip.Width;
        var middle = strip.X + (float)((zoomed.FromMs + zoomed.ToMs) / 2 / msPerPx);
        await visitor.Page.Mouse.MoveAsync(middle, strip.Y + 3);
        await visitor.Page.Mouse.DownAsync();
        await visitor.Page.Mouse.MoveAsync(middle + 100, strip.Y + 3, new() { Steps = 4 });
        await visitor.Page.Mouse.UpAsync();
        await AssertMarksTheWindow(visitor, whole, zoomed.FromMs + (100 * msPerPx));

        // A press beside the mark centres the window there, as far as the axis allows.
        var span = zoomed.ToMs - zoomed.FromMs;
        await visitor.Page.Mouse.ClickAsync(strip.X + (0.3f * strip.Width), strip.Y + 3);
        await visitor.Page.Mouse.ClickAsync(strip.X + strip.Width - 2, strip.Y + 3);
        await AssertMarksTheWindow(visitor, whole, whole.ToMs - span);
        await visitor.Page.Mouse.ClickAsync(strip.X + (0.4f * strip.Width), strip.Y + 3);
        await AssertMarksTheWindow(visitor, whole, (0.4 * whole.ToMs) - (span / 2));
    }

    [Fact]
    public async Task Keys_SwitchedOff_DoNotZoom()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor);
        var whole = await WholeAxisOf(visitor);
        await visitor.Page.EvaluateAsync("() => document.documentElement.dataset.letterKeys = 'off'");
        await visitor.Page.Keyboard.PressAsync("w");
        await visitor.Page.Keyboard.PressAsync("+");
        // A zoom is drawn in the next frame, so it would be seen after two.
        await visitor.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        Assert.Equal(whole, await WholeAxisOf(visitor));

        await visitor.Page.EvaluateAsync("() => delete document.documentElement.dataset.letterKeys");
        await visitor.Page.Keyboard.PressAsync("w");
        await Settled(visitor);
        Assert.True((await WindowOf(visitor)).FromMs > whole.FromMs);
    }

    [Fact]
    public async Task FitThePools_Pressed_ShowsTheirTimeInTheLinkToo()
    {
        await using var visitor = await browser.NewVisitor(locale: "zh-CN");
        var race = await Race(visitor);
        await Expect(visitor.Get("zoom-all")).ToHaveTextAsync("全部");
        var pools = await visitor.Get("race").EvaluateAsync<double>("race => Number(race.dataset.pools)");
        await visitor.Get("zoom-pools").ClickAsync();
        await Settled(visitor);
        Assert.Equal(pools, (await WindowOf(visitor)).ToMs, tolerance: 0.01);
        var end = string.Create(CultureInfo.InvariantCulture, $"{pools / 1000:0.00} s");
        await Expect(visitor.Get("zoom-window")).ToHaveTextAsync($"显示 0.00 s 到 {end}");

        await visitor.Get("share").HoverAsync();
        await visitor.Page.WaitForFunctionAsync("() => document.querySelector('[id^=moment-link]')?.textContent.includes('&from=0&to=')");
        var link = await visitor.Page.Locator("[id^=moment-link]").TextContentAsync();
        Assert.Contains(race, link, StringComparison.Ordinal);
        await visitor.Page.GotoAsync(link!);
        await visitor.WaitUntilInteractive();
        await Settled(visitor);
        Assert.Equal(pools, (await WindowOf(visitor)).ToMs, tolerance: 0.01);

        await visitor.GoTo($"{race}?from=800&to=nonsense");
        await visitor.WaitForResults();
        await WholeAxisOf(visitor);
    }

    [Fact]
    public async Task Presenting_AllModesRevealed_FitsThePoolsOnce()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor);
        await Expect(visitor.Page.Locator(".race[data-pools]")).ToHaveCountAsync(1);
        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(visitor.Page.Locator(":root[data-presenting=more]")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator("[data-zoomed]")).ToHaveCountAsync(0);
        await visitor.Page.Keyboard.PressAsync("n");
        await Expect(visitor.Page.Locator(":root[data-presenting=all]")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator(".race[data-zoomed]")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator(".prompt .whole")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("0");
        await visitor.Page.Keyboard.PressAsync("b");
        await visitor.Page.Keyboard.PressAsync("n");
        await Expect(visitor.Page.Locator(":root[data-presenting=all]")).ToHaveCountAsync(1);
        await WholeAxisOf(visitor);
    }

    [Fact]
    public async Task Labels_AnyWindow_AreThoseOfTheAxisOfTheServer()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor);
        double[] spans = [1, 3.3, 10, 49, 50, 500, 999, 1000, 4100, 60_000, 71_400, 3_600_000];
        double[] starts = [0, 0.7, 12, 333.3, 12_345.6];
        var labels = await visitor.Page.EvaluateAsync<JsonElement>(
            """
            async ([spans, starts]) => {
              const { tickOf, ticksOf } = await import('./js/time-axis.js');
              const rules = JSON.parse(document.querySelector('.axis').dataset.rules);
              return spans.map(span => [tickOf(span, rules), ...starts.map(from => ticksOf(from, span, rules).map(tick => tick.label))]);
            }
            """, new[] { spans, starts });
        foreach (var (span, found) in spans.Zip(labels.EnumerateArray()))
        {
            var tick = TimeAxis.ForFinishedRace(span / 1.02).TickIntervalMs;
            Assert.Equal(tick, found[0].GetDouble(), tick / 1e6);
            foreach (var (from, texts) in starts.Zip(found.EnumerateArray().Skip(1)))
            {
                var first = Math.Ceiling((from / tick) - 1e-6) * tick;
                var axis = new TimeAxis(from + span, tick, first);
                Assert.Equal(axis.TickTimesMs().Select(axis.Label), texts.EnumerateArray().Select(text => text.GetString()));
            }
        }
    }
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>
/// Races and experiments in every state, for a Chinese reader in the dark theme: axe finds nothing wrong, and the focus can be seen.
/// </summary>
[Collection<TimelinesInBrowser>]
public sealed class RaceStateTests(BrowserFixture browser)
{
    private Task<Visitor> NewReader() => browser.NewVisitor(locale: "zh-CN", scheme: ColorScheme.Dark);

    [Fact]
    public async Task Race_RunningAndCancelled_IsUsable()
    {
        await using var visitor = await NewReader();
        await visitor.GoTo("/?modes=sequential,threads-as-completed&workers=1&delay=4500&jitter=0");
        await visitor.RunRace();
        await Expect(visitor.Get("lane-threads-as-completed").Locator(".b.r")).ToHaveCountAsync(1);
        await visitor.Get("cancel").WaitForAsync();
        await visitor.AssertUsable("a running race", axeInBothThemes: true);

        await visitor.Page.Locator(".race[data-watched]").WaitForAsync();
        await visitor.Get("rows-future").CheckAsync();
        var area = visitor.Get("lane-threads-as-completed").Locator(".area");
        await Expect(visitor.Get("lane-threads-as-completed").Locator(".labels span")).ToHaveCountAsync(20);
        await area.FocusAsync();
        await area.PressAsync("ArrowLeft");
        await area.PressAsync("Enter");
        await visitor.Get("faults").WaitForAsync();
        await visitor.AssertUsable("the menu of a bar");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Get("faults")).ToHaveCountAsync(0);
        await visitor.Get("cancel").ClickAsync();
        await visitor.WaitForResults();
        await visitor.AssertUsable("a cancelled race");
    }

    [Fact]
    public async Task Race_FinishedWithEverythingOpen_IsUsable()
    {
        await using var visitor = await NewReader();
        await visitor.GoTo("/?modes=threads-map,async&cc=BR,CN,DE,EG,FR&site=error&seed=2&delay=60&jitter=0&workers=2");
        await visitor.RunRace();
        await visitor.WaitForResults();
        foreach (var pane in (string[])["show-code-threads-map", "show-transcript-async", "show-flag-times"])
            await visitor.Get(pane).ClickAsync();
        await visitor.Get("sweep").Locator("summary").ClickAsync();
        await visitor.Get("sweep-chart").WaitForAsync();
        await visitor.Get("code-threads-map").WaitForAsync();
        await visitor.Get("rows-future").CheckAsync();
        await visitor.Page.Locator(".race[data-watched]").WaitForAsync();
        await visitor.Get("lane-async").Locator(".area").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await visitor.Get("bar-card").WaitForAsync();
        await visitor.AssertUsable("a race with every pane and a card");

        await visitor.Get("share").ClickAsync();
        await visitor.Get("share-menu").WaitForAsync();
        await visitor.AssertUsable("the menu for sharing");
        await visitor.Page.Keyboard.PressAsync("Escape");

        await visitor.Get("zoom-in").ClickAsync();
        await visitor.Page.Locator(".race[data-zoomed]").WaitForAsync();
        await visitor.AssertUsable("a zoomed race");
        await visitor.Page.Keyboard.PressAsync("0");

        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(visitor.Page.Locator(".top")).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("a");
        await visitor.AssertUsable("a presented race");
    }

    [Fact]
    public async Task Experiment_Finished_IsUsable()
    {
        await using var visitor = await NewReader();
        foreach (var path in (string[])
        [
            "/experiments/lock?items=2&limit=200000&io=10", "/experiments/loop?block=300&after=1&beat=50&delay=100&jitter=0",
            "/experiments/progress?calls=6&workers=2&mean=0.1", "/experiments/map-or-as-completed?delays=0.2,0",
        ])
        {
            await visitor.GoTo(path);
            await visitor.Get("run").ClickAsync();
            await visitor.Page.Locator(".lane.done").First.WaitForAsync();
            await Expect(visitor.Page.Locator(".lane:not(.done)")).ToHaveCountAsync(0);
            await visitor.Get("run").WaitForAsync();
            await visitor.AssertUsable(path);
        }
    }

    [Fact]
    public async Task Session_OpenAndClosed_IsUsable()
    {
        await using var visitor = await NewReader();
        await visitor.GoTo("/experiments/future?seconds=30,0,30&workers=2&timeout=");
        await visitor.Get("submit").ClickAsync();
        await visitor.Get("f3-Result").ClickAsync();
        await visitor.Get("blocked").WaitForAsync();
        await visitor.AssertUsable("an open session");
        await visitor.Get("close").ClickAsync();
        await visitor.Get("give-up").ClickAsync();
        await visitor.Get("closed").WaitForAsync();
        await visitor.AssertUsable("a closed session");
    }
}

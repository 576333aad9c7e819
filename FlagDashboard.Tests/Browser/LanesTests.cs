using System.Text.RegularExpressions;
using FlagDashboard.Timeline;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>Lanes that a person arranges, and lanes whose starts are aligned.</summary>
[Collection<TimelinesInBrowser>]
public sealed class LanesTests(BrowserFixture browser)
{
    private static async Task<string> Race(Visitor visitor, string plan)
    {
        await visitor.GoTo(plan);
        var race = await visitor.RunRace();
        await visitor.WaitForResults();
        return race;
    }

    private static ILocator MenuOf(Visitor visitor, string mode) => visitor.Get($"arrange-{mode}").Locator("button");

    private static async Task Choose(Visitor visitor, string mode, LaneAction action)
    {
        await MenuOf(visitor, mode).ClickAsync();
        await visitor.Get($"lane-act-{action}").ClickAsync();
        await Expect(visitor.Get($"lane-act-{action}")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Menu_Collapse_LeavesTheStripAndLowersTheLane()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor, "/?cc=BR,CN,DE&modes=sequential,async&workers=3&delay=20&jitter=0");
        var before = (await visitor.Get("lane-async").BoundingBoxAsync())!.Height;
        await Choose(visitor, "async", LaneAction.ToggleBars);
        await Expect(visitor.Get("lane-async").Locator(".area")).ToHaveCountAsync(0);
        await Expect(visitor.Get("received-async").Locator(".got")).ToHaveCountAsync(3);
        Assert.True((await visitor.Get("lane-async").BoundingBoxAsync())!.Height < before - 20);
        await visitor.AssertAccessible("collapsed lane");
    }

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(390, 844)]
    public async Task Menu_AnyWindow_AddsNothingToTheHeaderAndFits(int width, int height)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height);
        await Race(visitor, "/?cc=BR,CN,DE&modes=sequential,async&workers=3&delay=20&jitter=0");
        const string headers = "() => [...document.querySelectorAll('.lane header')].map(header => header.getBoundingClientRect().height)";
        var with = await visitor.Page.EvaluateAsync<double[]>(headers);
        var covered = await visitor.Page.EvaluateAsync<bool>(
            """
            () => [...document.querySelectorAll('.lane')].some(lane => {
              const menu = lane.querySelector('.lanemenu button').getBoundingClientRect();
              return menu.width < 24 || menu.height < 24 || [...lane.querySelectorAll('header *')].filter(part => part.textContent)
                .some(part => part.getBoundingClientRect().right > menu.left + 0.5 && part.getBoundingClientRect().top < menu.bottom);
            })
            """);
        Assert.False(covered);
        await visitor.Page.AddStyleTagAsync(
            new() { Content = ".lanemenu { display: none; } .lane header { padding-right: 0 !important; }" });
        Assert.Equal(await visitor.Page.EvaluateAsync<double[]>(headers), with);

        await visitor.Page.ReloadAsync();
        await visitor.WaitUntilInteractive();
        await Choose(visitor, "sequential", LaneAction.Hide);
        await Expect(visitor.Get("show-all-lanes")).ToBeVisibleAsync();
        Assert.Equal(width, await visitor.PageWidth());
    }

    /// <summary>The order of the visible lanes.</summary>
    private static Task Lanes(Visitor visitor, params string[] modes) => Expect(visitor.Page.Locator(".lane h2"))
        .ToHaveTextAsync([.. modes.Select(mode => new Regex($"^{mode}"))]);

    private static async Task ChooseByKeys(Visitor visitor, string mode, LaneAction action, string name)
    {
        await MenuOf(visitor, mode).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Get($"lane-act-{LaneAction.ShowOnly}")).ToBeFocusedAsync();
        await visitor.AssertAccessible("the menu of a lane", popover: ".mud-popover-open");
        foreach (var next in Enum.GetValues<LaneAction>().Where(next => next > LaneAction.ShowOnly && next <= action))
        {
            await visitor.Page.Keyboard.PressAsync("ArrowDown");
            await Expect(visitor.Get($"lane-act-{next}")).ToBeFocusedAsync();
        }

        await Expect(visitor.Get($"lane-act-{action}")).ToHaveTextAsync(name);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Get($"lane-act-{action}")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Menu_InChineseByKeyboard_MovesAndHidesLanesAndKeepsTheFocus()
    {
        await using var visitor = await browser.NewVisitor(locale: "zh-CN");
        await Race(visitor, "/?cc=BR,CN,DE&modes=sequential,async&workers=3&delay=100&jitter=0&start=inTurn");
        await Lanes(visitor, "串行", "异步");
        await ChooseByKeys(visitor, "async", LaneAction.MoveUp, "上移");
        await Lanes(visitor, "异步", "串行");
        await Expect(MenuOf(visitor, "async")).ToBeFocusedAsync();
        await ChooseByKeys(visitor, "async", LaneAction.ShowOnly, "只看此泳道");
        await Lanes(visitor, "异步");
        await visitor.Get("show-all-lanes").PressAsync("Enter");
        await Lanes(visitor, "串行", "异步");

        // The run of async begins when the sequential one has ended. Aligned, both begin at the left edge, and a bar keeps its width.
        const string starts =
            "() => [...document.querySelectorAll('.lane .area')].map(area => area.querySelector('.b.f').getBoundingClientRect().left"
            + " - area.getBoundingClientRect().left)";
        var before = await visitor.Page.EvaluateAsync<double[]>(starts);
        Assert.True(before[1] > before[0] + 100);
        await visitor.Get("align-starts").PressAsync("Enter");
        await Expect(visitor.Get("align-starts")).ToHaveAttributeAsync("aria-pressed", "true");
        await visitor.Page.WaitForFunctionAsync($"() => ({starts})().every(left => left > -1 && left < 100)");
    }

    [Fact]
    public async Task MomentLink_OfArrangedLanes_ShowsThemInTheSameWay()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(
            visitor, "/?cc=BR,CN,DE&modes=sequential,threads-map,threads-as-completed,async&workers=3&delay=100&jitter=0&start=inTurn");
        await Choose(visitor, "sequential", LaneAction.Hide);
        await Choose(visitor, "async", LaneAction.MoveUp);
        await Choose(visitor, "threads-map", LaneAction.ToggleBars);
        await visitor.Get("align-starts").ClickAsync();
        await Lanes(visitor, "Thread pool · map", "Async", "Thread pool · as completed");
        await visitor.Get("share").ClickAsync();
        var code = visitor.Page.Locator("code[id^=moment-link]");
        await Expect(code).ToContainTextAsync("aligned=true");

        await using var other = await browser.NewVisitor();
        await other.GoTo(new Uri((await code.TextContentAsync())!).PathAndQuery);
        await Lanes(other, "Thread pool · map", "Async", "Thread pool · as completed");
        await Expect(other.Get("lane-threads-map").Locator(".area")).ToHaveCountAsync(0);
        await Expect(other.Get("lane-async").Locator(".area")).ToHaveCountAsync(1);
        await Expect(other.Get("align-starts")).ToHaveAttributeAsync("aria-pressed", "true");
        await other.Get("show-all-lanes").ClickAsync();
        await Lanes(other, "Sequential", "Thread pool · map", "Thread pool · as completed", "Async");
    }

    [Fact]
    public async Task Present_ArrangedLanes_RevealsThemInTheirOrderWithoutTheHiddenOne()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor, "/?cc=BR,CN,DE&modes=sequential,threads-map,async&workers=3&delay=20&jitter=0");
        await Choose(visitor, "sequential", LaneAction.Hide);
        await Choose(visitor, "async", LaneAction.MoveUp);
        await Choose(visitor, "threads-map", LaneAction.ToggleBars);
        var revealed = visitor.Page.Locator(".lane h2").Locator("visible=true");

        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(revealed).ToHaveTextAsync([new Regex("^Async")]);
        await Expect(visitor.Page.Locator(":root[data-presenting=more]")).ToHaveCountAsync(1);
        await Expect(visitor.Get("verdict")).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("n");
        await Expect(revealed).ToHaveTextAsync([new Regex("^Async"), new Regex("^Thread pool")]);
        await Expect(visitor.Page.Locator(":root[data-presenting=all]")).ToHaveCountAsync(1);
        await Expect(visitor.Get("verdict")).ToBeVisibleAsync();
        await Expect(visitor.Get("lane-threads-map").Locator(".area")).ToHaveCountAsync(0);
        await Expect(visitor.Get("received-threads-map").Locator(".got").First).ToBeVisibleAsync();
        Assert.True(await visitor.Get("race").EvaluateAsync<bool>("race => race.scrollHeight <= race.clientHeight"));

        await visitor.Page.Keyboard.PressAsync("p");
        await Lanes(visitor, "Async", "Thread pool");
        await visitor.Get("show-all-lanes").ClickAsync();
        await Lanes(visitor, "Sequential", "Thread pool", "Async");
    }

    [Fact]
    public async Task AlignStarts_RunsStartTogether_IsNotOffered()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor, "/?cc=BR,CN,DE&modes=sequential,async&workers=3&delay=60&jitter=0");
        await Expect(visitor.Get("align-starts")).ToHaveCountAsync(0);
    }
}

using FlagDashboard.Timeline;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>Lanes that a person arranges, and lanes whose starts are aligned.</summary>
[Collection<RacesInBrowser>]
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

    /// <summary>Opens the menu that has the focus, and goes down to the action.</summary>
    private static async Task ChooseByKeyboard(Visitor visitor, LaneAction chosen)
    {
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(5);
        for (var action = LaneAction.ShowOnly; action < chosen; action++)
        {
            await Expect(visitor.Get($"lane-act-{action}")).ToBeFocusedAsync();
            await visitor.Page.Keyboard.PressAsync("ArrowDown");
        }

        await Expect(visitor.Get($"lane-act-{chosen}")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
    }

    private static Task HasLanes(Visitor visitor, params string[] modes) => visitor.Page.WaitForFunctionAsync(
        "modes => [...document.querySelectorAll('.lane h2')].map(title => title.id.slice(5)).join() === modes", string.Join(',', modes));

    [Theory]
    [InlineData("en-US", "1 hidden · show all", "Arrange the lane Sequential")]
    [InlineData("zh-CN", "已隐藏 1 条 · 全部显示", "排列泳道：依次")]
    public async Task Menu_ByKeyboard_HidesAndMovesLanesAndKeepsTheFocus(string locale, string hidden, string name)
    {
        await using var visitor = await browser.NewVisitor(locale: locale);
        await Race(visitor, "/?cc=BR,CN,DE&modes=sequential,threads-map,async&workers=3&delay=20&jitter=0");
        var keyboard = visitor.Page.Keyboard;
        await Expect(MenuOf(visitor, "sequential")).ToHaveAttributeAsync("aria-label", name);

        // Moves the first lane down. Its menu keeps the focus, and goes with it.
        await MenuOf(visitor, "sequential").FocusAsync();
        await ChooseByKeyboard(visitor, LaneAction.MoveDown);
        await HasLanes(visitor, "threads-map", "sequential", "async");
        await Expect(MenuOf(visitor, "sequential")).ToBeFocusedAsync();

        // Hides it. The focus then is on the button that shows it again.
        await Expect(visitor.Get("lane-act-ShowOnly")).ToHaveCountAsync(0);
        await ChooseByKeyboard(visitor, LaneAction.Hide);
        await HasLanes(visitor, "threads-map", "async");
        await Expect(visitor.Get("show-all-lanes")).ToHaveTextAsync(hidden);
        await Expect(visitor.Get("show-all-lanes")).ToBeFocusedAsync();
        await visitor.AssertAccessible("hidden lane");

        // The next race of the page has the same lanes.
        await visitor.Page.EvaluateAsync("() => document.activeElement.blur()");
        var race = visitor.Page.Url;
        await keyboard.PressAsync("r");
        await visitor.Page.WaitForFunctionAsync("race => location.href !== race && location.pathname.includes('/race/')", race);
        await visitor.WaitForResults();
        await HasLanes(visitor, "threads-map", "async");

        await visitor.Get("show-all-lanes").ClickAsync();
        await HasLanes(visitor, "sequential", "threads-map", "async");
        await Expect(visitor.Get("show-all-lanes")).ToHaveCountAsync(0);
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

    /// <summary>How far each finished bar is from where its time and the shift of its lane say, in CSS px: the largest distance.</summary>
    private const string Off = """
        () => Math.max(...[...document.querySelectorAll('.lane .track .b.f')].map(bar => {
          const area = bar.closest('.area');
          const [axis, shift] = ['--axis', '--shift'].map(name => Number(getComputedStyle(area).getPropertyValue(name)));
          const box = area.getBoundingClientRect();
          return Math.abs(bar.getBoundingClientRect().left - box.left - (parseFloat(bar.style.left) / 100 - shift) / axis * box.width);
        }))
        """;

    [Theory]
    [InlineData("en-US", "since each run began")]
    [InlineData("zh-CN", "自各次运行开始")]
    public async Task AlignStarts_RunsInTurn_BeginAtZeroAndTimesStayTrue(string locale, string since)
    {
        await using var visitor = await browser.NewVisitor(locale: locale);
        await Race(visitor, "/?cc=BR,CN,DE&modes=sequential,threads-map,async&workers=3&delay=120&jitter=0&start=InTurn");
        var whole = await visitor.Get("scrub").EvaluateAsync<double>("slider => Number(slider.max)");
        Assert.InRange(await visitor.Page.EvaluateAsync<double>(Off), 0, 1.5);
        Assert.Equal(0, await Property(visitor, "--shift"));
        await visitor.Get("align-starts").ClickAsync();
        await Expect(visitor.Page.Locator(".axis .since")).ToHaveTextAsync(since);
        Assert.InRange(await visitor.Page.EvaluateAsync<double>(Off), 0, 1.5);

        // The player keeps the whole race, and the line of time at the end of each lane is at the length of its run.
        Assert.Equal(whole, await visitor.Get("scrub").EvaluateAsync<double>("slider => Number(slider.max)"));
        var off = await visitor.Page.EvaluateAsync<double>(
            """
            () => Math.max(...[...document.querySelectorAll('.lane')].map(lane => {
              const area = lane.querySelector('.area').getBoundingClientRect();
              const axis = Number(getComputedStyle(lane.querySelector('.area')).getPropertyValue('--axis'));
              const ran = parseFloat(lane.querySelector('.clock').textContent);
              const line = lane.querySelector('.now').getBoundingClientRect().left - area.left;
              return Math.abs(line * axis / area.width - ran);
            }))
            """);
        Assert.InRange(off, 0, 0.011);

        // A click seeks to the time of the race at which the run of this lane was there.
        var box = (await visitor.Get("lane-async").Locator(".area").BoundingBoxAsync())!;
        var (shift, axis) = (await Property(visitor, "--shift"), await Property(visitor, "--axis"));
        Assert.InRange(shift, 0.3, whole / 1000);
        await visitor.Page.Mouse.ClickAsync(box.X + (0.02f * box.Width), box.Y + box.Height - 1);
        await visitor.Page.WaitForFunctionAsync(
            "ms => Math.abs(document.querySelector('.scrub').valueAsNumber - ms) < 5", 1000 * (shift + (0.02 * axis)));
        Assert.InRange(
            await visitor.Page.EvaluateAsync<double>("() => Number(document.querySelector('.crosshair-time').dataset.ms)"),
            (20 * axis) - 5, (20 * axis) + 5);

        // A zoom shows the same axis in all lanes, and ends when the starts are no longer aligned.
        await visitor.Page.Keyboard.PressAsync("+");
        await Expect(visitor.Page.Locator(".race[data-zoomed]")).ToHaveCountAsync(1);
        await visitor.Get("align-starts").ClickAsync();
        await Expect(visitor.Page.Locator(".race[data-zoomed], .axis .since")).ToHaveCountAsync(0);
        Assert.Equal(0, await Property(visitor, "--shift"));
    }

    private static Task<double> Property(Visitor visitor, string name) => visitor.Get("lane-async").Locator(".area")
        .EvaluateAsync<double>("(area, name) => Number(getComputedStyle(area).getPropertyValue(name))", name);

    [Fact]
    public async Task AlignStarts_RunsInTurn_IsAccessible()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor, "/?cc=BR,CN,DE&modes=threads-map,async&workers=3&delay=60&jitter=0&start=InTurn");
        await visitor.Get("align-starts").ClickAsync();
        await Expect(visitor.Get("align-starts")).ToHaveAttributeAsync("aria-pressed", "true");
        await visitor.AssertAccessible("aligned starts");
    }

    [Fact]
    public async Task AlignStarts_RunsStartTogether_IsNotOffered()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor, "/?cc=BR,CN,DE&modes=sequential,async&workers=3&delay=60&jitter=0");
        await Expect(visitor.Get("align-starts")).ToHaveCountAsync(0);
    }
}

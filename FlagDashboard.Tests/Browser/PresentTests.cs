using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<PagesInBrowser>]
public sealed class PresentTests(BrowserFixture browser)
{
    /// <summary>Every text that can be seen, by its size in px: the smallest first.</summary>
    private const string SmallestText = """
        () => {
          const sizes = [];
          const walker = document.createTreeWalker(document.querySelector('.race'), NodeFilter.SHOW_TEXT);
          for (let text = walker.nextNode(); text; text = walker.nextNode()) {
            const element = text.parentElement;
            const visible = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
            if (text.data.trim() && !element.closest('.sr') && visible) {
              const size = parseFloat(getComputedStyle(element).fontSize);
              if (size > 0)
                sizes.push({ size, text: text.data.trim() });
            }
          }
          return JSON.stringify(sizes.sort((a, b) => a.size - b.size)[0]);
        }
        """;

    private const string Lowest =
        """
        () => Math.max(...[...document.querySelectorAll('.race > *')]
          .filter(element => element.checkVisibility())
          .map(element => element.getBoundingClientRect().bottom))
        """;

    private static Task Lanes(Visitor visitor, int count) =>
        Expect(visitor.Page.Locator(".lane").Locator("visible=true")).ToHaveCountAsync(count);

    [Theory]
    [InlineData("", 4)]
    [InlineData("&site=error&seed=2", 4)]
    // Each of the pools has 20 rows, so that two of them fill the screen.
    [InlineData("&cc=all&workers=20&delay=20&jitter=10", 2)]
    public async Task Present_AFinishedRace_FillsTheScreenWithNothingTooSmall(string plan, int lanes)
    {
        await using var visitor = await browser.NewVisitor(width: 1920, height: 1080);
        await visitor.GoTo($"/?delay=60&jitter=30{plan}".Replace("delay=60&jitter=30&cc", "cc", StringComparison.Ordinal));
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(visitor.Page.Locator(".top, .plan, [data-testid=results], [data-testid=captions]").Locator("visible=true"))
            .ToHaveCountAsync(0);
        await visitor.Page.Keyboard.PressAsync("a");

        await Lanes(visitor, lanes);
        Assert.Matches("\"size\":(2[0-9]|[3-9][0-9])", await visitor.Page.EvaluateAsync<string>(SmallestText));
        Assert.Equal("48px", await visitor.Get("clock-async").EvaluateAsync<string>("clock => getComputedStyle(clock).fontSize"));
        Assert.InRange(await visitor.Page.EvaluateAsync<double>(Lowest), 900, 1080);
        Assert.Equal(1920, await visitor.PageWidth());
        Assert.Equal("none", await visitor.Page.Locator("html")
            .EvaluateAsync<string>("root => getComputedStyle(root.querySelector('.race')).cursor"));
        await visitor.AssertAccessible("presenting");

        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(visitor.Get("results")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Present_LiveRace_RevealsModeByModeAndItsKeysStillWork()
    {
        await using var visitor = await browser.NewVisitor(width: 1920, height: 1080);
        await visitor.GoTo("/?delay=60&jitter=30");
        var first = await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Page.Keyboard.PressAsync("p");
        await Lanes(visitor, 1);
        await Expect(visitor.Get("verdict")).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("n");
        await visitor.Page.Keyboard.PressAsync("PageDown");
        await Lanes(visitor, 3);
        await Expect(visitor.Get("verdict")).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("n");
        await Lanes(visitor, 4);
        await Expect(visitor.Get("verdict")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("b");
        await Lanes(visitor, 3);
        await visitor.Page.Keyboard.PressAsync("b");
        await Lanes(visitor, 2);

        // The next race is presented with as many revealed modes as the last one.
        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.Page.Locator($".race:not([data-race='{first["/race/".Length..]}']) .lane.done")).ToHaveCountAsync(4);
        await Expect(visitor.Get("verdict")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("won|tied"));
        await Lanes(visitor, 2);
        await visitor.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(visitor.Get("verdict")).ToContainTextAsync("4 of 4 runs finished");

        await visitor.Page.Keyboard.PressAsync("Escape");
        await Lanes(visitor, 4);
        await Expect(visitor.Page.Locator(".top")).ToBeVisibleAsync();
    }

    /// <summary>Parts of the presented lanes that are too small or cut off.</summary>
    private const string Illegible = """
        () => {
          const wrong = [];
          const visible = element => element.checkVisibility({ visibilityProperty: true });
          for (const lane of [...document.querySelectorAll('.lane')].filter(visible)) {
            const name = lane.dataset.testid;
            const row = lane.querySelector('.area').clientHeight / lane.querySelector('.plot').style.getPropertyValue('--rows');
            if (row < 14)
              wrong.push(`${name}: rows of ${row} px`);
            for (const label of [...lane.querySelectorAll('.labels span')].filter(visible))
              if (parseFloat(getComputedStyle(label).fontSize) > label.clientHeight)
                wrong.push(`${name}: labels over each other`);
            for (const part of lane.querySelectorAll('header, header > *, .strip, .strip > *, .plot'))
              if (part.scrollWidth > part.clientWidth + 1 || part.getBoundingClientRect().bottom > lane.getBoundingClientRect().bottom)
                wrong.push(`${name}: ${part.className || part.tagName} is cut off`);
            if (lane.scrollHeight > lane.clientHeight)
              wrong.push(`${name}: overflows`);
          }
          const race = document.querySelector('.race');
          if (race.scrollHeight > race.clientHeight || race.scrollWidth > race.clientWidth)
            wrong.push(`the race overflows`);
          return wrong;
        }
        """;

    [Theory]
    [InlineData(1366, 768, 2)]
    [InlineData(1280, 720, 2)]
    [InlineData(1024, 768, 2)]
    public async Task Present_DefaultPlanOnASmallScreen_ShowsAsManyLanesAsAreLegible(int width, int height, int least)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height);
        await visitor.GoTo("/?delay=60&jitter=30");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Page.Keyboard.PressAsync("p");
        foreach (var shown in (string[])["sequential", "threads-map", "threads-as-completed", "async"])
        {
            await Expect(visitor.Get($"lane-{shown}")).ToBeVisibleAsync();
            Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Illegible));
            if (shown != "sequential")
                Assert.InRange(await visitor.Page.Locator(".lane").Locator("visible=true").CountAsync(), least, 4);
            await visitor.Page.Keyboard.PressAsync("n");
        }

        // Back to the first lane.
        foreach (var _ in Enumerable.Range(0, 3))
            await visitor.Page.Keyboard.PressAsync("b");
        await Lanes(visitor, 1);
        await Expect(visitor.Get("lane-sequential")).ToBeVisibleAsync();
    }

    /// <summary>The lane of the lock has a long summary and a legend of its own, and no clock.</summary>
    [Fact]
    public async Task Present_LaneOfTheLockOnASmallScreen_IsLegible()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/experiments/lock?items=2&limit=1000&io=10");
        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("The simulated lock was taken");
        await visitor.Page.Keyboard.PressAsync("p");
        foreach (var _ in Enumerable.Range(0, 3))
            await visitor.Page.Keyboard.PressAsync("n");
        await Expect(visitor.Get("lane-lock-holder")).ToBeVisibleAsync();
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Illegible));
        var header = visitor.Get("lane-lock-holder").Locator("header");
        var (title, legend) = (await header.Locator("h2").BoundingBoxAsync(), await header.Locator(".legend").BoundingBoxAsync());
        Assert.InRange(title!.X + title.Width, 500, legend!.X);
        Assert.InRange((await header.BoundingBoxAsync())!.Height, 20, 64);
    }

    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(1366, 768)]
    public async Task Present_Processes_HaveLegiblePids(int width, int height)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height);
        await visitor.GoTo("/?delay=60&jitter=30&modes=processes,async&workers=3");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(visitor.Get("lane-processes")).ToBeVisibleAsync();
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Illegible));
        Assert.Matches("\"size\":(2[0-9]|[3-9][0-9])", await visitor.Page.EvaluateAsync<string>(SmallestText));
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('[data-testid=lane-processes] .labels span')]
              .filter(label => label.scrollWidth > label.clientWidth).map(label => label.textContent)
            """));
        var (axis, area, rail) = (
            (await visitor.Page.Locator(".axis").BoundingBoxAsync())!,
            (await visitor.Get("lane-processes").Locator(".area").BoundingBoxAsync())!,
            (await visitor.Page.Locator(".player .rail").BoundingBoxAsync())!);
        Assert.Equal((axis.X, axis.X), (area.X, rail.X));
    }

    [Fact]
    public async Task Present_RaceThatStartsWhilePresenting_IsPagedToo()
    {
        await using var visitor = await browser.NewVisitor(width: 1280, height: 720);
        await visitor.GoTo("/?delay=60&jitter=30&workers=20");
        var first = await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Page.Keyboard.PressAsync("p");
        await visitor.Page.Keyboard.PressAsync("a");
        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.Page.Locator($".race:not([data-race='{first["/race/".Length..]}']) .lane.done")).ToHaveCountAsync(4);
        await Expect(visitor.Get("lane-async")).ToBeVisibleAsync();
        await Expect(visitor.Get("lane-sequential")).ToBeHiddenAsync();
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Illegible));
    }

    [Theory]
    [InlineData("/?cc=BR,CN,DE&site=local&modes=sequential,async", "Press Run, and watch 3 flags arrive", "R,G,N,P,Esc")]
    [InlineData("/experiments/lock", "Press Run to find out.", "R,N,P,Esc")]
    [InlineData("/experiments/future", "Submit a first call", "R,N,P,Esc")]
    public async Task Present_BeforeTheFirstRun_InvitesToRunAndShowsTheKeys(string path, string invitation, string keys)
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo(path);
        await Expect(visitor.Get("present")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(visitor.Page.Locator(".top, .plan, .front, .empty button, .empty .hint").Locator("visible=true")).ToHaveCountAsync(0);
        await Expect(visitor.Get("empty")).ToContainTextAsync(invitation);
        Assert.Equal((1366, 768), (
            (int)(await visitor.Get("empty").BoundingBoxAsync())!.Width, (int)(await visitor.Get("empty").BoundingBoxAsync())!.Height));
        await Expect(visitor.Page.Locator(".prompt kbd").Locator("visible=true")).ToHaveTextAsync(keys.Split(','));
        await Expect(visitor.Page.Locator(".prompt kbd").First).ToHaveCSSAsync("font-size", "20px");
        await visitor.AssertAccessible("presenting before the first run");

        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.Page.Locator(".lane").Locator("visible=true")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator(".top")).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator(".top")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Present_BarThatIsPointedAt_ShowsItsCard()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=BR,CN,DE&modes=sequential&delay=60&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Page.Keyboard.PressAsync("p");
        await visitor.Page.Locator(".track .b.f").Last.HoverAsync();
        await Expect(visitor.Get("bar-card")).ToContainTextAsync("took");
        await Expect(visitor.Get("bar-card")).ToHaveCSSAsync("font-size", "20px");
        var card = (await visitor.Get("bar-card").BoundingBoxAsync())!;
        Assert.InRange(card.X + card.Width, 0, 1366);
        Assert.InRange(card.Y + card.Height, 0, 768);
        Assert.True(await visitor.Page.EvaluateAsync<bool>(
            """
            () => {
              const card = document.querySelector('.barcard');
              card.style.pointerEvents = 'auto';
              const { left, top } = card.getBoundingClientRect();
              return document.elementFromPoint(left + 20, top + 20).closest('.barcard') !== null;
            }
            """));
    }

    [Fact]
    public async Task Keys_QuestionMark_ShowsThemAllAndKeepsThemFromThePage()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/");
        await visitor.Page.Keyboard.PressAsync("?");
        await Expect(visitor.Get("keys-dialog")).ToBeVisibleAsync();
        await visitor.AssertAccessible("keys");
        await visitor.Page.Keyboard.PressAsync("r");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Get("keys-dialog")).ToBeHiddenAsync();
        await Expect(visitor.Get("empty")).ToBeVisibleAsync();

        // The dialog lists every key that is assigned to a button of this page or of a race.
        var told = await visitor.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('#keys kbd')].map(key => key.textContent)");
        await visitor.Page.Keyboard.PressAsync("r");
        await visitor.WaitForResults();
        var used = await visitor.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[data-key]')].map(button => button.dataset.key)");
        var names = new Dictionary<string, string> { [" "] = "Space", ["ArrowLeft"] = "←", ["ArrowRight"] = "→", ["Escape"] = "Esc" };
        Assert.All(used, key => Assert.Contains(names.GetValueOrDefault(key, key.ToUpperInvariant()), told));
        Assert.True(used.Length >= 6);
    }

    [Fact]
    public async Task LetterKeys_SwitchedOff_DoNothingAndAreRememberedAndNotHinted()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=BR,CN,DE&site=local&modes=sequential,async");
        await visitor.Page.Keyboard.PressAsync("?");
        await visitor.Get("letter-keys").UncheckAsync();
        await Expect(visitor.Page.Locator("#keys .letter-key").First).ToHaveCSSAsync("text-decoration-line", "line-through");
        await visitor.AssertAccessible("keys switched off");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Page.ReloadAsync();
        await visitor.WaitUntilInteractive();
        foreach (var key in (string[])["r", "p", "?"])
            await visitor.Page.Keyboard.PressAsync(key);
        await Expect(visitor.Get("empty")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".top")).ToBeVisibleAsync();
        await Expect(visitor.Get("keys-dialog")).ToBeHiddenAsync();
        await Expect(visitor.Page.Locator("kbd").Locator("visible=true")).ToHaveCountAsync(0);

        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("present").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("n");
        await Lanes(visitor, 1);
        await visitor.Page.Keyboard.PressAsync("PageDown");
        await Lanes(visitor, 2);
        await Expect(visitor.Page.Locator(".prompt kbd").Locator("visible=true")).ToHaveTextAsync(["Space", "←", "→", "Esc"]);
        await visitor.Page.Keyboard.PressAsync("Escape");

        await visitor.Get("keys").ClickAsync();
        await Expect(visitor.Get("letter-keys")).Not.ToBeCheckedAsync();
        await visitor.Get("letter-keys").CheckAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(visitor.Page.Locator(".top")).ToBeHiddenAsync();
    }
}

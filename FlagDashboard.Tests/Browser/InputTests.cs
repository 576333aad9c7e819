using System.Text.RegularExpressions;
using FlagDashboard.Tests.Hubs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>Text fields take what a person types or pastes, or say why they do not.</summary>
[Collection<PagesInBrowser>]
public sealed class InputTests(BrowserFixture browser)
{
    [Fact]
    public async Task Paste_ThirtyThousandCharacters_IsRefusedWithoutLosingTheConnection()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=FR");
        await visitor.Page.Locator(".paste summary").ClickAsync();
        var paste = visitor.Page.Locator("textarea[data-testid=country-paste]");
        await Paste(visitor, paste, string.Concat(Enumerable.Repeat("中 ", 15_000)));
        await Expect(visitor.Page.Locator(".paste")).ToContainTextAsync("A list has at most 20000 characters.");
        await visitor.Get("country-paste-add").ClickAsync();

        // The server still reads messages of the longest text that is allowed.
        await Paste(visitor, paste, string.Concat(Enumerable.Repeat("\u0001", 19_996)) + " DE\n");
        await Expect(visitor.Page.Locator(".paste")).Not.ToContainTextAsync("A list has at most");
        await visitor.Get("country-paste-add").ClickAsync();
        await Expect(visitor.Get("country-count")).ToHaveTextAsync("2 picked");
        await Expect(visitor.Page.Locator(".connection")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Search_ThirtyThousandCharacters_IsRefusedWithoutLosingTheConnection()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=FR");
        await Paste(visitor, visitor.Page.Locator("input[data-testid=country-search]"), new string('x', 30_000));
        await Expect(visitor.Page.Locator(".mud-popover-open .mud-list-item")).ToHaveTextAsync(
            ["At most 2500 characters can be searched. Paste a list below instead."]);
        await visitor.GoTo("/history");
        await Paste(visitor, visitor.Get("history-text"), new string('x', 30_000));
        await Expect(visitor.Page.Locator(".filter [role=alert]")).ToHaveTextAsync("Only the first 100 characters are searched.");
        await Expect(visitor.Page.Locator(".connection")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task RecentPlans_AfterRun_LoadThePlanAgainInAnotherVisit()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=BR,CN&modes=async&site=local");
        await Expect(visitor.Get("recent-plans")).ToHaveCountAsync(0);
        await visitor.RunRace();
        // The button appears once the browser has stored the plan.
        await visitor.Get("recent-plans").WaitForAsync();
        await visitor.GoTo("/");
        await visitor.Get("recent-plans").ClickAsync();
        await Expect(visitor.Get("recent-plan")).ToHaveTextAsync(["2 flags · 2 workers · LOCALAsync · event loop"]);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Get("recent-plan")).ToBeHiddenAsync();
        await visitor.Get("recent-plans").ClickAsync();
        await visitor.AssertAccessible("the menu of recent plans");
        await visitor.Get("recent-plan").ClickAsync();
        await Expect(visitor.Get("country-count")).ToHaveTextAsync("2 picked");
        await Expect(visitor.Get("recent-plan")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Search_Country_ShowsItsFlag()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=FR");
        await visitor.Page.Locator("input[data-testid=country-search]").FillAsync("brazil");
        await Expect(visitor.Page.Locator(".mud-popover-open .mud-list-item img")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Chips_RemovedByKeyboard_FocusGoesToNextChip()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=BR,DE,FR");
        var chips = visitor.Page.Locator(".chips li button");
        await chips.Filter(new() { HasText = "DE" }).FocusAsync();
        foreach (var (key, next) in new[] { ("Enter", "FR"), ("Space", "BR") })
        {
            await visitor.Page.Keyboard.PressAsync(key);
            await Expect(chips.Filter(new() { HasText = next })).ToBeFocusedAsync();
        }

        await Expect(chips).ToHaveCountAsync(1);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(chips).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator(".presets button").First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Chips_MoreThanFit_SayHowManyAreBelow()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=all");
        var hint = visitor.Get("more-picked");
        await Expect(hint).ToHaveTextAsync(new Regex(@"^2\d\d more below$"));
        var hidden = await visitor.Page.EvaluateAsync<int>(
            """
            () => {
              const end = document.querySelector('.chips').getBoundingClientRect().bottom;
              const boxes = [...document.querySelectorAll('.chips li')].map(item => item.getBoundingClientRect());
              return boxes.filter(box => (box.top + box.bottom) / 2 > end).length;
            }
            """);
        await Expect(hint).ToHaveTextAsync($"{hidden} more below");

        // At the end, its line stays empty, so that nothing moves.
        var modes = visitor.Get("mode-async");
        var before = (await modes.BoundingBoxAsync())!.Y;
        await visitor.Page.Locator(".chips").EvaluateAsync("list => list.scrollTo(0, list.scrollHeight)");
        await Expect(hint).ToHaveTextAsync("");
        Assert.Equal(before, (await modes.BoundingBoxAsync())!.Y, tolerance: 0.5);

        await visitor.Page.Locator(".preset").Last.ClickAsync();
        await Expect(visitor.Get("country-count")).ToHaveTextAsync("0 picked");
        await Expect(hint).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Chips_ByKeyboard_AreOneTabStopThatArrowsMoveAndDeleteRemoves()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=BR,CN,DE,EG,FR");
        await Expect(visitor.Page.Locator(".chips button[tabindex='0']")).ToHaveTextAsync(["BR"]);
        await Expect(visitor.Page.Locator(".chips button[tabindex='-1']")).ToHaveCountAsync(4);
        await visitor.Page.Locator(".paste summary").FocusAsync();
        foreach (var (key, focused) in new[]
        {
            ("Tab", "BR"), ("End", "FR"), ("ArrowRight", "FR"), ("ArrowLeft", "EG"), ("Home", "BR"), ("ArrowLeft", "BR"),
            ("ArrowRight", "CN"), ("Delete", "DE"), ("Backspace", "EG"), ("ArrowLeft", "BR"), ("End", "FR"), ("Delete", "EG"),
        })
        {
            await visitor.Page.Keyboard.PressAsync(key);
            Assert.Equal($"{key}: {focused}, Tab stop {focused}", $"{key}: " + await visitor.Page.EvaluateAsync<string>(
                """
                () => {
                  const stops = [...document.querySelectorAll('.chips button')].filter(chip => chip.tabIndex === 0);
                  return `${document.activeElement.textContent.trim()}, Tab stop ${stops.map(chip => chip.textContent.trim())}`;
                }
                """));
        }

        await Expect(visitor.Page.Locator(".chips button")).ToHaveTextAsync(["BR", "EG"]);
        foreach (var (key, isInList) in new[] { ("Tab", false), ("Shift+Tab", true), ("Shift+Tab", false) })
        {
            await visitor.Page.Keyboard.PressAsync(key);
            Assert.Equal(isInList, await visitor.Page.EvaluateAsync<bool>("() => document.activeElement.matches('.chips button')"));
        }
    }

    [Fact]
    public async Task Chips_InSeveralRows_AreReachedByArrowsUpAndDown()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/");
        await Expect(visitor.Page.Locator(".chips button[tabindex='0']")).ToHaveCountAsync(1);
        await visitor.Page.Locator(".chips button").First.FocusAsync();
        const string place = "() => { const { left, top } = document.activeElement.getBoundingClientRect(); return [left, top]; }";
        var first = await visitor.Page.EvaluateAsync<double[]>(place);
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        var below = await visitor.Page.EvaluateAsync<double[]>(place);
        Assert.Equal(first[0], below[0], tolerance: 1);
        Assert.InRange(below[1], first[1] + 20, first[1] + 40);
        await visitor.Page.Keyboard.PressAsync("ArrowUp");
        Assert.Equal(first, await visitor.Page.EvaluateAsync<double[]>(place));
    }

    [Fact]
    public async Task Typing_OverSlowLine_KeepsEveryCharacter()
    {
        await browser.EnsureStarted();
        using var relay = new TcpRelay(browser.Server.Address, TimeSpan.FromMilliseconds(40));
        await using var visitor = await browser.NewVisitor(relay.Address);

        await visitor.GoTo("/?cc=BR,CN&modes=async&delay=0&jitter=0");
        await Type(visitor, "seed", "1234567");
        await visitor.Page.WaitForFunctionAsync("() => location.search.includes('seed=1234567')");
        await Expect(visitor.Get("seed")).ToHaveValueAsync("1234567");
        await visitor.Page.Locator("input[data-testid=country-search]").PressSequentiallyAsync("mexi", new() { Delay = 60 });
        await Expect(visitor.Page.Locator(".mud-popover-open .mud-list-item")).ToHaveTextAsync(["Mexico · MX"]);
        Assert.Equal("mexi", await visitor.Page.Locator("input[data-testid=country-search]").InputValueAsync());
        await visitor.Page.Locator(".mud-popover-open .mud-list-item").ClickAsync();
        await Expect(visitor.Get("country-count")).ToHaveTextAsync("3 picked");
        await visitor.Page.Locator(".paste summary").ClickAsync();
        await visitor.Page.Locator("textarea[data-testid=country-paste]").PressSequentiallyAsync("FR DE EG", new() { Delay = 60 });
        await visitor.Get("country-paste-add").ClickAsync();
        await Expect(visitor.Get("country-count")).ToHaveTextAsync("6 picked");
        var id = (await visitor.RunRace())["/race/".Length..];
        await visitor.WaitForResults();
        Assert.Equal("1234567", await visitor.Get("seed").InputValueAsync());

        await visitor.GoTo("/history");
        await Type(visitor, "history-text", "6 flags from delay");
        // The list is sorted after every answer to the keys has arrived.
        await visitor.Get("sort-name").ClickAsync();
        await Expect(visitor.Page.Locator("thead th.name")).ToHaveAttributeAsync("aria-sort", "ascending");
        Assert.Equal("6 flags from delay", await visitor.Get("history-text").InputValueAsync());
        await visitor.Get($"rename-{id}").ClickAsync();
        await Expect(visitor.Get($"name-{id}")).ToBeFocusedAsync();
        await Type(visitor, $"name-{id}", "Six flags from afar");
        await visitor.Page.Keyboard.PressAsync("Enter");
        // Other tests have races too, and the list shows only the first ones.
        await visitor.Get("history-text").FillAsync("from afar");
        await Expect(visitor.Get($"open-{id}")).ToHaveTextAsync("Six flags from afar");

        await visitor.GoTo("/experiments/map-or-as-completed");
        await Type(visitor, "delays", "0,0.1,0.2,0");
        await visitor.Page.WaitForFunctionAsync("() => location.search.includes('delays=0,0.1,0.2,0')");
        await Expect(visitor.Get("delays")).ToHaveValueAsync("0,0.1,0.2,0");
    }

    // A key every 60 ms is faster than the round trip of the slow line, so that answers arrive between later keys.
    private static async Task Type(Visitor visitor, string field, string text)
    {
        await visitor.Get(field).PressAsync("ControlOrMeta+a");
        await visitor.Get(field).PressSequentiallyAsync(text, new() { Delay = 60 });
    }

    // Pastes as a person does: the browser applies the length limit of the field, which setting its value by script would bypass.
    private static async Task Paste(Visitor visitor, ILocator field, string text)
    {
        await field.FocusAsync();
        await visitor.Page.EvaluateAsync(
            "text => { document.activeElement.select(); document.execCommand('insertText', false, text); }", text);
    }
}

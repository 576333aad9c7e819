using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<RacesInBrowser>]
public sealed class FutureTests(BrowserFixture browser)
{
    [Fact]
    public async Task Session_EveryMethodOfFuture_ShowsAnswerOfItsState()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/experiments");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "One future at a time" }).ClickAsync();
        await visitor.Page.Locator("input[data-testid=seconds]").FillAsync("6,6,6");
        await visitor.Page.WaitForFunctionAsync("() => location.search === '?seconds=6,6,6'");
        await visitor.Get("submit").ClickAsync();
        await Expect(visitor.Get("text-f1")).ToHaveTextAsync("<Future f1 state=running>");
        await Expect(visitor.Get("text-f3")).ToHaveTextAsync("<Future f3 state=pending>");

        await visitor.Get("f3-Cancel").ClickAsync();
        await visitor.Get("f1-Cancel").ClickAsync();
        await visitor.Get("f1-AddDoneCallback").ClickAsync();
        await visitor.Get("f1-Result").ClickAsync();
        await Expect(visitor.Get("blocked")).ToContainTextAsync("The caller is blocked in f1.Result(timeout: 1 s) …");
        await visitor.Get("f1-Running").ClickAsync();
        await Said(visitor, "f3.Cancel() → True");
        await Said(visitor, "f1.Cancel() → False");
        await Said(visitor, "f1.Running → True");
        var timedOut = await Said(visitor, "f1.Result(timeout: 1 s) → raised TimeoutException");
        await Expect(timedOut.Locator("td").Nth(2)).ToHaveTextAsync(new Regex(@"^1\.\d\d\ss$"));
        await Expect(timedOut.Locator("td").Nth(3)).ToHaveTextAsync("caller");
        // The bar of the blocked caller is as wide as the second that it was blocked.
        Assert.InRange(await visitor.Page.EvaluateAsync<double>(
            """
            () => {
              const bar = document.querySelector('[data-testid=lane-caller] .track .b');
              return bar.offsetWidth / bar.parentElement.offsetWidth;
            }
            """), 0.98, 1.5);

        var callback = await Said(visitor, "callback(f1) → called with <Future f1 state=finished returned Double>");
        await Expect(callback.Locator("td").Nth(3)).ToHaveTextAsync(new Regex("^worker [12]$"));
        await visitor.Get("f1-Result").ClickAsync();
        await Said(visitor, "→ 60");
        await Expect(visitor.Get("received-executor").Locator(".got")).ToHaveTextAsync(["f1"]);
        await Expect(visitor.Get("state-f3")).ToHaveTextAsync("cancelled");
    }

    [Fact]
    public async Task Keyboard_WithoutMouse_SubmitsCallsAndCloses()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/experiments/future?seconds=0");
        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.Get("state-f1")).ToHaveTextAsync("finished ✓ returned");
        await visitor.Get("futures").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Said(visitor, "f1.Done → True");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Get("closed")).ToContainTextAsync("The executor is closed.");
        await Expect(visitor.Get("verdict")).ToContainTextAsync("1 returned, 0 raised, 0 cancelled.");
        await Expect(visitor.Page.Locator(".ask")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Reload_CallerIsBlocked_KeepsSessionAlsoInAnotherTab()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/experiments/future?seconds=30&timeout=");
        await visitor.Get("submit").ClickAsync();
        await visitor.Get("f1-Result").ClickAsync();
        await visitor.Get("blocked").WaitForAsync();
        await visitor.Page.ReloadAsync();
        await visitor.WaitUntilInteractive();
        await Expect(visitor.Get("blocked")).ToContainTextAsync("The caller is blocked in f1.Result() …");

        await using var other = await browser.NewVisitor();
        await other.GoTo(new Uri(visitor.Page.Url).PathAndQuery);
        await other.Get("f1-Done").ClickAsync();
        await Said(visitor, "f1.Done → False");

        // On the race page, a session can be cancelled like any other race.
        await other.GoTo("/race/" + await visitor.Page.EvaluateAsync<string>("() => new URLSearchParams(location.search).get('race')"));
        await other.Get("cancel").ClickAsync();
        await Expect(visitor.Get("closed")).ToContainTextAsync("running calls are given up");
        await Said(visitor, "f1.Result() → raised OperationCanceledException");
    }

    [Fact]
    public async Task Copy_Answers_CopiesOneLinePerAnswer()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.GoTo("/experiments/future?seconds=0");
        await visitor.Get("submit").ClickAsync();
        await visitor.Get("f1-Done").ClickAsync();
        await Said(visitor, "f1.Done →");
        await visitor.Get("copy").ClickAsync();
        await Expect(visitor.Page.Locator(".copied")).ToHaveCountAsync(1);
        var lines = (await visitor.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).Split('\n');
        Assert.Equal("at\tcall → answer\tblocked\tthread", lines[0]);
        Assert.Matches(@"^\d\.\d\d\ss\tf1\.Done → (True|False)\t\d+\.\d\d\sms\tpage$", lines[^1]);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_EmptyOpenAndClosedSession_FindsNoViolations(ColorScheme scheme)
    {
        await using var visitor = await browser.NewVisitor(scheme: scheme);
        await visitor.GoTo("/experiments/future?seconds=30,0,30,30&workers=2");
        await visitor.AssertAccessible("empty");
        await visitor.Get("submit").ClickAsync();
        await visitor.Get("f4-Cancel").ClickAsync();
        await visitor.Get("f2-Result").ClickAsync();
        await Said(visitor, "→ 0");
        await visitor.Get("f1-Exception").ClickAsync();
        await visitor.Get("blocked").WaitForAsync();
        await visitor.AssertAccessible("blocked");
        await visitor.Page.Locator("input[data-testid=timeout]").FillAsync("x");
        await visitor.Page.Locator("input[data-testid=workers]").FillAsync("9");
        await visitor.Get("workers-later").WaitForAsync();
        await visitor.AssertAccessible("wrong");
        await visitor.Get("close").ClickAsync();
        await visitor.Get("give-up").ClickAsync();
        await visitor.Get("closed").WaitForAsync();
        await visitor.AssertAccessible("closed");
        await visitor.Page.Locator("input[data-testid=workers]").FillAsync("2");
        await visitor.Page.Locator(".preset").Nth(3).ClickAsync();
        await Expect(visitor.Get("state-f1")).ToHaveTextAsync("finished ✕ raised");
        await visitor.AssertAccessible("raised");
    }

    [Fact]
    public async Task Phone_OpenSession_FitsWidth()
    {
        await using var visitor = await browser.NewVisitor(width: 390, height: 844);
        await visitor.GoTo("/experiments/future?seconds=30,30,30");
        Assert.Equal(390, await visitor.PageWidth());
        await visitor.Get("submit").ClickAsync();
        await visitor.Get("f3-Cancel").ClickAsync();
        await Said(visitor, "f3.Cancel() → True");
        Assert.Equal(390, await visitor.PageWidth());
    }

    /// <summary>Waits for an answer with that text.</summary>
    private static async Task<ILocator> Said(Visitor visitor, string text)
    {
        var row = visitor.Get("answers").Locator("tbody tr").Filter(new() { HasText = text });
        await Expect(row).ToHaveCountAsync(1);
        return row;
    }
}

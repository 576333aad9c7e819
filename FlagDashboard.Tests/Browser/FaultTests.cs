using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>A presenter changes a running race.</summary>
[Collection<TimelinesInBrowser>]
public sealed class FaultTests(BrowserFixture browser)
{
    // Without an intervention each answer takes 4.5 s.
    private const string Plan = "/?modes=sequential,threads-as-completed&cc=BR,CN,DE,EG,FR,US&workers=1&delay=4500&jitter=0";

    private static ILocator Bar(Visitor visitor, string mode, string kind) =>
        visitor.Get($"lane-{mode}").Locator($".track .b.{kind}");

    private static async Task<List<JsonElement>> Log(Visitor visitor, string race)
    {
        var lines = await visitor.Page.EvaluateAsync<string>(
            "async race => (await fetch(`/api/races/${race}/log.ndjson`)).text()", race["/race/".Length..]);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    [Theory]
    [InlineData(1366, 768, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Fail_RunningFuture_FailsItsBarAndKeepsPlanUnchanged(int width, int height, ColorScheme scheme)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height, scheme: scheme);
        await visitor.GoTo(Plan);
        var race = await visitor.RunRace();
        var link = await visitor.Get("plan-link").GetAttributeAsync("href");
        var running = Bar(visitor, "threads-as-completed", "r");
        await running.ScrollIntoViewIfNeededAsync();
        await visitor.Page.Locator(".race[data-watched]").WaitForAsync();
        await running.ClickAsync(new() { Position = new() { X = 4, Y = 4 } });
        await visitor.Get("faults-one").CheckAsync();
        await visitor.Get("fault-404").ClickAsync();
        await Expect(visitor.Get("faults")).ToHaveCountAsync(0);
        await Expect(Bar(visitor, "threads-as-completed", "n")).ToHaveCountAsync(1);
        await Expect(visitor.Get("lane-threads-as-completed").Locator(".mk")).ToHaveCountAsync(1);
        await Expect(Bar(visitor, "sequential", "n")).ToHaveCountAsync(0);
        await Expect(visitor.Get("captions").Locator("[data-rule=intervened]")).ToContainTextAsync("made Brazil (BR) answer 404.");

        // The last future is pending for long enough to look at its menu.
        await visitor.Get("rows-future").CheckAsync();
        var area = visitor.Get("lane-sequential").Locator(".area");
        await Expect(visitor.Get("lane-sequential").Locator(".labels span")).ToHaveCountAsync(6);
        var bounds = await area.BoundingBoxAsync();
        await area.ClickAsync(new() { Position = new() { X = bounds!.Width - 20, Y = bounds.Height - 4 } });
        await Expect(visitor.Get("faults")).ToBeVisibleAsync();
        await Expect(visitor.Get("faults")).ToContainTextAsync("United States");
        await visitor.AssertAccessible("menu of a bar");
        Assert.Equal(width, await visitor.PageWidth());
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Get("faults")).ToHaveCountAsync(0);

        var changed = Assert.Single(await Log(visitor, race), raceEvent => raceEvent.GetProperty("kind").GetString() == "intervened");
        Assert.Equal(
            (1, 0, """{"act":"notFound","by":"presenter"}"""),
            (changed.GetProperty("run").GetInt32(), changed.GetProperty("future").GetInt32(), changed.GetProperty("detail").GetString()));
        Assert.Equal(link, await visitor.Get("plan-link").GetAttributeAsync("href"));

        await visitor.Get("cancel").ClickAsync();
        await Expect(visitor.Page.Locator("[data-changes]")).ToHaveCountAsync(0);
        await Bar(visitor, "threads-as-completed", "n").ClickAsync(new() { Position = new() { X = 2, Y = 4 } });
        await Expect(visitor.Get("faults")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Cancel_PendingFutureByKeyboard_CancelsItAndEscapeKeepsRaceRunning()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo(Plan);
        await visitor.RunRace();
        await visitor.Get("rows-future").CheckAsync();
        var area = visitor.Get("lane-threads-as-completed").Locator(".area");
        await Expect(Bar(visitor, "threads-as-completed", "r")).ToHaveCountAsync(1);
        await Expect(visitor.Get("lane-threads-as-completed").Locator(".labels span")).ToHaveCountAsync(6);
        // The lanes answer to keys once their script is loaded.
        await visitor.Page.Locator(".race[data-watched]").WaitForAsync();
        await area.FocusAsync();
        foreach (var key in (string[])["ArrowLeft", "Enter"])
            await area.PressAsync(key);
        await Expect(visitor.Get("faults")).ToBeVisibleAsync();
        await Expect(visitor.Get("faults")).ToContainTextAsync("United States");

        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Get("faults")).ToHaveCountAsync(0);
        await Expect(area).ToBeFocusedAsync();
        await Expect(visitor.Get("cancel")).ToBeVisibleAsync();

        await area.PressAsync("Enter");
        await Expect(visitor.Get("faults")).ToBeVisibleAsync();
        await visitor.Get("fault-cancel").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(Bar(visitor, "threads-as-completed", "c")).ToHaveCountAsync(1);
        await Expect(visitor.Get("captions").Locator("[data-rule=intervened]")).ToContainTextAsync("cancelled United States");

        // The menu for sharing is a popover, which Escape closes too.
        await visitor.Get("share").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Get("share-menu")).ToBeHiddenAsync();
        await Expect(visitor.Get("cancel")).ToBeVisibleAsync();
        await visitor.Get("cancel").ClickAsync();
        await Expect(visitor.Page.Locator("[data-changes]")).ToHaveCountAsync(0);
    }
}

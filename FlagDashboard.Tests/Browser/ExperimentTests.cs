using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<RacesInBrowser>]
public sealed class ExperimentTests(BrowserFixture browser)
{
    [Fact]
    public async Task MapOrAsCompleted_FromTheFrontPage_RunsAndCanBeSharedAndReloaded()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Experiments" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Map or as completed" }).ClickAsync();
        await visitor.Page.Locator("input[data-testid=delays]").FillAsync("0.6,0,0.1");
        await visitor.Page.WaitForFunctionAsync("() => location.search === '?delays=0.6,0,0.1'");
        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("map held finished results for");
        await Expect(visitor.Get("received-map").Locator("li")).ToHaveTextAsync(["loiter(0.6)", "loiter(0)", "loiter(0.1)"]);
        await Expect(visitor.Get("received-as-completed").Locator("li")).ToHaveTextAsync(["loiter(0)", "loiter(0.1)", "loiter(0.6)"]);
        // map holds two results behind the long call, for long enough that their bars are wide.
        Assert.Equal(2, await visitor.Page.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('[data-testid=lane-map] .b.h')].filter(bar => bar.clientWidth > 40).length"));

        await visitor.Page.ReloadAsync();
        await visitor.WaitUntilInteractive();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("map held finished results for");
        await Expect(visitor.Page.Locator("input[data-testid=delays]")).ToHaveValueAsync("0.6,0,0.1");
    }

    [Fact]
    public async Task Cancel_ByKey_EndsAnExperiment()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/experiments/map-or-as-completed?delays=10,10");
        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.Get("lane-map").Locator(".b.r")).ToHaveCountAsync(2);
        // The key presses this button, which the page shows a moment after the bars.
        await Expect(visitor.Get("cancel")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Get("verdict")).ToContainTextAsync("Cancelled after");
        await Expect(visitor.Get("run")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/experiments/map-or-as-completed?delays=10,10", "lane-map")]
    [InlineData("/tour/1", "lane-sequential")]
    public async Task Back_FromRunningRace_OffersRun(string path, string lane)
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo(path);
        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.Get(lane)).ToBeVisibleAsync();
        await Expect(visitor.Get("cancel")).ToBeVisibleAsync();
        var race = new Uri(visitor.Page.Url).Query.Split("race=")[1];
        await visitor.Page.GoBackAsync();
        await Expect(visitor.Get(lane)).ToBeHiddenAsync();
        await Expect(visitor.Get("run")).ToBeEnabledAsync();
        Assert.True((await visitor.Page.APIRequest.PostAsync($"/api/races/{race}/cancel")).Ok);
    }

    [Fact]
    public async Task Transcript_OfARace_IsPrintedAndCopied()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.GoTo("/?cc=BR,CN,DE&site=local&workers=2&modes=threads-as-completed");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("show-transcript-threads-as-completed").ClickAsync();
        var printed = visitor.Get("transcript-threads-as-completed").Locator("pre");
        await Expect(printed).ToContainTextAsync("Scheduled for BR: <Future BR state=running>");
        await Expect(printed).ToContainTextAsync("3 flags downloaded in");
        await visitor.Get("transcript-threads-as-completed").GetByRole(AriaRole.Button, new() { Name = "copy" }).ClickAsync();
        await Expect(visitor.Page.Locator(".copied")).ToHaveCountAsync(1);
        Assert.Equal(await printed.TextContentAsync(), await visitor.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Transcript_Searched_ShowsOnlyTheLinesThatMatchAlsoWhileMoreArrive()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=BR,CN,DE&workers=1&delay=300&jitter=0&modes=threads-as-completed");
        await visitor.RunRace();
        await visitor.Get("show-transcript-threads-as-completed").ClickAsync();
        var pane = visitor.Get("transcript-threads-as-completed");
        await visitor.Get("search-threads-as-completed").FillAsync("SCHEDULED for");
        await Expect(pane.Locator("pre span").Locator("visible=true")).ToHaveCountAsync(3);
        await visitor.WaitForResults();
        await Expect(pane.Locator("pre span")).Not.ToHaveCountAsync(3);
        await Expect(pane.Locator("pre span").Locator("visible=true")).ToHaveCountAsync(3);
        var all = await pane.Locator("pre span").CountAsync();
        await Expect(visitor.Get("found-threads-as-completed")).ToHaveTextAsync($"3 of {all} lines");
        Assert.Equal(3, await visitor.Page.EvaluateAsync<int>("() => CSS.highlights.get('transcript-search').size"));
        await visitor.AssertAccessible("a searched transcript");

        await visitor.Get("search-threads-as-completed").FillAsync("");
        await Expect(pane.Locator("pre span").Locator("visible=true")).ToHaveCountAsync(all);
        await Expect(visitor.Get("found-threads-as-completed")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task Copy_Code_CopiesItsLinesOrSelectsThemIfTheBrowserRefuses()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.GoTo("/?cc=BR&site=local&modes=async");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("show-code-async").ClickAsync();
        await visitor.Get("copy-code-text-async-py").ClickAsync();
        await Expect(visitor.Page.Locator(".copied")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator("#copy-outcome")).ToHaveTextAsync("copied");
        var copied = await visitor.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.Contains("\n    for ", copied, StringComparison.Ordinal);
        Assert.DoesNotContain("\n1", copied, StringComparison.Ordinal);

        await visitor.Page.EvaluateAsync(
            "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); document.execCommand = () => false; }");
        await visitor.Get("copy-code-text-async-cs").ClickAsync();
        await Expect(visitor.Page.Locator(".refused")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator("#copy-outcome")).ToContainTextAsync("Ctrl+C");
        Assert.Contains("await", await visitor.Page.EvaluateAsync<string>("() => `${getSelection()}`"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_ExperimentsAndTranscript_FindsNoViolations(ColorScheme scheme)
    {
        await using var visitor = await browser.NewVisitor(scheme: scheme);
        await visitor.GoTo("/experiments");
        await visitor.AssertAccessible("all");
        await visitor.GoTo("/experiments/map-or-as-completed?delays=0,0&workers=99");
        await visitor.AssertAccessible("wrong");
        await visitor.GoTo("/experiments/map-or-as-completed?delays=0.2,0");
        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("map held");
        await visitor.Get("show-transcript-map").ClickAsync();
        await visitor.Get("transcript-map").WaitForAsync();
        await visitor.AssertAccessible("finished");
    }

    [Fact]
    public async Task Phone_ExperimentPages_FitWidth()
    {
        await using var visitor = await browser.NewVisitor(width: 390, height: 844);
        foreach (var path in (string[])["/experiments", "/experiments/map-or-as-completed?delays=0,0"])
        {
            await visitor.GoTo(path);
            Assert.Equal(390, await visitor.PageWidth());
        }

        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("map held");
        Assert.Equal(390, await visitor.PageWidth());
    }
}

using FlagDashboard.Tests.Observing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>Every page, for a Chinese reader in the dark theme: axe finds nothing wrong, and the focus can be seen.</summary>
[Collection<PagesInBrowser>]
public sealed class PageStateTests(BrowserFixture browser)
{
    private Task<Visitor> NewReader() => browser.NewVisitor(locale: "zh-CN", scheme: ColorScheme.Dark);

    [Fact]
    public async Task Page_Opened_IsUsable()
    {
        await using var visitor = await NewReader();
        foreach (var path in (string[])
        [
            "/", "/?cc=BR,CN,ZZ,BR&workers=0&modes=none", "/tour/1", "/tour/7",
            "/experiments", "/experiments/lock", "/experiments/gil", "/experiments/loop", "/experiments/progress",
            "/experiments/map-or-as-completed?delays=0,x", "/experiments/future", "/history", "/compare", "/presenter",
        ])
        {
            await visitor.GoTo(path);
            await visitor.AssertUsable(path);
        }

        await visitor.Page.Keyboard.PressAsync("?");
        await visitor.AssertUsable("the keys");
    }

    [Fact]
    public async Task Page_OfNothing_IsUsable()
    {
        await using var visitor = await NewReader();
        visitor.IgnoreErrors(error => error.Contains("404", StringComparison.Ordinal));
        foreach (var path in (string[])["/no/such/page", "/race/nosuchrace", "/series/nosuchseries", "/compare?races=nosuchrace"])
        {
            await visitor.GoTo(path);
            await visitor.AssertUsable(path, axeInBothThemes: true);
        }
    }

    [Fact]
    public async Task History_WithRaces_IsUsable()
    {
        await using var visitor = await NewReader();
        var ids = new List<string>();
        foreach (var workers in (int[])[2, 3])
        {
            await visitor.GoTo($"/?cc=BR,CN,DE,JP&modes=sequential,async&site=local&workers={workers}");
            ids.Add((await visitor.RunRace())["/race/".Length..]);
            await visitor.WaitForResults();
        }

        await visitor.GoTo("/");
        await visitor.Get("recent-plans").ClickAsync();
        await Expect(visitor.Get("recent-plan")).ToHaveCountAsync(2);
        await visitor.AssertUsable("the recent plans");

        await visitor.GoTo($"/compare?races={string.Join(',', ids)}");
        await Expect(visitor.Get("compare-results").Locator("tbody tr")).ToHaveCountAsync(4);
        await visitor.AssertUsable("compared races");

        await visitor.GoTo("/history");
        foreach (var id in ids)
            await visitor.Get($"pick-{id}").CheckAsync();
        await visitor.AssertUsable("the history");
        await visitor.Get("delete-picked").ClickAsync();
        await visitor.Get("delete-yes").WaitForAsync();
        await visitor.AssertUsable("the question before races are deleted", axeInBothThemes: true);
        await visitor.Get("delete-yes").ClickAsync();
        await visitor.Get("show-bin").ClickAsync();
        await visitor.Get($"restore-{ids[0]}").WaitForAsync();
        await visitor.AssertUsable("the bin");
    }

    [Fact]
    public async Task Series_Ended_IsUsable()
    {
        await using var visitor = await NewReader();
        await visitor.GoTo("/?modes=sequential,async&cc=BR,CN&workers=2&delay=100&jitter=0");
        await visitor.Page.Locator("input[data-testid=repeat]").FillAsync("2");
        await visitor.Get("run").ClickAsync();
        await visitor.Get("differences").WaitForAsync();
        await visitor.AssertUsable("a series");
    }

    [Fact]
    public async Task RecordedProgram_Imported_IsUsable()
    {
        await using var visitor = await NewReader();
        await visitor.GoTo("/");
        await visitor.RaceImport(new()
        {
            Name = "map.futurelog",
            MimeType = "application/octet-stream",
            Buffer = Recordings.File(Recordings.Map),
        });
        await visitor.Get("imported").WaitForAsync();
        await visitor.AssertUsable("a recorded program");
    }
}

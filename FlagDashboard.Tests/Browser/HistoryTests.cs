using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The history and the comparison, with keyboard and mouse.</summary>
[Collection<BrowserCollection>]
public class HistoryTests(BrowserFixture stage)
{
    [Fact]
    public async Task History_RunRenameDeleteUndoOpenCompare_Works()
    {
        await using var visitor = await stage.Visit();
        var ids = new List<string>();
        foreach (var workers in (int[])[2, 4])
        {
            await visitor.GoTo($"/?cc=BR,CN,DE,FR&modes=sequential,async&delay=100&jitter=0&workers={workers}");
            ids.Add((await visitor.Run())["/race/".Length..]);
            await visitor.Finished();
        }

        await visitor.GoTo("/history");
        var (first, second) = (ids[0], ids[1]);
        await Expect(visitor.Get($"kept-{first}")).ToContainTextAsync("✓ finished");
        await Expect(visitor.Get($"kept-{second}")).ToContainTextAsync("4 flags from DELAY, 4 workers");
        await visitor.NoViolations("history");

        // By keyboard alone, and what looks like markup is nothing but a name.
        await visitor.Get($"rename-{first}").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Get($"name-{first}")).ToBeFocusedAsync();
        await visitor.Get($"name-{first}").FillAsync("<b>two</b> workers");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Get($"open-{first}")).ToHaveTextAsync("<b>two</b> workers");
        await visitor.Get("history-text").FillAsync("TWO</b>");
        await Expect(visitor.Get("history-count")).ToHaveTextAsync("1 race");

        await visitor.Get($"delete-{first}").ClickAsync();
        await Expect(visitor.Get("history-empty")).ToContainTextAsync("No race is like that.");
        await Expect(visitor.Page.Locator(".mud-snackbar")).ToContainTextAsync("Deleted: <b>two</b> workers");
        await visitor.Page.Locator(".mud-snackbar").GetByText("Undo").ClickAsync();
        await Expect(visitor.Get($"open-{first}")).ToBeVisibleAsync();
        await visitor.Get("history-text").FillAsync("");

        await visitor.Get($"pick-{first}").CheckAsync();
        await visitor.Get($"pick-{second}").CheckAsync();
        await visitor.Get("compare").ClickAsync();
        await Expect(visitor.Get("compare-results").Locator("tbody tr")).ToHaveCountAsync(4);
        await Expect(visitor.Page.Locator(".of-race h2").First).ToContainTextAsync("<b>two</b> workers");
        await visitor.NoViolations("comparison");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "<b>two</b> workers" }).ClickAsync();
        await visitor.Finished();
        Assert.EndsWith($"/race/{first}", visitor.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_Phone_HasNothingWiderThanTheScreen()
    {
        await using var visitor = await stage.Visit(width: 390, height: 844, scheme: ColorScheme.Dark);
        await visitor.GoTo("/?cc=BR,CN&modes=sequential,async&site=local");
        var id = (await visitor.Run())["/race/".Length..];
        await visitor.Finished();
        await visitor.GoTo("/history");
        await Expect(visitor.Get($"again-{id}")).ToBeInViewportAsync();
        Assert.Equal(390, await visitor.Width());
        await visitor.NoViolations("history on a phone");
        await visitor.Get($"again-{id}").ClickAsync();
        await visitor.Page.WaitForFunctionAsync("id => location.pathname.startsWith('/race/') && !location.pathname.endsWith(id)", id);
        await visitor.Finished();
    }
}

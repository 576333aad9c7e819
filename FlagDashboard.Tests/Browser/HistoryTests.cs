using System.Globalization;
using FlagDashboard.Tests.Hubs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The history and the comparison, with keyboard and mouse.</summary>
[Collection<PagesInBrowser>]
public class HistoryTests(BrowserFixture browser)
{
    private static ILocator RowOf(Visitor visitor, string id) =>
        visitor.Page.Locator(".kept tr").Filter(new() { Has = visitor.Get($"kept-{id}") });

    [Fact]
    public async Task History_RenameDeleteUndoOpenAndCompare_Work()
    {
        await using var visitor = await browser.NewVisitor();
        var ids = new List<string>();
        foreach (var workers in (int[])[2, 4])
        {
            await visitor.GoTo($"/?cc=BR,CN,DE,FR&modes=sequential,async&delay=100&jitter=0&workers={workers}");
            ids.Add((await visitor.RunRace())["/race/".Length..]);
            await visitor.WaitForResults();
        }

        await visitor.GoTo("/history");
        var (first, second) = (ids[0], ids[1]);
        await Expect(RowOf(visitor, first)).ToContainTextAsync("✓ finished");
        await Expect(RowOf(visitor, second)).ToContainTextAsync("4 flags from DELAY, 4 workers");
        await visitor.AssertAccessible("history");

        // Renames by keyboard only. Markup in the name is shown as text.
        await visitor.Get($"rename-{first}").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Get($"name-{first}")).ToBeFocusedAsync();
        await visitor.Get($"name-{first}").FillAsync("<b>two</b> workers");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Get($"open-{first}")).ToHaveTextAsync("<b>two</b> workers");
        await visitor.Get("history-text").FillAsync("TWO</b>");
        await Expect(visitor.Get("history-count")).ToHaveTextAsync("1 race");

        await visitor.Get($"delete-{first}").ClickAsync();
        await Expect(visitor.Get("history-empty")).ToContainTextAsync("No race matches.");
        await Expect(visitor.Page.Locator(".mud-snackbar")).ToContainTextAsync("Deleted: <b>two</b> workers");
        await visitor.Page.Locator(".mud-snackbar").GetByText("Undo").ClickAsync();
        await Expect(visitor.Get($"open-{first}")).ToBeVisibleAsync();
        await visitor.Get("history-text").FillAsync("");

        // The list makes the rows anew when other rows come before them.
        await Expect(visitor.Get($"pick-{second}")).ToBeVisibleAsync();
        await visitor.Get($"pick-{first}").CheckAsync();
        await visitor.Get($"pick-{second}").CheckAsync();
        await visitor.Get("compare").ClickAsync();
        await Expect(visitor.Get("compare-results").Locator("tbody tr")).ToHaveCountAsync(4);
        await Expect(visitor.Page.Locator(".of-race h2").First).ToContainTextAsync("<b>two</b> workers");
        await visitor.AssertAccessible("comparison");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "<b>two</b> workers" }).ClickAsync();
        await visitor.WaitForResults();
        Assert.EndsWith($"/race/{first}", visitor.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bin_RacesDeletedTogether_AreRestoredFromIt()
    {
        await using var visitor = await browser.NewVisitor();
        var ids = new List<string>();
        foreach (var workers in (int[])[6, 7])
        {
            await visitor.GoTo($"/?cc=BR,CN,DE,FR,EG&modes=async&site=local&workers={workers}");
            ids.Add((await visitor.RunRace())["/race/".Length..]);
            await visitor.WaitForResults();
        }

        await visitor.GoTo("/history");
        await visitor.Get($"pick-{ids[0]}").CheckAsync();
        await visitor.Get($"pick-{ids[1]}").CheckAsync();
        await visitor.Get("delete-picked").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Delete 2 races?");
        await visitor.AssertAccessible("the question before races are deleted");
        await visitor.Get("delete-yes").ClickAsync();
        await Expect(visitor.Page.Locator(".mud-snackbar")).ToContainTextAsync("Deleted 2 races");
        await Expect(visitor.Get($"open-{ids[0]}")).ToHaveCountAsync(0);

        await visitor.Get("show-bin").ClickAsync();
        Assert.EndsWith("/history?bin", visitor.Page.Url, StringComparison.Ordinal);
        await Expect(RowOf(visitor, ids[0]).Locator("time")).ToHaveCountAsync(3);
        await visitor.AssertAccessible("the bin");
        await visitor.Get($"restore-{ids[0]}").ClickAsync();
        await Expect(visitor.Get($"kept-{ids[0]}")).ToHaveCountAsync(0);
        await visitor.Get($"pick-{ids[1]}").CheckAsync();
        await visitor.Get("restore-picked").ClickAsync();
        await Expect(visitor.Get($"kept-{ids[1]}")).ToHaveCountAsync(0);
        await visitor.Get("show-races").ClickAsync();
        await Expect(visitor.Get($"open-{ids[0]}")).ToBeVisibleAsync();
        await Expect(visitor.Get($"open-{ids[1]}")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task History_RaceStartsElsewhere_AppearsAndFocusStaysOnItsRace()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=KI,TV&modes=async&site=local");
        var id = (await visitor.RunRace())["/race/".Length..];
        await visitor.WaitForResults();
        await using var reader = await browser.NewVisitor();
        await reader.GoTo("/history");
        // Without the filter, races of other tests could push the row out of the part of the list that has elements.
        await reader.Get("history-text").FillAsync("Kiribati");
        await Expect(RowOf(reader, id)).ToContainTextAsync("✓ finished");
        await reader.Get($"delete-{id}").FocusAsync();
        await visitor.Get("run").ClickAsync();
        await visitor.Page.WaitForFunctionAsync("id => location.pathname.startsWith('/race/') && !location.pathname.endsWith(id)", id);
        var next = (await visitor.Page.EvaluateAsync<string>("() => location.pathname"))["/race/".Length..];
        await Expect(RowOf(reader, next)).ToContainTextAsync("✓ finished");
        await Expect(reader.Get($"delete-{id}")).ToBeFocusedAsync();
    }

    /// <summary>Focuses a row, then loads the script, and then replaces the row as the grid does. Returns what has the focus.</summary>
    private const string FocusAfterARowIsReplaced = """
        async () => {
          const grid = document.body.appendChild(document.createElement('div'));
          const show = name => grid.innerHTML = `<button data-testid="delete-a" name="${name}"></button>`;
          show('old');
          grid.firstElementChild.focus();
          (await import('./js/row-focus.js')).keepFocus(grid);
          show('new');
          await new Promise(requestAnimationFrame);
          return document.activeElement.name ?? '';
        }
        """;

    [Fact]
    public async Task Row_FocusedBeforeItsScriptCame_KeepsTheFocus()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/history");
        Assert.Equal("new", await visitor.Page.EvaluateAsync<string>(FocusAfterARowIsReplaced));
    }

    // The line is so slow that the person leaves the page of the race before the browser has answered its first render.
    [Fact]
    public async Task History_OpenedWhileRaceStarts_CausesNoErrors()
    {
        await browser.EnsureStarted();
        using var relay = new TcpRelay(browser.Server.Address, TimeSpan.FromMilliseconds(300));
        await using var visitor = await browser.NewVisitor(relay.Address);
        await visitor.GoTo("/?cc=BR,CN&modes=async&delay=0&jitter=0");
        await visitor.RunRace();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "History" })).ToBeVisibleAsync();
        // Also leaves the history page while it still loads.
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Tour", Exact = true }).ClickAsync();
        await Expect(visitor.Page.Locator("h1#scene")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".mud-alert")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Times_BrowserInAnotherTimeZone_AreInItsZone()
    {
        const string zone = "Asia/Shanghai";
        await using var visitor = await browser.NewVisitor(timeZone: zone);
        await visitor.GoTo("/?cc=BR&modes=async&site=local");
        var id = (await visitor.RunRace())["/race/".Length..];
        await visitor.WaitForResults();
        await visitor.GoTo("/history");
        var began = RowOf(visitor, id).Locator("time").First;
        var utc = DateTimeOffset.Parse((await began.GetAttributeAsync("datetime"))!, CultureInfo.InvariantCulture);
        var local = TimeZoneInfo.ConvertTime(utc, TimeZoneInfo.FindSystemTimeZoneById(zone));
        await Expect(began).ToHaveTextAsync(local.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task History_OnPhone_FitsWidth()
    {
        await using var visitor = await browser.NewVisitor(width: 390, height: 844, scheme: ColorScheme.Dark);
        await visitor.GoTo("/?cc=BR,CN&modes=sequential,async&site=local");
        var id = (await visitor.RunRace())["/race/".Length..];
        await visitor.WaitForResults();
        await visitor.GoTo("/history");
        await Expect(visitor.Get($"again-{id}")).ToBeInViewportAsync();
        Assert.Equal(390, await visitor.PageWidth());
        await visitor.AssertAccessible("history on a phone");
        await visitor.Get($"again-{id}").ClickAsync();
        await visitor.Page.WaitForFunctionAsync("id => location.pathname.startsWith('/race/') && !location.pathname.endsWith(id)", id);
        await visitor.WaitForResults();
    }

    [Fact]
    public async Task History_SomeRacesSelected_ChecksTheHeaderPartly()
    {
        await using var visitor = await browser.NewVisitor();
        var id = "";
        for (var races = 0; races < 2; races++)
        {
            await visitor.GoTo("/?cc=BR&modes=async&site=local");
            id = (await visitor.RunRace())["/race/".Length..];
            await visitor.WaitForResults();
        }

        await visitor.GoTo("/history");
        var all = visitor.Get("pick-all");
        await visitor.Get($"pick-{id}").CheckAsync();
        await Expect(all).ToBeCheckedAsync(new() { Indeterminate = true });
        await all.ClickAsync();
        await Expect(visitor.Get($"pick-{id}")).ToBeCheckedAsync();
        await Expect(all).ToBeCheckedAsync();
        await visitor.Get($"pick-{id}").UncheckAsync();
        await Expect(all).ToBeCheckedAsync(new() { Indeterminate = true });
    }

    [Theory]
    [InlineData(1024, "5")]
    [InlineData(900, "1 4")]
    [InlineData(800, "1 4")]
    [InlineData(600, "1 2 2")]
    [InlineData(390, "1 2 2")]
    public async Task Filter_NarrowWindow_FillsItsLinesEvenly(int width, string fieldsPerLine)
    {
        await using var visitor = await browser.NewVisitor(width: width);
        await visitor.GoTo("/history");
        Assert.Equal(fieldsPerLine, await visitor.Page.EvaluateAsync<string>(
            """
            () => {
              const lines = [];
              let end = 0;
              for (const { top, bottom } of [...document.querySelectorAll('.filter > div')].map(field => field.getBoundingClientRect())) {
                if (top >= end)
                  lines.push(0);
                lines[lines.length - 1]++;
                end = bottom;
              }
              return lines.join(' ');
            }
            """));
    }
}

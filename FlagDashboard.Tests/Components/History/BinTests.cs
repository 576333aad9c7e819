using Bunit;
using FlagDashboard.Components.History;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Security;
using FlagDashboard.Tests.History;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace FlagDashboard.Tests.Components.History;

/// <summary>Races that are deleted together, and the bin, from which they are restored.</summary>
public sealed class BinTests : ComponentTest
{
    private RaceHistory History => Services.GetRequiredService<RaceHistory>();

    private Snackbar[] Messages => [.. Services.GetRequiredService<ISnackbar>().ShownSnackbars];

    private void Keep(bool running = false, params string[] ids)
    {
        foreach (var id in ids)
        {
            var definition = RaceDefinition.Of(
                new() { Countries = ["BR"], Modes = ["async"], Site = SiteId.Local }, Services.GetRequiredService<ModeCatalog>());
            var race = new Race(id, definition, TimeProvider.System);
            race.Log.Append(new(0, 0, RaceEventKind.RaceStarted) { Definition = definition });
            if (!running)
                race.Log.Append(new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Error));
            Services.GetRequiredService<RaceArchive>().StartSaving(race);
        }

        Services.GetRequiredService<RaceArchive>().Flush();
    }

    private IRenderedComponent<HistoryPage> Show(string address, int races)
    {
        _ = Popovers;
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() => Assert.Equal(races, Ids(page).Length));
        return page;
    }

    private static string[] Ids(IRenderedComponent<HistoryPage> page) =>
        [.. page.FindAll("[data-testid^=kept-]").Select(row => row.GetAttribute("data-testid")!["kept-".Length..]).Order()];

    private static Task Click(IRenderedComponent<IComponent> page, string testId) =>
        Use(page, $"[data-testid={testId}]", button => button.Click());

    [Fact]
    public async Task DeletePicked_Confirmed_DeletesAllWithOneUndo()
    {
        Keep(ids: ["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"]);
        var dialogs = Render<MudDialogProvider>();
        var page = Show("/history", 3);
        await Use(page, "[data-testid=pick-aaaaaaaaaa]", element => element.Change(true));
        await Use(page, "[data-testid=pick-bbbbbbbbbb]", element => element.Change(true));
        await Click(page, "delete-picked");
        dialogs.WaitForAssertion(() => Assert.Contains("Delete 2 races?", dialogs.Markup, StringComparison.Ordinal));
        await Click(dialogs, "delete-yes");
        page.WaitForAssertion(() => Assert.Equal(["cccccccccc"], Ids(page)));
        Assert.Equal("Deleted 2 races", Assert.Single(Messages).Message);
        Assert.Empty(page.FindAll("[data-testid=picked-count]"));
        var snackbars = Render<MudSnackbarProvider>();
        await snackbars.InvokeAsync(() =>
            snackbars.FindAll("button").First(button => button.TextContent.Contains("Undo", StringComparison.Ordinal)).ClickAsync());
        page.WaitForAssertion(() => Assert.Equal(["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"], Ids(page)));
    }

    [Fact]
    public async Task DeletePicked_NotConfirmed_DeletesNothing()
    {
        Keep(ids: ["aaaaaaaaaa", "bbbbbbbbbb"]);
        var dialogs = Render<MudDialogProvider>();
        var page = Show("/history", 2);
        await Use(page, "[data-testid=pick-all]", element => element.Change(true));
        await Click(page, "delete-picked");
        await Click(dialogs, "delete-no");
        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll("[data-testid=delete-no]")));
        Assert.Equal(["aaaaaaaaaa", "bbbbbbbbbb"], Ids(page));
        Assert.Equal("2 selected", page.Find("[data-testid=picked-count]").TextContent);
    }

    [Fact]
    public async Task DeletePicked_OneRaceRuns_DeletesOthersAndNamesIt()
    {
        Keep(ids: ["aaaaaaaaaa", "bbbbbbbbbb"]);
        Keep(running: true, "cccccccccc");
        var dialogs = Render<MudDialogProvider>();
        var page = Show("/history", 3);
        await Click(page, "rename-cccccccccc");
        await Use(page, "[data-testid=name-cccccccccc]", element => element.Input("still on"));
        await Use(page, ".rename", element => element.Submit());
        page.WaitForAssertion(() => Assert.Equal("still on", page.Find("[data-testid=open-cccccccccc]").TextContent));
        await Use(page, "[data-testid=pick-all]", element => element.Change(true));
        page.WaitForAssertion(() => Assert.Equal("3 selected", page.Find("[data-testid=picked-count]").TextContent));
        await Click(page, "delete-picked");
        await Click(dialogs, "delete-yes");
        page.WaitForAssertion(() => Assert.Equal(["cccccccccc"], Ids(page)));
        Assert.Equal(
            ["Deleted 2 races", "“still on” is running. Cancel it before you delete it."], Messages.Select(message => message.Message));
        Assert.Equal("1 selected", page.Find("[data-testid=picked-count]").TextContent);
    }

    [Fact]
    public async Task PickAll_FilteredList_PicksOnlyMatchingRaces()
    {
        Keep(ids: ["aaaaaaaaaa", "bbbbbbbbbb"]);
        var page = Show("/history", 2);
        await Use(page, "[data-testid=history-site]", element => element.Change("delay"));
        page.WaitForAssertion(() => Assert.Empty(Ids(page)));
        await Use(page, "[data-testid=history-site]", element => element.Change("local"));
        page.WaitForAssertion(() => Assert.Equal(2, Ids(page).Length));
        await Use(page, "[data-testid=pick-all]", element => element.Change(true));
        page.WaitForAssertion(() => Assert.All(page.FindAll("tbody .pick input"), box => Assert.True(box.HasAttribute("checked"))));
        await Use(page, "[data-testid=pick-all]", element => element.Change(false));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=picked-count]")));
    }

    [Fact]
    public async Task Pick_EachRace_ChecksTheHeader()
    {
        Keep(ids: ["aaaaaaaaaa", "bbbbbbbbbb"]);
        var page = Show("/history", 2);
        await Use(page, "[data-testid=pick-aaaaaaaaaa]", element => element.Change(true));
        Assert.False(page.Find("[data-testid=pick-all]").HasAttribute("checked"));
        await Use(page, "[data-testid=pick-bbbbbbbbbb]", element => element.Change(true));
        page.WaitForAssertion(() => Assert.True(page.Find("[data-testid=pick-all]").HasAttribute("checked")));
    }

    [Fact]
    public async Task PickAll_AndUnpickOneWhileTheListIsRead_PicksTheOthers()
    {
        Keep(ids: ["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"]);
        var page = Show("/history", 3);
        var (all, one) = (page.Find("[data-testid=pick-all]"), page.Find("[data-testid=pick-aaaaaaaaaa]"));
        await page.InvokeAsync(() => Task.WhenAll(all.ChangeAsync(true), one.ChangeAsync(false)));
        page.WaitForAssertion(() => Assert.Equal("2 selected", page.Find("[data-testid=picked-count]").TextContent));
        Assert.False(page.Find("[data-testid=pick-all]").HasAttribute("checked"));
        Assert.False(page.Find("[data-testid=pick-aaaaaaaaaa]").HasAttribute("checked"));
    }

    // No call to the browser ends here, as over a slow line.
    [Fact]
    public async Task Header_SelectionChangesDuringTheCallToTheBrowser_ShowsTheLastOne()
    {
        Keep(ids: ["aaaaaaaaaa", "bbbbbbbbbb"]);
        var header = JSInterop.SetupModule("./js/partly-checked.js").SetupVoid("showPicked", _ => true);
        var page = Show("/history", 2);
        foreach (var (press, all, some) in new[]
        {
            ("pick-aaaaaaaaaa", false, true), ("pick-all", true, false), ("pick-all", false, false),
        })
        {
            await Use(page, $"[data-testid={press}]", element => element.Change(true));
            page.WaitForAssertion(() => Assert.Equal([all, some], header.Invocations.Last().Arguments.Skip(1)));
        }
    }

    // The browser itself changes a checkbox that is pressed.
    [Fact]
    public async Task Header_PressedWithoutEffect_ShowsTheSelectionAgain()
    {
        var header = JSInterop.SetupModule("./js/partly-checked.js").SetupVoid("showPicked", _ => true);
        var grid = Render<RaceGrid>(parameters => parameters
            .Add(grid => grid.Query, new HistoryQuery())
            .Add(grid => grid.Load, (_, _, _) => Task.FromResult(PagedResult.Empty))
            .Add(grid => grid.PickedIds, ["aaaaaaaaaa"]));
        await Use(grid, "[data-testid=pick-all]", element => element.Change(true));
        grid.WaitForAssertion(() => Assert.Equal(2, header.Invocations.Count));
        Assert.All(header.Invocations, call => Assert.Equal([false, true], call.Arguments.Skip(1)));
    }

    [Fact]
    public async Task Header_WhenTheListShrinksToThePickedRace_IsChecked()
    {
        Keep(ids: ["aaaaaaaaaa", "bbbbbbbbbb"]);
        var page = Show("/history", 2);
        await Use(page, "[data-testid=pick-aaaaaaaaaa]", element => element.Change(true));
        await Click(page, "delete-bbbbbbbbbb");
        page.WaitForAssertion(() => Assert.Equal(["aaaaaaaaaa"], Ids(page)));
        page.WaitForAssertion(() => Assert.True(page.Find("[data-testid=pick-all]").HasAttribute("checked")));
        await Click(page, "delete-picked");
        page.WaitForAssertion(() => Assert.Empty(Ids(page)));
        page.WaitForAssertion(() => Assert.False(page.Find("[data-testid=pick-all]").HasAttribute("checked")));
    }

    [Fact]
    public async Task Bin_DeletedRaces_ShowsWhenTheyAreRemovedAndRestoresOne()
    {
        Keep(ids: ["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"]);
        var deleted = (await History.Delete(["aaaaaaaaaa", "bbbbbbbbbb"])).Deleted;
        Assert.Equal(2, deleted.Count);
        var page = Show("/history?bin", 2);
        var times = page.Find("[data-testid=kept-aaaaaaaaaa]").Closest("tr")!.QuerySelectorAll("time")
            .Select(time => DateTimeOffset.Parse(time.GetAttribute("datetime")!, System.Globalization.CultureInfo.InvariantCulture))
            .ToArray();
        Assert.Equal(3, times.Length);
        Assert.Equal(TimeSpan.FromHours(1), times[2] - times[1]);
        Assert.Empty(page.FindAll("[data-testid^=open-]"));
        await Click(page, "restore-aaaaaaaaaa");
        page.WaitForAssertion(() => Assert.Equal(["bbbbbbbbbb"], Ids(page)));
        Assert.Single(await History.Find(["aaaaaaaaaa"]));
    }

    [Fact]
    public async Task Bin_RestoreSelectedThenAll_RestoresThem()
    {
        string[] ids = ["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", "dddddddddd"];
        Keep(ids: ids);
        await History.Delete(ids);
        var page = Show("/history?bin", 4);
        await Use(page, "[data-testid=pick-aaaaaaaaaa]", element => element.Change(true));
        await Use(page, "[data-testid=pick-bbbbbbbbbb]", element => element.Change(true));
        await Click(page, "restore-picked");
        page.WaitForAssertion(() => Assert.Equal(["cccccccccc", "dddddddddd"], Ids(page)));
        await Click(page, "restore-all");
        page.WaitForAssertion(() =>
            Assert.StartsWith("The bin is empty.", page.Find("[data-testid=history-empty]").TextContent.Trim(), StringComparison.Ordinal));
        Assert.Equal(ids, (await History.List(new())).Rows.Select(row => row.Id).Order());
    }

    [Fact]
    public async Task Bin_OpenedFromList_ShowsDeletedRacesOnly()
    {
        Keep(ids: ["aaaaaaaaaa", "bbbbbbbbbb"]);
        await History.Delete("aaaaaaaaaa");
        var page = Show("/history", 1);
        Assert.Equal("page", page.Find("[data-testid=show-races]").GetAttribute("aria-current"));
        await page.InvokeAsync(() => Services.GetRequiredService<NavigationManager>().NavigateTo("/history?bin"));
        page.WaitForAssertion(() => Assert.Equal(["aaaaaaaaaa"], Ids(page)));
        Assert.Equal("page", page.Find("[data-testid=show-bin]").GetAttribute("aria-current"));
        Assert.Equal("descending", page.FindAll("th.when")[1].GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task Bin_Viewer_CannotRestore()
    {
        Services.AddSingleton<ICurrentUser>(FakeUser.Viewer);
        Keep(ids: ["aaaaaaaaaa"]);
        await History.Delete("aaaaaaaaaa");
        var page = Show("/history?bin", 1);
        Assert.Empty(page.FindAll("[data-testid^=restore-]"));
    }
}

using Bunit;
using FlagDashboard.Components;
using FlagDashboard.Components.History;
using FlagDashboard.Experiments;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.History;
using FlagDashboard.Tests.Races;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace FlagDashboard.Tests.Components.History;

public sealed class HistoryPageTests : ComponentTest
{
    private RaceHistory History => Services.GetRequiredService<RaceHistory>();

    private RaceArchive Recorder => Services.GetRequiredService<RaceArchive>();

    /// <summary>A race that was brought here, or one that still runs.</summary>
    private void Keep(string id, string site = "delay", string[]? modes = null, bool running = false,
        DateTimeOffset? startedAt = null, DateTimeOffset? importedAt = null, SeriesPlace? series = null)
    {
        var plan = new RacePlan
        {
            Countries = ["BR", "CN"],
            Modes = modes ?? ["sequential", "async"],
            Site = Enum.Parse<SiteId>(site, ignoreCase: true)
        };
        var definition = new RaceDefinition(
            plan.Countries, [.. plan.Modes.Select(mode => new ModeInfo(mode, mode, "", ReceiveOrder.CallOrder))], plan);
        var began = new RaceEvent(1, 0, RaceEventKind.RaceStarted) { Definition = definition };
        if (running)
        {
            var race = new Race(id, definition, TimeProvider.System);
            race.Log.Append(began);
            Recorder.StartSaving(race);
        }
        else
        {
            Recorder.StartSaving(Race.FromLog(
                id, startedAt ?? TimeProvider.System.GetUtcNow(), [began, new(2, 1234, RaceEventKind.RaceFinished, Status: Outcome.Error)],
                importedAt, series));
        }

        Recorder.Flush();
    }

    [Theory]
    [InlineData(104, "tie of 2", "Sequential, Async · event loop")]
    [InlineData(110, "Sequential", "Sequential")]
    public void Winner_OtherModeIsSlower_IsATieUpTo5Percent(double asyncMs, string said, string names)
    {
        KeepFinished("aaaaaaaaaa", asyncMs);
        var winner = Show(1).Find("td.won span");
        Assert.Equal((said, names), (winner.TextContent, winner.GetAttribute("title")));
    }

    /// <summary>A race that ran to its end: Sequential took 100 ms.</summary>
    private void KeepFinished(string id, double asyncMs, SeriesPlace? series = null)
    {
        var plan = new RacePlan { Countries = ["BR", "CN"], Modes = ["sequential", "async"] };
        var definition = new RaceDefinition(
            plan.Countries, [.. plan.Modes.Select(mode => new ModeInfo(mode, mode, "", ReceiveOrder.CallOrder))], plan);
        Recorder.StartSaving(Race.FromLog(id, TimeProvider.System.GetUtcNow(),
        [
            new(1, 0, RaceEventKind.RaceStarted) { Definition = definition },
            new(2, 0, RaceEventKind.RunStarted, 0, Worker: 1),
            new(3, 0, RaceEventKind.RunStarted, 1, Worker: 1),
            .. Enumerable.Range(0, 4).Select(i =>
                new RaceEvent(4 + i, 50, RaceEventKind.Finished, i / 2, i % 2, Status: Outcome.Cancelled)),
            new(8, 100, RaceEventKind.RunFinished, 0, Status: Outcome.Ok),
            new(9, asyncMs, RaceEventKind.RunFinished, 1, Status: Outcome.Ok),
            new(10, asyncMs, RaceEventKind.RaceFinished, Status: Outcome.Ok),
        ],
        series: series));
        Recorder.Flush();
    }

    private IRenderedComponent<HistoryPage> Show(int races)
    {
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() => Assert.Equal(races, page.FindAll("[data-testid^=kept-]").Count));
        return page;
    }

    private static string[] Ids(IRenderedComponent<HistoryPage> page) =>
        [.. page.FindAll("[data-testid^=kept-]").Select(row => row.GetAttribute("data-testid")!["kept-".Length..])];

    private static string Count(IRenderedComponent<HistoryPage> page) => page.Find("[data-testid=history-count]").TextContent;

    [Fact]
    public void Page_NoRaces_ShowsWhatToDo()
    {
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() =>
            Assert.Contains("No race has been saved yet.", page.Find("[data-testid=history-empty]").TextContent, StringComparison.Ordinal));
        Assert.Equal("0 races", Count(page));
    }

    [Fact]
    public void Page_DatabaseCannotBeRead_ShowsProblemInsteadOfEmptyList()
    {
        Assert.False(Services.GetRequiredService<HistoryDatabase>().TryWrite(_ => throw new IOException("gone")));
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() =>
            Assert.Equal("The saved races cannot be read now. The reason is shown above.",
                page.Find("[data-testid=history-empty]").TextContent.Trim()));
    }

    [Fact]
    public void Page_SeriesThatStoppedBetweenTwoRaces_DoesNotLookFinished()
    {
        KeepFinished("aaaaaaaaaa", 110, new("stopped", 1, 3));
        KeepFinished("bbbbbbbbbb", 110, new("stopped", 2, 3));
        KeepFinished("cccccccccc", 110, new("whole", 2, 2));
        var page = Show(2);
        string StateOf(string id) => page.Find($"tr:has([data-testid=kept-{id}]) td.state").TextContent.Trim();
        Assert.Equal("◔ 2 of 3", StateOf("bbbbbbbbbb"));
        Assert.Equal("✓ finished", StateOf("cccccccccc"));
    }

    [Fact]
    public async Task Page_Series_IsOneEntryThatIsDeletedAndRestoredAsAWhole()
    {
        Keep("aaaaaaaaaa", series: new("series", 1, 2));
        Keep("bbbbbbbbbb", series: new("series", 2, 2));
        Keep("cccccccccc");
        var page = Show(2);
        Assert.Equal(["bbbbbbbbbb", "cccccccccc"], Ids(page).Order());
        Assert.Equal("./series/series", page.Find("[data-testid=open-bbbbbbbbbb]").GetAttribute("href"));
        Assert.Equal("series of 2", page.Find("[data-testid=tag-bbbbbbbbbb]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=tag-cccccccccc]"));

        await page.InvokeAsync(() => page.Find("[data-testid=delete-bbbbbbbbbb]").ClickAsync());
        page.WaitForAssertion(() => Assert.Equal(["cccccccccc"], Ids(page)));
        Assert.Equal(2, (await History.List(new() { OnlyDeleted = true })).TotalCount);
        await History.Restore(["bbbbbbbbbb"]);
        Assert.Equal(["aaaaaaaaaa", "bbbbbbbbbb"], (await History.ListSeriesRaces("series")).Select(row => row.Id));
    }

    [Fact]
    public void Page_SavedRaces_ShowTheirFacts()
    {
        Keep("aaaaaaaaaa", importedAt: TimeProvider.System.GetUtcNow());
        var page = Show(1);
        Assert.Equal("1 race", Count(page));
        var row = page.Find("[data-testid=kept-aaaaaaaaaa]").Closest("tr")!;
        Assert.Equal("./race/aaaaaaaaaa", page.Find("[data-testid=open-aaaaaaaaaa]").GetAttribute("href"));
        foreach (var fact in (string[])[
            "2 flags from DELAY, 5 workers", "imported", "Sequential, Async · event loop", "DELAY", "⚠ interrupted", "1.23\u00a0s"])
            Assert.Contains(fact, row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ListChangesElsewhere_ShowsItByItself()
    {
        Keep("aaaaaaaaaa");
        var page = Show(1);
        Keep("bbbbbbbbbb", importedAt: TimeProvider.System.GetUtcNow());
        page.WaitForAssertion(() => Assert.Equal(["bbbbbbbbbb", "aaaaaaaaaa"], Ids(page)));
        await History.Delete("aaaaaaaaaa");
        page.WaitForAssertion(() => Assert.Equal(["bbbbbbbbbb"], Ids(page)));
        Assert.Equal("1 race", Count(page));
    }

    [Fact]
    public async Task Page_ListChangesWhileNameIsTyped_ShowsItAfterwards()
    {
        Keep("aaaaaaaaaa");
        var page = Show(1);
        await Use(page, "[data-testid=rename-aaaaaaaaaa]", element => element.Click());
        await Use(page, "[data-testid=name-aaaaaaaaaa]", element => element.Input("half a na"));
        Keep("bbbbbbbbbb");
        await Use(page, "[data-testid=name-aaaaaaaaaa]", element => element.Input("half a name"));
        Assert.Empty(page.FindAll("[data-testid=kept-bbbbbbbbbb]"));
        await Use(page, "[data-testid=name-aaaaaaaaaa]", element => element.KeyDown("Escape"));
        page.WaitForAssertion(() => Assert.Equal(["bbbbbbbbbb", "aaaaaaaaaa"], Ids(page)));
    }

    [Fact]
    public async Task Filter_SiteModeOrText_ListsOnlyMatchingRaces()
    {
        Keep("aaaaaaaaaa", "delay", ["sequential"]);
        Keep("bbbbbbbbbb", "local", ["async"]);
        var page = Show(2);
        await Use(page, "[data-testid=history-site]", element => element.Change("local"));
        page.WaitForAssertion(() => Assert.Equal(["bbbbbbbbbb"], Ids(page)));
        await Use(page, "[data-testid=history-mode]", element => element.Change("sequential"));
        page.WaitForAssertion(() =>
            Assert.Equal("No race matches. Change the filter above.",
            page.Find("[data-testid=history-empty]").TextContent.Trim()));
        await Use(page, "[data-testid=history-site]", element => element.Change(""));
        page.WaitForAssertion(() => Assert.Equal(["aaaaaaaaaa"], Ids(page)));
        await Use(page, "[data-testid=history-mode]", element => element.Change(""));
        await page.InvokeAsync(() => page.Find("[data-testid=history-text]").InputAsync("from LOCAL"));
        page.WaitForAssertion(() => Assert.Equal(["bbbbbbbbbb"], Ids(page)));
        await page.InvokeAsync(() => page.Find("[data-testid=history-text]").InputAsync(""));
        await Use(page, "[data-testid=history-from]", element => element.Change("2999-01-01"));
        page.WaitForAssertion(() => Assert.Equal("0 races", Count(page)));
        await Use(page, "[data-testid=history-to]", element => element.Change("2000-01-01"));
        page.WaitForAssertion(() =>
            Assert.StartsWith("From is later than To", page.Find(".filter [role=alert]").TextContent, StringComparison.Ordinal));
        await Use(page, "[data-testid=history-from]", element => element.Change("nonsense"));
        await Use(page, "[data-testid=history-to]", element => element.Change(""));
        page.WaitForAssertion(() => Assert.Equal("2 races", Count(page)));
    }

    [Theory]
    [InlineData("brazil", "aaaaaaaaaa bbbbbbbbbb")]
    [InlineData("España", "")]
    [InlineData("event loop", "bbbbbbbbbb")]
    [InlineData(" SEQUEN", "aaaaaaaaaa")]
    public async Task Filter_NameOfCountryOrMode_ListsRacesThatHaveIt(string text, string expected)
    {
        Keep("aaaaaaaaaa", modes: ["sequential"]);
        Keep("bbbbbbbbbb", modes: ["async"]);
        var page = Show(2);
        await page.InvokeAsync(() => page.Find("[data-testid=history-text]").InputAsync(text));
        page.WaitForAssertion(() => Assert.Equal(expected, string.Join(' ', Ids(page).Order())));
    }

    [Fact]
    public void Page_ImportedRaces_ShowWhenTheyBeganAndWhenTheyWereImported()
    {
        DateTimeOffset began = new(2026, 3, 4, 5, 6, 0, TimeSpan.Zero), imported = new(2026, 7, 8, 9, 10, 0, TimeSpan.Zero);
        Services.GetRequiredService<VisitorTimeZone>().SetZone("UTC");
        Keep("aaaaaaaaaa", startedAt: began);
        Keep("bbbbbbbbbb", startedAt: began, importedAt: imported);
        Keep("cccccccccc", startedAt: imported, importedAt: imported);
        var page = Show(3);
        Assert.Equal(
            ["4 Mar 2026 05:06", "imported 8 Jul 2026 09:10", "imported 8 Jul 2026 09:10", "4 Mar 2026 05:06"],
            page.FindAll("td.when time").Select(time => time.TextContent));
    }

    [Fact]
    public async Task Sort_SameColumnTwice_ReversesOrder()
    {
        Keep("aaaaaaaaaa", "remote");
        Keep("bbbbbbbbbb", "delay");
        var page = Show(2);
        await Use(page, "[data-testid=sort-name]", element => element.Click());
        page.WaitForAssertion(() => Assert.Equal(["bbbbbbbbbb", "aaaaaaaaaa"], Ids(page)));
        Assert.Equal("ascending", page.Find("th.name[scope=col]").GetAttribute("aria-sort"));
        await Use(page, "[data-testid=sort-name]", element => element.Click());
        page.WaitForAssertion(() => Assert.Equal(["aaaaaaaaaa", "bbbbbbbbbb"], Ids(page)));
        Assert.Equal("descending", page.Find("th.name[scope=col]").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task Rename_NewName_IsSavedAndIsNothingButText()
    {
        Keep("aaaaaaaaaa");
        var page = Show(1);
        await Use(page, "[data-testid=rename-aaaaaaaaaa]", element => element.Click());
        await Use(page, "[data-testid=name-aaaaaaaaaa]", element => element.Input(" <img src=x> "));
        await Use(page, ".rename", element => element.Submit());
        page.WaitForAssertion(() => Assert.Equal("<img src=x>", page.Find("[data-testid=open-aaaaaaaaaa]").TextContent));
        Assert.Empty(page.FindAll("img"));
        Assert.Equal("<img src=x>", Assert.Single(await History.Find(["aaaaaaaaaa"])).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-1")]
    public async Task Rename_InvalidName_ShowsReasonAndEscapeKeepsOldName(string name)
    {
        Keep("aaaaaaaaaa");
        var page = Show(1);
        await Use(page, "[data-testid=rename-aaaaaaaaaa]", element => element.Click());
        await Use(page, "[data-testid=name-aaaaaaaaaa]", element => element.Input(name));
        await Use(page, ".rename", element => element.Submit());
        Assert.Equal("A name has from 1 to 80 characters.", page.WaitForElement(".rename [role=alert]").TextContent.Trim());
        await Use(page, "[data-testid=name-aaaaaaaaaa]", element => element.KeyDown("Escape"));
        Assert.Equal("2 flags from DELAY, 5 workers", page.WaitForElement("[data-testid=open-aaaaaaaaaa]").TextContent);
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u3164\u2060")]
    public async Task Rename_InvisibleName_ShowsReason(string name)
    {
        Keep("aaaaaaaaaa");
        var page = Show(1);
        await Use(page, "[data-testid=rename-aaaaaaaaaa]", element => element.Click());
        await Use(page, "[data-testid=name-aaaaaaaaaa]", element => element.Input(name));
        await Use(page, ".rename", element => element.Submit());
        Assert.Equal(
            "A name needs a character that can be seen, and no control characters.",
            page.WaitForElement(".rename [role=alert]").TextContent.Trim());
    }

    [Fact]
    public async Task Rename_PastedNameTooLong_ShowsReasonBeforeSave()
    {
        Keep("aaaaaaaaaa");
        var page = Show(1);
        await Use(page, "[data-testid=rename-aaaaaaaaaa]", element => element.Click());
        Assert.Equal("81", page.WaitForElement("[data-testid=name-aaaaaaaaaa]").GetAttribute("maxlength"));
        await Use(page, "[data-testid=name-aaaaaaaaaa]", element => element.Input(new string('n', 81)));
        Assert.Equal("A name has from 1 to 80 characters.", page.WaitForElement(".rename [role=alert]").TextContent.Trim());
        await Use(page, "[data-testid=name-aaaaaaaaaa]", element => element.Input(new string('n', 80)));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".rename [role=alert]")));
    }

    [Fact]
    public async Task Filter_TextTooLong_SaysWhatIsSearched()
    {
        var page = Show(0);
        Assert.Equal("101", page.Find("[data-testid=history-text]").GetAttribute("maxlength"));
        await page.InvokeAsync(() => page.Find("[data-testid=history-text]").InputAsync(new string('n', 101)));
        page.WaitForAssertion(() =>
            Assert.Equal("Only the first 100 characters are searched.", page.Find(".filter [role=alert]").TextContent));
    }

    [Fact]
    public async Task Delete_SavedRace_RemovesRowAndUndoRestoresIt()
    {
        Keep("aaaaaaaaaa");
        Keep("bbbbbbbbbb");
        var page = Show(2);
        await page.InvokeAsync(() => page.Find("[data-testid=delete-aaaaaaaaaa]").ClickAsync());
        page.WaitForAssertion(() => Assert.Equal(["bbbbbbbbbb"], Ids(page)));
        var said = Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars);
        Assert.Equal("Deleted: 2 flags from DELAY, 5 workers", said.Message);
        var snackbars = Render<MudSnackbarProvider>();
        await snackbars.InvokeAsync(() =>
            snackbars.FindAll("button").First(button => button.TextContent.Contains("Undo", StringComparison.Ordinal)).ClickAsync());
        page.WaitForAssertion(() => Assert.Equal(["bbbbbbbbbb", "aaaaaaaaaa"], Ids(page)));
    }

    [Fact]
    public async Task Delete_TwoRacesOfOneName_EachCanBeRestored()
    {
        Keep("aaaaaaaaaa");
        Keep("bbbbbbbbbb");
        var page = Show(2);
        await page.InvokeAsync(() => page.Find("[data-testid=delete-aaaaaaaaaa]").ClickAsync());
        await page.InvokeAsync(() => page.Find("[data-testid=delete-bbbbbbbbbb]").ClickAsync());
        page.WaitForAssertion(() => Assert.Empty(Ids(page)));
        var snackbars = Render<MudSnackbarProvider>();
        var undo = snackbars.FindAll("button").Where(button => button.TextContent.Contains("Undo", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, undo.Count);
        foreach (var button in undo)
            await button.ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(["bbbbbbbbbb", "aaaaaaaaaa"], Ids(page)));
    }

    [Fact]
    public async Task Delete_RunningRace_ShowsRefusal()
    {
        Keep("aaaaaaaaaa", running: true);
        var page = Show(1);
        await page.InvokeAsync(() => page.Find("[data-testid=delete-aaaaaaaaaa]").ClickAsync());
        page.WaitForAssertion(() =>
            Assert.Equal("“2 flags from DELAY, 5 workers” is running. Cancel it before you delete it.",
            Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message));
        Assert.Equal(["aaaaaaaaaa"], Ids(page));
    }

    [Fact]
    public async Task Pick_TwoRaces_LinksToComparisonInThatOrder()
    {
        foreach (var id in (string[])["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"])
            Keep(id);
        var page = Show(3);
        await Use(page, "[data-testid=pick-bbbbbbbbbb]", element => element.Change(true));
        Assert.Empty(page.FindAll("[data-testid=compare]"));
        await Use(page, "[data-testid=pick-aaaaaaaaaa]", element => element.Change(true));
        page.WaitForAssertion(() =>
            Assert.Equal("./compare?races=bbbbbbbbbb,aaaaaaaaaa", page.Find("[data-testid=compare]").GetAttribute("href")));
        await Use(page, "[data-testid=pick-bbbbbbbbbb]", element => element.Change(false));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=compare]")));
        await Use(page, "[data-testid=pick-none]", element => element.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=pick-none]")));
    }

    [Fact]
    public async Task RunAgain_PlanCannotRunHere_ShowsReason()
    {
        Keep("aaaaaaaaaa", "remote");
        var page = Show(1);
        await Use(page, "[data-testid=again-aaaaaaaaaa]", element => element.Click());
        page.WaitForAssertion(() =>
            Assert.Contains("REMOTE is not configured", Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message,
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task Name_OfExperiment_ShowsItsTitleAndNoIdsOfRuns()
    {
        var definition = new RaceDefinition(
            [], [new ModeInfo("as-completed", "Future.AsCompleted", "", ReceiveOrder.CompletionOrder)],
            Experiment: new("map-or-as-completed", "map or as_completed", "", "/experiments/map-or-as-completed"));
        Recorder.StartSaving(Race.FromLog(
            "eeeeeeeeee", TimeProvider.System.GetUtcNow(),
            [
                new(1, 0, RaceEventKind.RaceStarted) { Definition = definition },
                new(2, 1, RaceEventKind.RaceFinished, Status: Outcome.Error),
            ]));
        Recorder.Flush();
        Assert.Equal("", Show(1).Find("[data-testid=kept-eeeeeeeeee] + small").TextContent);

        await History.Rename("eeeeeeeeee", "Mine");
        Assert.Equal("map or as_completed", Show(1).Find("[data-testid=kept-eeeeeeeeee] + small").TextContent);
    }

    [Fact]
    public async Task RunAgain_ExperimentWhileAnotherRaceRuns_ShowsExperiment()
    {
        using var gate = new ManualResetEventSlim();
        var dashboard = await Serve(new FakeMode("gated", _ => gate.Wait(TimeSpan.FromSeconds(60))));
        Services.AddSingleton(dashboard.Get<RaceHistory>()).AddSingleton(dashboard.Get<ExperimentRegistry>());
        var races = dashboard.Get<RaceRegistry>();
        var download = dashboard.Race(plan => plan with { Countries = ["BR"] });
        var experiment = dashboard.Get<ExperimentRegistry>().Find("map-or-as-completed")!;
        var before = experiment.Start(SettingValues.ReadLink(experiment.Settings, "delays=0,0"));
        await before.Completion.Guarded();
        dashboard.Get<RaceArchive>().Flush();

        var page = Show(2);
        await page.InvokeAsync(() => page.Find($"[data-testid=again-{download.Id}]").ClickAsync());
        await page.InvokeAsync(() => page.Find($"[data-testid=again-{before.Id}]").ClickAsync());
        Assert.Equal(4, races.Listed.Count);
        Assert.Equal("map-or-as-completed", races.Listed[0].Definition.Experiment?.Id);
        Assert.EndsWith(
            $"/experiments/map-or-as-completed?delays=0,0&race={races.Listed[0].Id}",
            Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        gate.Set();
        foreach (var race in races.Listed)
            await race.Completion.Guarded();
    }

    [Fact]
    public async Task RunAgain_ImportedExperimentWithForeignLink_UsesOnlyItsSettings()
    {
        var dashboard = await Serve(FakeMode.Idle());
        Services.AddSingleton(dashboard.Get<RaceHistory>()).AddSingleton(dashboard.Get<ExperimentRegistry>());
        var races = dashboard.Get<RaceRegistry>();
        var imported = races.Import(
        [
            new(1, 0, RaceEventKind.RaceStarted)
            {
                Definition = new(
                    [], [new ModeInfo("map", "map", "", ReceiveOrder.CallOrder)],
                    Experiment: new("map-or-as-completed", "Map", "", "/experiments/lock?delays=0,0&race=other")),
            },
            new(2, 1, RaceEventKind.RaceFinished, Status: Outcome.Error),
        ]);
        dashboard.Get<RaceArchive>().Flush();
        var page = Show(1);
        await page.InvokeAsync(() => page.Find($"[data-testid=again-{imported.Id}]").ClickAsync());
        await races.Listed[0].Completion.Guarded();
        Assert.EndsWith(
            $"/experiments/map-or-as-completed?delays=0,0&race={races.Listed[0].Id}",
            Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void HistoryBanner_StorageProblem_IsShownUntilSolved()
    {
        var banner = Render<StorageBanner>();
        Assert.Empty(banner.FindAll("*"));
        var file = Services.GetRequiredService<HistoryDatabase>();
        Assert.False(file.TryWrite(_ => throw new IOException("<b>gone</b>")));
        banner.WaitForAssertion(
            () => Assert.StartsWith(
            "Races are not being saved because ", banner.Find("[data-testid=history-trouble]").TextContent, StringComparison.Ordinal));
        Assert.Contains("<b>gone</b>", banner.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.True(file.TryWrite(_ => { }));
        banner.WaitForAssertion(() => Assert.Empty(banner.FindAll("*")));
    }
}

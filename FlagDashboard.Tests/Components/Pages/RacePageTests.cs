using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using FlagDashboard.Components;
using FlagDashboard.Components.Pages;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Security;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.Pages;

public sealed class RacePageTests : ComponentTest
{
    private readonly ManualResetEventSlim _gate = new();
    private TestDashboard _dashboard = null!;

    /// <summary>Renders the page at an address, on a server whose mode waits for the gate before it downloads.</summary>
    private async Task<IRenderedComponent<RacePage>> Show(string link = "/", Func<Race>? race = null)
    {
        _dashboard = await Serve(new FakeMode("gated", _ => _gate.Wait(TimeSpan.FromSeconds(60))), FakeMode.Idle());
        Services.GetRequiredService<NavigationManager>().NavigateTo(link);
        _ = Popovers;
        var id = race?.Invoke().Id;
        return Render<RacePage>(page => page.Add(p => p.Id, id));
    }

    private Race Gated() => _dashboard.Race(plan => plan with { Countries = ["FR", "DE"], Modes = ["gated"], Workers = 7 });

    private void FillTheServer(int queued)
    {
        var plan = Gated().Plan!;
        for (var i = 1; i < Limits.Default.MaxRunning + queued; i++)
            _dashboard.Get<RaceRegistry>().StartOrQueue(plan);
    }

    private string Address => new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery;

    private IReadOnlyCollection<NavigationHistory> History => Services.GetRequiredService<BunitNavigationManager>().History;

    protected override async ValueTask DisposeAsyncCore()
    {
        _gate.Set();
        await base.DisposeAsyncCore();
        _gate.Dispose();
    }

    [Theory]
    [InlineData("2026-03-04T05:06:00Z", "This race did not run on this server. It began on 4 Mar 2026 05:06, and was imported on ")]
    [InlineData(null, "This race did not run on this server. It was imported on ")]
    public async Task Page_ImportedRace_ShowsWhenItBeganAndWasImported(string? startedAt, string expected)
    {
        var page = await Show(race: () =>
        {
            RaceDefinition definition = new(
                ["FR"], [new ModeInfo("gated", "Gated", "", ReceiveOrder.CallOrder)],
                ClaimedStart: startedAt is null ? null : DateTimeOffset.Parse(startedAt, CultureInfo.InvariantCulture));
            return _dashboard.Get<RaceRegistry>().Import([
                new(1, 0, RaceEventKind.RaceStarted) { Definition = definition },
                new(2, 1, RaceEventKind.RaceFinished, Status: Outcome.Error),
            ]);
        });
        await page.InvokeAsync(() => Services.GetRequiredService<VisitorTimeZone>().SetZone("UTC"));
        Assert.StartsWith(expected, page.Find("[data-testid=import-note]").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NoLink_ShowsDefaultPlanAndEmptyStage()
    {
        var page = await Show();
        Assert.Equal("Press Run, and watch 20 flags arrive", page.Find("[data-testid=empty] h2").TextContent);
        Assert.Equal(20, page.FindAll(".chips li").Count);
        Assert.False(page.Find("[data-testid=run]").HasAttribute("disabled"));
        Assert.Empty(page.FindAll(".problem"));
    }

    [Fact]
    public async Task Page_OpenedByViewer_ShowsRaceWithoutControls()
    {
        Services.AddSingleton<ICurrentUser>(FakeUser.Viewer);
        var page = await Show(race: () => Gated());
        page.WaitForElement("[data-testid=race]");
        Assert.NotEmpty(page.FindAll("[data-testid=watching]"));
        Assert.Empty(page.FindAll("[data-testid=run], [data-testid=cancel], [data-testid=import]"));
    }

    [Fact]
    public async Task Run_Repeated_OpensTheSeries()
    {
        var page = await Show("/?cc=FR&modes=idle");
        await page.InvokeAsync(() => page.Find("input[data-testid=repeat]").InputAsync("3"));
        await page.InvokeAsync(() => page.Find("form.plan").SubmitAsync());
        var place = _dashboard.Get<RaceRegistry>().Listed[^1].Series!;
        Assert.Equal((1, 3, $"/series/{place.SeriesId}"), (place.RaceNumber, place.PlannedRaceCount, Address));
    }

    [Fact]
    public async Task Page_RaceOfASeries_LinksToIt()
    {
        var page = await Show(race: () => _dashboard.Get<RaceRegistry>().StartOrQueue(
            new() { Countries = ["FR"], Modes = ["idle"], Site = SiteId.Local }, new("series", 2, 5)));
        page.WaitForAssertion(() => Assert.Equal(
            ("Race 2 of 5 of a series", "./series/series"),
            (page.Find("[data-testid=series-of]").TextContent.Trim(), page.Find("[data-testid=series-of] a").GetAttribute("href"))));
    }

    [Fact]
    public async Task Page_RaceOfUnlistedCodes_ShowsThemAsErrors()
    {
        var page = await Show(race: () =>
            _dashboard.Race(plan => plan with { Countries = ["FR", "ZZ"], Modes = ["idle"], AllowsNonCountryCodes = true }));
        Assert.Equal("FR", Assert.Single(page.FindAll(".chips .chip:not(.bad)")).TextContent.Trim());
        Assert.Contains("ZZ", Assert.Single(page.FindAll("[data-testid=bad-code]")).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inturn")]
    [InlineData("in-turn")]
    public async Task Page_Link_ShowsPlanOfLink(string start)
    {
        var page = await Show($"/?cc=fr,DE,zz&modes=idle&workers=3&site=local&delay=10&jitter=5&seed=9&start={start}");
        Assert.Equal(["DE", "FR"], page.FindAll(".chips .chip:not(.bad)").Select(chip => chip.TextContent.Trim()));
        Assert.Single(page.FindAll("[data-testid=bad-code]"));
        Assert.Equal("mode-idle", Assert.Single(page.FindAll(".mode input:checked")).GetAttribute("data-testid"));
        Assert.Equal(["3", "9", "10", "5"], page.FindAll(".numbers input").Select(input => input.GetAttribute("value")));
        Assert.Equal(("Local", "InTurn"),
            (page.Find("[data-testid=site]").GetAttribute("value"), page.Find("[data-testid=start]").GetAttribute("value")));
    }

    [Fact]
    public async Task Page_LinkWithoutCountries_CannotRun()
    {
        var page = await Show("/?cc=none");
        Assert.All(page.FindAll("[data-testid=run], [data-testid=first-run]"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Equal("Pick at least one country.", page.Find("fieldset.field .problem").TextContent);
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Equal("/?cc=none", Address);
    }

    [Fact]
    public async Task Page_InvalidLink_ShowsProblemOfEachField()
    {
        var page = await Show("/?cc=&modes=&workers=-1&site=%00&delay=NaN&jitter=x&seed=&start=?");
        Assert.Equal(["workers", "seed", "delayMs", "jitterMs"], page.FindAll(".numbers input[aria-invalid=true]")
            .Select(input => input.GetAttribute("data-testid")));
        Assert.Equal(4, page.FindAll("fieldset.field > .problem[role=alert]").Count);
        Assert.True(page.Find("[data-testid=run]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Plan_Changed_ReplacesPlanInAddress()
    {
        var page = await Show("/?workers=3");
        await page.InvokeAsync(() => page.Find("[data-testid=preset-none]").ClickAsync());
        Assert.Equal("/?cc=none&workers=3", Address);
        Assert.True(History.First().Options.ReplaceHistoryEntry);
        await page.InvokeAsync(() => page.Find("[data-testid=preset-all]").ClickAsync());
        Assert.Equal("/?cc=all&workers=3", Address);
        Assert.Equal(Catalog.All.Count, page.FindAll(".chips li").Count);
    }

    [Fact]
    public async Task Run_GoodPlan_StartsRaceAndNavigatesToIt()
    {
        var page = await Show("/?cc=FR,DE,ZZ&modes=idle&workers=2&site=local");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        var race = (await _dashboard.Get<RaceRegistry>().Find(Address["/race/".Length..]))!;
        Assert.Equal(["DE", "FR"], race.Plan!.Countries);
        Assert.Equal(["idle"], race.Plan!.Modes);
        Assert.Equal((2, SiteId.Local), (race.Plan!.Workers, race.Plan!.Site));
    }

    /// <summary>A person leaves a race that runs by the sign of the product, which leads to “/”, and runs another plan there.</summary>
    [Fact]
    public async Task Run_OtherPlanWhileRaceRuns_StartsAnotherRaceAndKeepsThePlan()
    {
        var page = await Show("/?cc=all&modes=gated&site=local");
        await page.InvokeAsync(() => page.Find("form.plan").SubmitAsync());
        var first = Address["/race/".Length..];
        page.Render(p => p.Add(q => q.Id, first));
        page.WaitForElement("[data-testid=cancel]");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/");
        page.Render(p => p.Add(q => q.Id, (string?)null));
        await page.InvokeAsync(() => page.Find("[data-testid=preset-oceania]").ClickAsync());
        var picked = page.FindAll(".chips li").Select(chip => chip.TextContent.Trim()).ToList();
        Assert.InRange(picked.Count, 1, Catalog.All.Count - 1);

        await page.InvokeAsync(() => page.Find("form.plan").SubmitAsync());
        var second = Address["/race/".Length..];
        page.Render(p => p.Add(q => q.Id, second));
        page.WaitForElement("[data-testid=race]");
        Assert.Equal(picked, page.FindAll(".chips li").Select(chip => chip.TextContent.Trim()));
        Assert.Equal(picked, (await _dashboard.Get<RaceRegistry>().Find(second))!.Plan!.Countries);
        Assert.False((await _dashboard.Get<RaceRegistry>().Find(first))!.Completion.IsCompleted);
    }

    [Fact]
    public async Task Run_TooManyRaces_ShowsRefusalUntilPlanChanges()
    {
        var page = await Show("/?modes=gated&site=local");
        FillTheServer(Limits.Default.MaxQueued);
        await page.InvokeAsync(() => page.Find("[data-testid=first-run]").ClickAsync());
        Assert.Equal("4 races are running on this server and 8 are waiting: wait for one to end, or cancel one.",
            page.Find("[data-testid=refusal]").TextContent);
        Assert.Equal("/?modes=gated&site=local", Address);

        await page.InvokeAsync(() => page.Find("[data-testid=preset-all]").ClickAsync());
        Assert.Empty(page.FindAll("[data-testid=refusal]"));
    }

    [Fact]
    public async Task Run_TooManyRacesOnPageOfRace_ShowsRefusalUntilPlanChanges()
    {
        Race race = null!;
        var page = await Show(race: () => race = _dashboard.Race(plan => plan with { Countries = ["FR"], Modes = ["idle"] }));
        await race.Completion.Guarded();
        page.WaitForElement("[data-testid=results]");
        FillTheServer(Limits.Default.MaxQueued);
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Single(page.FindAll("[data-testid=refusal]"));

        await page.InvokeAsync(() => page.Find("[data-testid=preset-all]").ClickAsync());
        Assert.Empty(page.FindAll("[data-testid=refusal]"));
    }

    [Fact]
    public async Task Page_QueuedRace_ShowsItsPositionUntilItStarts()
    {
        Race race = null!;
        var page = await Show(race: () =>
        {
            FillTheServer(queued: 1);
            return race = _dashboard.Get<RaceRegistry>().StartOrQueue(_dashboard.Get<RaceRegistry>().Listed[0].Plan!);
        });
        page.WaitForAssertion(() => Assert.Contains("It is number 2 in the queue", Queued(), StringComparison.Ordinal));
        _dashboard.Get<RaceRegistry>().Listed[1].Cancel();
        page.WaitForAssertion(() => Assert.Contains("It is number 1 in the queue", Queued(), StringComparison.Ordinal));
        _gate.Set();
        await race.Completion.Guarded();
        page.WaitForElement("[data-testid=race]");

        string Queued() => page.Find("[data-testid=queued]").TextContent;
    }

    [Fact]
    public async Task Page_QueuedRace_CanBeCancelled()
    {
        Race race = null!;
        var page = await Show(race: () =>
        {
            FillTheServer(queued: 0);
            return race = _dashboard.Get<RaceRegistry>().StartOrQueue(_dashboard.Get<RaceRegistry>().Listed[0].Plan!);
        });
        await page.WaitForElement("[data-testid=queued] button").ClickAsync();
        await race.Completion.Guarded();
        page.WaitForAssertion(() => Assert.StartsWith(
            "Cancelled after", page.Find("[data-testid=verdict]").TextContent.Trim(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nosuchrace", "nosuchrace")]
    [InlineData("<b>\0", "<b>\uFFFD")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaa…")]
    public async Task Page_UnknownRace_ShowsMessageAndPlanThatCanRun(string id, string shown)
    {
        await Show();
        var page = Render<RacePage>(page => page.Add(p => p.Id, id));
        Assert.Equal($"There is no race “{shown}” on this server", page.WaitForElement("[data-testid=missing] h2").TextContent);
        Assert.Empty(page.FindAll("[data-testid=race], [data-testid=cancel]"));
        Assert.False(page.Find("[data-testid=run]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Page_RunningRace_ShowsItsPlanAndCanCancel()
    {
        Race race = null!;
        var page = await Show(race: () => race = Gated());
        Assert.Equal("7", page.Find("input[data-testid=workers]").GetAttribute("value"));
        await page.WaitForElement("[data-testid=cancel]").ClickAsync();
        _gate.Set();
        await race.Completion.Guarded();
        page.WaitForElement("[data-testid=run]");
        Assert.StartsWith("Cancelled after", page.Find("[data-testid=verdict]").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ChangedOnPageOfRace_KeepsAddress()
    {
        var page = await Show("/race/x", Gated);
        await page.InvokeAsync(() => page.Find("[data-testid=preset-all]").ClickAsync());
        Assert.Equal("/race/x", Address);
        Assert.Equal(Catalog.All.Count, page.FindAll(".chips li").Count);
    }

    [Fact]
    public async Task Plan_DiffersFromRaceShown_SaysSoAndCanBeReset()
    {
        Race race = null!;
        var page = await Show(race: () => race = _dashboard.Race(plan => plan with { Countries = ["FR", "DE"], Modes = ["idle"] }));
        await race.Completion.Guarded();
        page.WaitForElement("[data-testid=results]");
        Assert.Empty(page.FindAll("[data-testid=differs]"));
        // The number is spelt in another way, so that the plan is the one that was raced.
        await page.InvokeAsync(() => page.Find("input[data-testid=workers]").InputAsync($"0{race.Plan!.Workers}"));
        Assert.Empty(page.FindAll("[data-testid=differs]"));

        await page.InvokeAsync(() => page.Find("[data-testid=preset-all]").ClickAsync());
        await page.InvokeAsync(() => page.Find("input[data-testid=workers]").InputAsync("six"));
        Assert.StartsWith("Differs from the race shown.", page.Find("[data-testid=differs]").TextContent.Trim(), StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("[data-testid=reset-plan]").ClickAsync());
        Assert.Equal(["DE", "FR"], page.FindAll(".chips li").Select(chip => chip.TextContent.Trim()));
        Assert.Equal($"{race.Plan!.Workers}", page.Find("input[data-testid=workers]").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-testid=differs], .plan .problem"));
    }

    [Fact]
    public async Task Plan_OfPageWithoutRace_DiffersFromNone()
    {
        var page = await Show();
        await page.InvokeAsync(() => page.Find("[data-testid=preset-all]").ClickAsync());
        Assert.Empty(page.FindAll("[data-testid=differs]"));
    }

    [Fact]
    public async Task Plan_ChangedAfterItsStart_DiffersFromTheStartedRace()
    {
        var page = await Show("/?cc=FR,DE&modes=idle&site=local");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.Render(p => p.Add(q => q.Id, Address["/race/".Length..]));
        page.WaitForElement("[data-testid=results]");
        Assert.Empty(page.FindAll("[data-testid=differs]"));
        await page.InvokeAsync(() => page.Find("[data-testid=preset-none]").ClickAsync());
        await page.InvokeAsync(() => page.Find("[data-testid=reset-plan]").ClickAsync());
        Assert.Equal(["DE", "FR"], page.FindAll(".chips li").Select(chip => chip.TextContent.Trim()));
    }
}

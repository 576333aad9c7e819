using Bunit;
using FlagDashboard.Components.History;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Races;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.History;

public sealed class ComparePageTests : ComponentTest
{
    private string Import(params RaceEvent[] events)
    {
        var log = Timeline.Logs.Log(["sequential", "async"], ["BR"], events);
        return Services.GetRequiredService<RaceRegistry>().Import(log).Id;
    }

    private static RaceEvent[] Run(int run, double end) =>
        [Timeline.Logs.RunStarted(0, 1, run), .. Timeline.Logs.Whole(0, end, run: run), Timeline.Logs.RunFinished(end, run: run)];

    private string Finished(double end) => Import([.. Run(0, end), .. Run(1, end / 2), Timeline.Logs.RaceFinished(end)]);

    private IRenderedComponent<ComparePage> Show(string ids)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/compare?races={ids}");
        var page = Render<ComparePage>();
        page.WaitForElement("[data-testid=compared], [data-testid=compare-problem]");
        return page;
    }

    private static string[] Problems(IRenderedComponent<ComparePage> page) =>
        [.. page.FindAll("[data-testid=compare-problem]").Select(problem => problem.TextContent)];

    [Fact]
    public async Task Page_TwoRaces_ShareOneAxisAndOneTable()
    {
        var (slow, quick) = (Finished(1000), Finished(500));
        var page = Show($"{slow},{quick}");
        Assert.Empty(Problems(page));
        Assert.StartsWith("--axis:1.02;", page.Find("[data-testid=compared]").GetAttribute("style"), StringComparison.Ordinal);
        Assert.Equal(["0", "1", "2", "3"], page.FindAll("[data-run]").Select(area => area.GetAttribute("data-run")));
        Assert.Equal(4, page.FindAll(".b.f[data-f]").Count);
        Assert.Equal(
            ["×1.0", "×2.0", "×2.0", "×4.0"],
            page.FindAll("[data-testid=compare-results] tbody tr").Select(row => row.Children[4].TextContent));
        await page.InvokeAsync(() => page.Find("[data-testid=with-firstrace]").ChangeAsync("on"));
        Assert.Equal(
            ["×1.0", "×1.0", "×2.0", "×2.0"],
            page.FindAll("[data-testid=compare-results] tbody tr").Select(row => row.Children[4].TextContent));
    }

    [Fact]
    public void Page_RaceWithIntervention_SaysSoOnlyThere()
    {
        var changed = Import(
            [Timeline.Logs.RunStarted(0, 1), Timeline.Logs.Submitted(0, 0), Timeline.Logs.Started(10, 0),
                Timeline.Logs.Intervened(20, 0, new(InterventionAct.NotFound)), Timeline.Logs.Finished(30, 0, Outcome.NotFound),
                Timeline.Logs.Received(30, 0), Timeline.Logs.RunFinished(40), .. Run(1, 40), Timeline.Logs.RaceFinished(40)]);
        var page = Show($"{Finished(1000)},{changed}");
        Assert.Empty(page.FindAll("section.compared:first-of-type [data-testid=compared-changes]"));
        Assert.Equal("1 intervention", page.Find($"[data-testid=compared-{changed}] [data-testid=compared-changes]").TextContent);
    }

    [Fact]
    public async Task Page_RenamedRace_ShowsItsName()
    {
        var (first, second) = (Finished(1000), Finished(500));
        Services.GetRequiredService<RaceArchive>().Flush();
        Assert.True(await Services.GetRequiredService<RaceHistory>().Rename(second, "<i>Tuesday</i>"));
        var page = Show($"{first},{second}");
        Assert.Equal(["A1 flag from DELAY, 5 workers", "B<i>Tuesday</i>"], page.FindAll(".of-race h2").Select(name => name.TextContent));
    }

    [Theory]
    [InlineData(SiteId.Delay, "1 flag · 1 worker · DELAY 300\u00a0±\u00a0200\u00a0ms, seed 612")]
    [InlineData(SiteId.Local, "1 flag · 1 worker · LOCAL")]
    [InlineData(SiteId.Error, "1 flag · 1 worker · ERROR 25%, 300\u00a0±\u00a0200\u00a0ms, seed 612")]
    public void Page_AnyRace_ShowsSettingsOfItsSite(SiteId site, string facts)
    {
        var definition = Timeline.Logs.Definition(["sequential"], ["BR"]);
        var race = Services.GetRequiredService<RaceRegistry>()
            .Import([Timeline.Logs.First(definition with { Plan = definition.Plan! with { Site = site } }),
            Timeline.Logs.Interrupted(300) with { Seq = 2 }]);
        Assert.Equal(facts, Show($"{race.Id},{Finished(500)}").FindAll(".of-race .facts")[0].TextContent);
    }

    [Fact]
    public void Page_InterruptedRace_ShowsInterrupted()
    {
        var page = Show($"{Finished(1000)},{Import([Timeline.Logs.RunStarted(0), Timeline.Logs.Interrupted(300)])}");
        Assert.Contains("interrupted", page.FindAll(".of-race")[1].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nosuchrace,<b>x</b>")]
    public void Page_FewerThanTwoRaces_ShowsWhatToDo(string ids)
    {
        var page = Show(Uri.EscapeDataString(ids));
        page.WaitForElement("[data-testid=compare-problem]");
        Assert.Equal("Select two or more races in the history to compare them.", Problems(page)[^1]);
        Assert.Equal(ids.Length == 0 ? 1 : 3, Problems(page).Length);
        Assert.Empty(page.FindAll("[data-testid=compared]"));
    }

    [Fact]
    public void Page_TooManyRaces_ShowsOnlyFirst()
    {
        var page = Show(string.Join(',', Enumerable.Range(0, ComparePage.MaxRaces + 1).Select(i => Finished(100 + i))));
        Assert.Equal([$"At most {ComparePage.MaxRaces} races can be compared. These are the first."], Problems(page));
        Assert.Equal(ComparePage.MaxRaces, page.FindAll(".of-race").Count);
    }

    [Fact]
    public async Task Rows_Chosen_ApplyToEveryRace()
    {
        var page = Show($"{Finished(1000)},{Finished(500)}");
        Assert.Equal("rows-worker", Assert.Single(page.FindAll("input[name=rows]:checked")).GetAttribute("data-testid"));
        await page.InvokeAsync(() => page.Find("[data-testid=rows-future]").ChangeAsync("on"));
        Assert.Equal("rows-future", Assert.Single(page.FindAll("input[name=rows]:checked")).GetAttribute("data-testid"));
        Assert.Equal(["BR", "BR", "BR", "BR"], page.FindAll(".labels span").Select(label => label.TextContent));
    }

    [Fact]
    public async Task Inspect_BarOfTheSecondRace_ShowsItsCard()
    {
        var page = Show($"{Finished(1000)},{Finished(500)}");
        await page.InvokeAsync(() => page.Instance.Inspect(3, 0, 5, 5));
        Assert.Contains("0.25\u00a0s", page.Find("[data-testid=bar-card]").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Instance.Inspect(99, 0, 5, 5));
        Assert.True(page.Find("[data-testid=bar-card]").HasAttribute("hidden"));
    }

    [Fact]
    public void ComparedRace_OfASeries_SaysWhichItIs()
    {
        var state = Timeline.Logs.Fold(["async"], ["BR"], Run(0, 40));
        var race = Render<ComparedRace>(view => view.Add(p => p.Race, new('A', "first", "BR", state, 40, new("series", 2, 5))));
        Assert.Equal("Race 2 of 5 of a series", race.Find("[data-testid=compared-series]").TextContent);
        race.Render(view => view.Add(p => p.Race, new('A', "first", "BR", state, 40, Series: null)));
        Assert.Empty(race.FindAll("[data-testid=compared-series]"));
    }
}

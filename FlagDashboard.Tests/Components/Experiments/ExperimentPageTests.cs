using Bunit;
using FlagDashboard.Components.Experiments;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.Experiments;

public sealed class ExperimentPageTests : ComponentTest
{
    private TestDashboard _dashboard = null!;

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private async Task<IRenderedComponent<ExperimentPage>> Show(string address = "/experiments/map-or-as-completed")
    {
        _dashboard = await Serve(FakeMode.Idle());
        Services.AddSingleton(_dashboard.Get<ExperimentRegistry>());
        Navigation.NavigateTo(address);
        return Render<ExperimentPage>(page => page.Add(p => p.ExperimentId, new Uri(Navigation.Uri).Segments[^1]));
    }

    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri);

    [Fact]
    public async Task Page_BeforeFirstRun_ShowsInstructions()
    {
        var page = await Show();
        Assert.Equal("Map or as completed", page.Find("h1").TextContent);
        Assert.Equal("When does my code get each result?", page.Find("[data-testid=empty] h2").TextContent);
        Assert.Equal(2, page.FindAll("form input[data-testid]").Count);
        Assert.Empty(page.FindComponents<RaceView>());
    }

    [Fact]
    public async Task Page_RaceOfAnExperimentThatIsUnknownHere_LeadsToTheRace()
    {
        await Show("/experiments/of-a-later-version?items=2&race=aaaaaaaaaa");
        Assert.Equal("race/aaaaaaaaaa", Here);
    }

    [Fact]
    public async Task Page_Settings_AreReadFromAndWrittenToLink()
    {
        var page = await Show("/experiments/map-or-as-completed?delays=1,0&workers=2");
        Assert.Equal("1,0", page.Find("input[data-testid=delays]").GetAttribute("value"));
        await page.InvokeAsync(() => page.Find("input[data-testid=workers]").InputAsync(new() { Value = "1" }));
        Assert.Equal("experiments/map-or-as-completed?delays=1,0&workers=1", Here);
    }

    [Fact]
    public async Task Page_InvalidSetting_ShowsProblemAndCannotRun()
    {
        var page = await Show("/experiments/map-or-as-completed?delays=1,99");
        Assert.Contains("“99” is not from 0 to 10.", page.Markup, StringComparison.Ordinal);
        Assert.True(page.Find("[data-testid=run]").HasAttribute("disabled"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Empty(_dashboard.Get<RaceRegistry>().Listed);
    }

    [Fact]
    public async Task Preset_Pressed_IsAppliedAndShown()
    {
        var page = await Show("/experiments/map-or-as-completed?workers=2");
        Assert.Empty(page.FindAll(".preset.on"));
        await page.FindAll(".preset")[2].ClickAsync();
        Assert.Equal("experiments/map-or-as-completed?delays=1,1,1,1,1", Here);
        Assert.Equal("equal calls", page.Find(".preset.on").TextContent);
        Assert.Equal("true", page.Find(".preset.on").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task Run_Pressed_AddsRaceToAddress()
    {
        var page = await Show("/experiments/map-or-as-completed?delays=0,0");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        var race = Assert.Single(_dashboard.Get<RaceRegistry>().Listed);
        Assert.Equal($"experiments/map-or-as-completed?delays=0,0&race={race.Id}", Here);
        await race.Completion.Guarded();
        Assert.Equal("map-or-as-completed", race.Definition.Experiment!.Id);
    }

    [Fact]
    public async Task Page_FinishedRace_ShowsConclusionAndNoTable()
    {
        var page = await Show("/experiments/map-or-as-completed?delays=0,0");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        var race = _dashboard.Get<RaceRegistry>().Listed.Single();
        page.Render();
        // The verdict appears after the end of the race, which comes after the end of its lanes.
        page.WaitForAssertion(() => Assert.StartsWith(
            "map held finished results for", page.Find("[data-testid=verdict] span").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, page.FindAll(".lane.done").Count);
        Assert.Empty(page.FindAll("[data-testid=results]"));
        Assert.All(page.FindAll(".speedup"), speedUp => Assert.Equal("", speedUp.TextContent));
        Assert.Equal("./experiments/map-or-as-completed?delays=0,0", page.Find("[data-testid=plan-link]").GetAttribute("href"));
        Assert.Equal(["loiter(0)", "loiter(0)"], page.FindAll("[data-testid=received-map] .named").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Run_SecondExperimentWhileFirstRuns_ShowsRaceOfEachAndCancelsItsOwn()
    {
        var page = await Show("/experiments/map-or-as-completed?delays=10,10");
        var races = _dashboard.Get<RaceRegistry>();
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Navigation.NavigateTo("/experiments/progress");
        page.Render(p => p.Add(e => e.ExperimentId, "progress"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Equal(["progress", "map-or-as-completed"], races.Listed.Select(race => race.Definition.Experiment!.Id));
        Assert.Equal($"experiments/progress?race={races.Listed[0].Id}", Here);

        page.Render();
        await Use(page, "[data-testid=cancel]", button => button.Click());
        await races.Listed[0].Completion.Guarded();
        Assert.Equal([Outcome.Cancelled, null], races.Listed.Select(race => race.Log.Snapshot()[^1].Status));
        foreach (var race in races.Listed)
        {
            race.Cancel();
            await race.Completion.Guarded();
        }
    }

    [Fact]
    public async Task Page_UnknownExperiment_ShowsMessageAndLinkToAll()
    {
        var page = await Show("/experiments/nosuch");
        Assert.Equal("There is no experiment “nosuch”", page.Find("[data-testid=missing] h1").TextContent);
        Assert.Equal("./experiments", page.Find("[data-testid=missing] a").GetAttribute("href"));
    }

    [Fact]
    public async Task Tiles_EveryExperiment_HasOne()
    {
        await Show();
        var tiles = Render<ExperimentsPage>();
        Assert.Equal(
            _dashboard.Get<ExperimentRegistry>().All.Select(experiment => $"./experiments/{experiment.Texts.Id}"),
            tiles.FindAll("[data-testid=experiments] a").Select(tile => tile.GetAttribute("href")));
    }
}

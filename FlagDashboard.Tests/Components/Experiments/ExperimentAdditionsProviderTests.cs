using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Experiments;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;

namespace FlagDashboard.Tests.Components.Experiments;

/// <summary>Tests the content that an experiment adds to its bars on every page.</summary>
public sealed class ExperimentAdditionsProviderTests : ComponentTest
{
    private TestDashboard _dashboard = null!;

    private async Task<IRenderedComponent<RaceView>> Show(string id, params (string Name, string Text)[] set)
    {
        _dashboard = await Serve(FakeMode.Idle());
        var experiment = _dashboard.Get<ExperimentRegistry>().Find(id)!;
        var race = experiment.Start(SettingValues.Read(experiment.Settings, name => set.FirstOrDefault(pair => pair.Name == name).Text));
        await race.Completion.Guarded();
        var live = Render<RaceView>(page => page.Add(p => p.RaceId, race.Id));
        live.WaitForAssertion(() => Assert.Equal(race.Definition.Runs.Count, live.FindAll(".lane.done").Count));
        return live;
    }

    private Task<IRenderedComponent<RaceView>> ShowProgress() => Show("progress", ("calls", "5"), ("workers", "1"), ("mean", "0.03"));

    [Fact]
    public async Task Progress_Race_HasChartBelowEachLaneAndOneSlider()
    {
        var live = await ShowProgress();
        Assert.Equal(
            ["timeleft-equal", "timeleft-growing", "timeleft-random"],
            live.FindAll(".lane figure.timeleft").Select(picture => picture.GetAttribute("data-testid")));
        Assert.Single(live.FindAll("input[data-testid=smoothing]"));
        Assert.All(live.FindComponents<RunTimeLeftChart>(), picture => Assert.NotEmpty(picture.FindAll(".best")));
        Assert.Empty(live.FindAll("[data-testid=results]"));
    }

    [Fact]
    public async Task Progress_SliderMoved_RendersAgainAndStartsNothing()
    {
        var live = await ShowProgress();
        string[] Paths(string estimator) => [.. live.FindAll($"path.{estimator}").Select(path => path.GetAttribute("d")!)];
        var (smoothed, naive, workers) = (Paths("smoothed"), Paths("naive"), Paths("workers"));
        await live.InvokeAsync(() => live.Find("input[data-testid=smoothing]").InputAsync(new() { Value = "1" }));
        Assert.Equal(naive, Paths("naive"));
        Assert.Equal(workers, Paths("workers"));
        Assert.NotEqual(smoothed[1], Paths("smoothed")[1]);
        Assert.Equal("1.00", live.Find(".smoothing output").TextContent);
        Assert.Single(_dashboard.Get<RaceRegistry>().Listed);
    }

    [Fact]
    public async Task OtherExperiments_Race_HasOnlyBars()
    {
        var live = await Show("map-or-as-completed", ("delays", "0,0"));
        Assert.Empty(live.FindAll(".timeleft, .smoothing"));
    }
}

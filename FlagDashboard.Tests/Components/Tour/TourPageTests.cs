using Bunit;
using Bunit.TestDoubles;
using FlagDashboard.Components.Tour;
using FlagDashboard.Experiments;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;
using FlagDashboard.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.Tour;

public sealed class TourPageTests : ComponentTest
{
    private BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    private IRenderedComponent<TourPage> Show(int? number = null) => Render<TourPage>(page => page.Add(p => p.SceneNumber, number));

    // On the renderer's thread the running race cannot render between finding the button and pressing it, which would replace its handler.
    private static Task PressRun(IRenderedComponent<TourPage> page) =>
        page.InvokeAsync(() => page.Find("[data-testid=run]").ClickAsync());

    [Fact]
    public void Scenes_EveryLink_IsAPlanThatRunsOrAnExperiment()
    {
        Assert.Equal(7, Scene.All.Count);
        foreach (var scene in Scene.All)
        {
            var (path, query) = (scene.Link.Split('?')[0], scene.Link.Split('?').ElementAtOrDefault(1) ?? "");
            if (path == "/")
            {
                // Here, Python is switched off, which is the only problem of a scene in Python.
                var problems = Read(PlanLink.Read(Catalog, Services.GetRequiredService<ModeCatalog>(), query)).Problems;
                var isInPython = query.Contains(ModeCatalog.PythonPrefix, StringComparison.Ordinal);
                Assert.Equal(
                    isInPython ? ["The modes in Python are switched off on this server."] : [], problems.Select(problem => $"{problem}"));
            }
            else
                Assert.NotNull(Services.GetRequiredService<ExperimentRegistry>().Find(path["/experiments/".Length..]));
        }
    }

    [Theory]
    [InlineData(null, "One after another", "1")]
    [InlineData(3, "Finished is not received", "3")]
    [InlineData(0, "One after another", "1")]
    [InlineData(99, "The lock, in Python", "7")]
    public async Task Number_Any_ShowsSceneOrNearest(int? number, string title, string step)
    {
        await Serve(FakeMode.Idle());
        var page = Show(number);
        Assert.Equal((title, step), (page.Find("h1").TextContent, page.Find("[aria-current=step]").TextContent));
        Assert.Equal("." + Scene.All[int.Parse(step) - 1].Link, page.Find("[data-testid=own-page]").GetAttribute("href"));
        Assert.Equal(step == "1", page.Find("[data-testid=back]").HasAttribute("disabled"));
        Assert.Equal(step == "7", page.Find("[data-testid=next]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Answer_Shown_IsHiddenByNextScene()
    {
        await Serve(FakeMode.Idle());
        var page = Show(1);
        Assert.Empty(page.FindAll("[data-testid=answer]"));
        await page.InvokeAsync(() => page.Find("[data-testid=show-answer]").ClickAsync());
        Assert.Equal(UnitSpacing.KeepTogether(Scene.All[0].Answer), page.Find("[data-testid=answer]").TextContent);
        page.Render(p => p.Add(t => t.SceneNumber, 2));
        Assert.Empty(page.FindAll("[data-testid=answer]"));
    }

    [Fact]
    public async Task Run_Scene_StartsItsPlanAndShowsRaceAgainOnReturn()
    {
        var dashboard = await Serve(FakeMode.Idle("sequential"), FakeMode.Idle("threads-as-completed"), FakeMode.Idle("threads-map"));
        var page = Show(1);
        await page.InvokeAsync(() => page.Find("[data-testid=run]").ClickAsync());
        var race = Assert.Single(dashboard.Get<RaceRegistry>().Listed);
        Assert.Equal(["sequential"], race.Plan!.Modes);
        Assert.EndsWith($"/tour/1?race={race.Id}", Navigation.Uri, StringComparison.Ordinal);
        await race.Completion.Guarded();

        await page.InvokeAsync(() => page.Find("[data-testid=next]").ClickAsync());
        Assert.EndsWith("/tour/2", Navigation.Uri, StringComparison.Ordinal);
        page.Render(p => p.Add(t => t.SceneNumber, 2));
        await page.InvokeAsync(() => page.Find("[data-testid=back]").ClickAsync());
        Assert.EndsWith($"/tour/1?race={race.Id}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NextSceneWhileFirstRuns_ShowsRaceOfEachScene()
    {
        using var gate = new ManualResetEventSlim();
        var dashboard = await Serve(
            new FakeMode("sequential", _ => gate.Wait(TimeSpan.FromSeconds(60))), FakeMode.Idle("threads-as-completed"),
                FakeMode.Idle("threads-map"));
        var page = Show(1);
        await PressRun(page);
        var first = Assert.Single(dashboard.Get<RaceRegistry>().Listed);

        page.Render(p => p.Add(t => t.SceneNumber, 2));
        Navigation.NavigateTo("/tour/2");
        await PressRun(page);
        var second = dashboard.Get<RaceRegistry>().Listed[0];
        Assert.Equal(["sequential", "threads-as-completed"], second.Plan!.Modes);
        Assert.EndsWith($"/tour/2?race={second.Id}", Navigation.Uri, StringComparison.Ordinal);

        page.Render(p => p.Add(t => t.SceneNumber, 1));
        Navigation.NavigateTo("/tour/1");
        await PressRun(page);
        Assert.EndsWith($"/tour/1?race={first.Id}", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(2, dashboard.Get<RaceRegistry>().Listed.Count);
        gate.Set();
        foreach (var race in dashboard.Get<RaceRegistry>().Listed)
            await race.Completion.Guarded();
    }

    [Fact]
    public async Task Run_UnknownModes_ShowsRefusal()
    {
        await Serve(FakeMode.Idle());
        var page = Show(1);
        await page.InvokeAsync(() => page.Find("[data-testid=run]").ClickAsync());
        Assert.NotEmpty(page.Find("[data-testid=refusal]").TextContent);
    }

    [Fact]
    public void Scenes_AboutHeldTime_AreTheOnlyOnesByFuture() =>
        Assert.Equal([2, 5], Enumerable.Range(0, Scene.All.Count).Where(i => Scene.All[i].Rows == RowLayout.ByFuture));
}

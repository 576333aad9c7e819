using Bunit;
using FlagDashboard.Components;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class RacePanelTests : ComponentTest
{
    private static readonly string[] InPlanOrder = ["async", "sequential", "threads-map"];

    private readonly RaceState _race =
        Fold(InPlanOrder, ["BR", "CN"], [RunStarted(0, 2), RunStarted(0, run: 1), RunStarted(0, 2, 2), .. Whole(0, 100)]);
    private RowLayout? _rows;

    private IRenderedComponent<RacePanel> Show(double now = 200, RowLayout rows = RowLayout.ByWorker) => Render<RacePanel>(view => view
        .Add(p => p.Race, _race)
        .Add(p => p.ShownMs, now)
        .Add(p => p.Rows, rows)
        .Add(p => p.RowsChanged, told => _rows = told)
        .Add(p => p.StartPageLink, "/?cc=BR,CN"));

    private void Finish() => Tell(
        _race,
        [
            .. Whole(100, 200, 1), RunFinished(200),
            .. Whole(0, 300, run: 1), .. Whole(300, 400, 1, run: 1), RunFinished(400, run: 1),
            .. Whole(0, 300, run: 2), .. Whole(300, 500, 1, run: 2), RunFinished(500, run: 2), RaceFinished(500),
        ]);

    [Fact]
    public void Texts_NumbersWithUnits_StayOnOneLine()
    {
        Finish();
        var view = Show(500);
        Assert.Contains("0.50\u00a0s", view.Find(".results").TextContent, StringComparison.Ordinal);
        // The labels of the axis and the clocks never wrap.
        foreach (var label in view.FindAll(".axis, .clock"))
            label.Remove();
        Assert.DoesNotMatch(@"\d (s|ms|%)\b", view.Find(".race").TextContent);
    }

    [Fact]
    public void Lanes_AllRuns_AreInOrderOfPlan()
    {
        var view = Show();
        Assert.Equal(InPlanOrder.Select(mode => $"lane-{mode}"), view.FindAll(".lane").Select(lane => lane.GetAttribute("data-testid")));
        Assert.Equal(["0", "1", "2"], view.FindAll(".area").Select(area => area.GetAttribute("data-run")));
        Assert.Equal(3, view.FindComponents<ReceivedFlags>().Count);
        Assert.Empty(view.FindAll(".lane.done"));
        Assert.Single(view.FindAll(".toolbar .legend .end"));
    }

    [Fact]
    public void Lane_InPython_SaysThatPythonIsStartingUntilItsRunBegins()
    {
        var python = new ModeInfo("python-a", "A", "", ReceiveOrder.CallOrder, Language: ModeLanguage.Python);
        var race = Fold(new RaceDefinition(["BR"], [python], new() { Countries = ["BR"], Modes = ["python-a"] }));
        var view = Render<RacePanel>(view => view.Add(p => p.Race, race).Add(p => p.ShownMs, 200));
        Assert.Equal("Python is starting", view.Find("[data-testid=speedup-python-a]").TextContent);
        Tell(race, RunStarted(200));
        view.Render();
        Assert.Equal("", view.Find("[data-testid=speedup-python-a]").TextContent);
    }

    [Fact]
    public void Facts_RaceWithPlan_SummarizePlanAndLinkToIt()
    {
        var view = Show();
        Assert.StartsWith(
            $"2 flags · 2 workers · DELAY 300\u00a0±\u00a0200\u00a0ms, seed {_race.Plan!.Seed}", view.Find(".facts").TextContent,
            StringComparison.Ordinal);
        Assert.Equal("./?cc=BR,CN", view.Find("[data-testid=plan-link]").GetAttribute("href"));
    }

    [Fact]
    public void Axis_RunningOrFinished_IsSharedByAllLanes()
    {
        var view = Show(now: 400);
        Assert.Equal("--axis:0.5;--tick:0.05", view.Find("[data-testid=race]").GetAttribute("style"));
        Assert.Equal(("0\u00a0s", "0.5\u00a0s", 11),
            (view.FindAll(".axis span")[0].TextContent, view.FindAll(".axis span")[^1].TextContent, view.FindAll(".axis span").Count));

        view.Render(p => p.Add(v => v.ShownMs, 1000.0));
        Assert.StartsWith("--axis:2;", view.Find("[data-testid=race]").GetAttribute("style"), StringComparison.Ordinal);

        Finish();
        view.Render(p => p.Add(v => v.ShownMs, 1000.0));
        Assert.StartsWith("--axis:0.51;", view.Find("[data-testid=race]").GetAttribute("style"), StringComparison.Ordinal);
    }

    [Fact]
    public void InteractiveRace_Running_ShowsLastMinuteAndNoSummaryUntilEnd()
    {
        var race = IsInteractive(RunStarted(0, run: 1), RunStarted(0), Submitted(100, 0) with { UnlistedLabel = "f1" }, Started(100, 0));
        var view = Render<RacePanel>(view => view.Add(p => p.Race, race).Add(p => p.ShownMs, 69_500).Add(p => p.StartPageLink, "/"));
        Assert.Equal("--axis:60;--tick:10;--from:20", view.Find("[data-testid=race]").GetAttribute("style"));
        Assert.Equal(("20\u00a0s", "left:0%"), (view.Find(".axis span").TextContent, view.Find(".axis span").GetAttribute("style")));
        Assert.Empty(view.FindAll(".headline"));

        Tell(race, Finished(70_000, 0), RunFinished(70_000), RunFinished(70_000, run: 1), RaceFinished(70_000));
        view.Render(p => p.Add(v => v.ShownMs, 70_000.0));
        Assert.Single(view.FindAll(".headline"));
        Assert.StartsWith("--axis:71.4;--tick:10", view.Find("[data-testid=race]").GetAttribute("style"), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_OnlyOnceFinished_AreShown()
    {
        var view = Show();
        Assert.Empty(view.FindAll("[data-testid=results]"));
        Finish();
        view.Render(p => p.Add(v => v.ShownMs, 500.0));
        Assert.Equal(3, view.FindAll("[data-testid=measure-elapsed] td").Count);
        Assert.StartsWith("Async · event loop won in 0.20\u00a0s", view.Find("[data-testid=verdict]").TextContent.Trim(),
            StringComparison.Ordinal);
        Assert.Equal(3, view.FindAll(".lane.done").Count);
        Assert.Equal("×2.0 as fast", view.Find("[data-testid=speedup-async]").TextContent);
    }

    [Fact]
    public void Results_StepBackFromTheEnd_StayAndSayThatTheyAreOfTheEnd()
    {
        var view = Show();
        Finish();
        view.Render(p => p.Add(v => v.ShownMs, 500.0));
        Assert.Empty(view.FindAll(".results.later"));

        view.Render(p => p.Add(v => v.Race, Fold(["async"], ["BR"], RunStarted(0))).Add(v => v.Latest, _race).Add(v => v.ShownMs, 1.0));
        Assert.Equal(3, view.FindAll("[data-testid=measure-elapsed] td").Count);
        Assert.Contains("at the end of the race", view.Find(".results.later h2").TextContent, StringComparison.Ordinal);
        Assert.Single(view.FindComponents<SweepPane>());
    }

    [Fact]
    public async Task Rows_Chosen_RaiseChangeAndChangeLayout()
    {
        var view = Show();
        Assert.Equal("rows-worker", Assert.Single(view.FindAll("input[name=rows]:checked")).GetAttribute("data-testid"));
        await view.InvokeAsync(() => view.Find("[data-testid=rows-future]").ChangeAsync("on"));
        Assert.Equal(RowLayout.ByFuture, _rows);

        view.Render(p => p.Add(v => v.Rows, RowLayout.ByFuture));
        Assert.Equal("rows-future", Assert.Single(view.FindAll("input[name=rows]:checked")).GetAttribute("data-testid"));
        Assert.Equal(["BR", "CN"], view.FindAll("[data-testid=lane-async] .labels span").Select(label => label.TextContent));
    }

    [Fact]
    public void Render_OnlyTimePasses_SkipsBarsAndStrips()
    {
        var view = Show();
        view.Render(p => p.Add(v => v.ShownMs, 350.0));
        view.Render(p => p.Add(v => v.ShownMs, 350.0 + RenderThrottle.IntervalMs));
        view.Render(p => p.Add(v => v.ShownMs, 351.0 + RenderThrottle.IntervalMs));
        Assert.Equal([1, 1, 1], view.FindComponents<BarTrack>().Select(track => track.RenderCount));
        Assert.Equal([1, 1, 1], view.FindComponents<ReceivedFlags>().Select(strip => strip.RenderCount));
        Assert.Equal([2, 2, 2], view.FindComponents<LaneHeader>().Select(header => header.RenderCount));
    }

    [Fact]
    public void Render_OneRunChanges_SkipsOtherLanes()
    {
        var view = Show();
        Tell(_race, Whole(200, 300, run: 1));
        view.Render(p => p.Add(v => v.ShownMs, 300.0));
        Assert.Equal([1, 2, 1], view.FindComponents<BarTrack>().Select(track => track.RenderCount));
        Assert.Equal([1, 2, 1], view.FindComponents<ReceivedFlags>().Select(strip => strip.RenderCount));
        Assert.Single(view.FindAll("[data-testid=lane-sequential] .track .b"));
    }

    [Fact]
    public async Task Inspect_ABar_ShowsItsCardUntilNoneIs()
    {
        var view = Show();
        await view.InvokeAsync(() => view.Instance.Inspect(0, 1, 20, 30));
        Assert.Equal(("China · CN", "Async · event loop"),
            (view.Find("[data-testid=bar-card] b").TextContent, view.Find("[data-testid=bar-card] b + span").TextContent));
        await view.InvokeAsync(() => view.Instance.Inspect(0, -1, 0, 0));
        Assert.True(view.Find("[data-testid=bar-card]").HasAttribute("hidden"));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(3, 0)]
    [InlineData(0, 2)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MinValue, int.MinValue)]
    public async Task Inspect_UnknownBar_HidesCard(int run, int future)
    {
        var view = Show();
        await view.InvokeAsync(() => view.Instance.Inspect(1, 1, 0, 0));
        await view.InvokeAsync(() => view.Instance.Inspect(run, future, double.NaN, double.PositiveInfinity));
        Assert.True(view.Find("[data-testid=bar-card]").HasAttribute("hidden"));
        Assert.Equal(3, view.FindAll(".lane").Count);
    }

    [Fact]
    public void Lane_UnknownMode_ShowsItsId()
    {
        var race = Fold(["later"], ["BR"], [RunStarted(0), .. Whole(0, 10)]);
        var view = Render<RacePanel>(view => view.Add(p => p.Race, race).Add(p => p.ShownMs, 20.0));
        Assert.StartsWith("later", view.Find("[data-testid=lane-later] h2").TextContent, StringComparison.Ordinal);
        Assert.Single(view.FindAll(".track .b"));
    }

    [Fact]
    public async Task Inspect_APhase_ShowsItsCard()
    {
        var race = FoldAside(RunStarted(0), Phase(100, 1, "waits"), Phase(250, 1, "works for BR"));
        var view = Render<RacePanel>(view => view.Add(p => p.Race, race).Add(p => p.ShownMs, 300.0));
        await view.InvokeAsync(() => view.Instance.Inspect(0, -1, 20, 30));
        Assert.Equal("waitsAsidebegan0.10\u00a0sended0.25\u00a0s (took 0.15\u00a0s)", Card(view));
        await view.InvokeAsync(() => view.Instance.Inspect(0, -2, 20, 30));
        Assert.Equal("works for BRAsidebegan0.25\u00a0s", Card(view));
        await view.InvokeAsync(() => view.Instance.Inspect(0, -3, 20, 30));
        Assert.Equal("", Card(view));
    }

    private static string Card(IRenderedComponent<RacePanel> view) =>
        string.Concat(view.FindAll("[data-testid=bar-card] :is(b, span, dt, dd)").Select(part => part.TextContent.Trim()));

    [Fact]
    public void Lane_AuxiliaryRun_ExplainsPhasesAndHasNoNumbers()
    {
        var race = FoldAside(RunStarted(0, 2), Phase(100, 1, "waits"), Phase(250, 1, "works for BR"));
        var lane = Render<RacePanel>(view => view.Add(p => p.Race, race).Add(p => p.ShownMs, 300.0)).Find("[data-testid=lane-aside]");
        Assert.Equal(["b w works", "b p waits", "b h is ready", "b s rests"], lane.QuerySelectorAll(".legend li")
            .Select(li => $"{li.QuerySelector("i")!.ClassName} {li.TextContent}"));
        Assert.Equal(["w1", "w2"], lane.QuerySelectorAll(".labels span").Select(label => label.TextContent));
        Assert.Equal("Aside: 2 bars; arrow keys go from one to the next", lane.QuerySelector(".area")!.GetAttribute("aria-label"));
        Assert.Empty(lane.QuerySelectorAll(".clock, .strip, .meter"));
    }

    [Theory]
    [InlineData("lock", "baseline")]
    [InlineData("loop", "")]
    public void Lane_OfAnExperiment_IsComparedOnlyIfItCompares(string experiment, string expected)
    {
        var definition = new RaceDefinition(
            ["a"], [new("sequential", "Sequential", "", ReceiveOrder.CallOrder), new("other", "Other", "", ReceiveOrder.CallOrder)],
            Experiment: new(experiment, "", "its facts", "/"));
        var race = Fold(definition, [RunStarted(0), .. Whole(0, 100), RunFinished(100)]);
        var view = Render<RacePanel>(view => view.Add(p => p.Race, race).Add(p => p.ShownMs, 300.0));
        Assert.Equal(expected, view.Find("[data-testid=speedup-sequential]").TextContent);
        Assert.StartsWith("its facts", view.Find(".experiment .facts").TextContent, StringComparison.Ordinal);
    }
}

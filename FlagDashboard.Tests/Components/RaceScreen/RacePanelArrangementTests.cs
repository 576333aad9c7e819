using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

/// <summary>Lanes that a person hides, moves, collapses and aligns.</summary>
public sealed class RacePanelArrangementTests : ComponentTest
{
    private static readonly string[] Modes = ["async", "sequential", "threads-map"];

    private TimeWindow? _window;

    private IRenderedComponent<RacePanel> Show(RaceState race, double now = 900)
    {
        _ = Popovers;
        return Render<RacePanel>(view => view
            .Add(p => p.Race, race).Add(p => p.ShownMs, now).Add(p => p.StartPageLink, "/")
            .Add(p => p.WindowChanged, window => _window = window));
    }

    private static RaceState Together(params string[] modes) => Fold(
        modes, ["BR", "CN"], [.. modes.SelectMany((_, run) => (RaceEvent[])[RunStarted(0, 2, run), .. Whole(0, 100, run: run)])]);

    /// <summary>Three runs in turn: of 300, 400 and 200 ms.</summary>
    private static RaceState InTurn() => Fold(
        Modes, ["BR"],
        [
            RunStarted(0, 2), .. Whole(0, 300), RunFinished(300),
            RunStarted(300, run: 1), .. Whole(310, 700, run: 1), RunFinished(700, run: 1),
            RunStarted(700, 2, 2), .. Whole(700, 900, run: 2), RunFinished(900, run: 2), RaceFinished(900),
        ]);

    private async Task Choose(IRenderedComponent<RacePanel> view, string mode, LaneAction action)
    {
        await view.InvokeAsync(() => view.Find($"[data-testid=arrange-{mode}] button").ClickAsync());
        Popovers.WaitForElement($"[data-testid=lane-act-{action}]");
        await Popovers.InvokeAsync(() => Popovers.Find($"[data-testid=lane-act-{action}]").ClickAsync());
    }

    private static IEnumerable<string> Lanes(IRenderedComponent<IComponent> view) =>
        view.FindAll(".lane").Select(lane => lane.GetAttribute("data-testid")!["lane-".Length..]);

    private static string? Reset(IRenderedComponent<IComponent> view) =>
        view.FindAll("[data-testid=show-all-lanes]").SingleOrDefault()?.TextContent.Trim();

    [Fact]
    public async Task Menu_HideAndMove_LanesAreSoUntilReset()
    {
        var view = Show(Together(Modes));
        Assert.Null(Reset(view));
        await Choose(view, "sequential", LaneAction.Hide);
        Assert.Equal(["async", "threads-map"], Lanes(view));
        Assert.Equal(["0", "2"], view.FindAll(".area").Select(area => area.GetAttribute("data-run")));
        Assert.Equal("1 hidden · show all", Reset(view));

        await Choose(view, "threads-map", LaneAction.MoveUp);
        Assert.Equal(["threads-map", "async"], Lanes(view));
        await Choose(view, "async", LaneAction.ShowOnly);
        Assert.Equal(["async"], Lanes(view));
        Assert.Equal("2 hidden · show all", Reset(view));

        await view.InvokeAsync(() => view.Find("[data-testid=show-all-lanes]").ClickAsync());
        Assert.Equal(Modes, Lanes(view));
        Assert.Null(Reset(view));
    }

    [Fact]
    public async Task Menu_Move_SendsNoBarAgain()
    {
        var view = Show(Together(Modes));
        var tracks = view.FindComponents<BarTrack>();
        await Choose(view, "async", LaneAction.MoveDown);
        Assert.Equal(["sequential", "async", "threads-map"], Lanes(view));
        Assert.Equal([1, 1, 1], tracks.Select(track => track.RenderCount));
        Assert.Equal("as in the plan", Reset(view));
    }

    [Fact]
    public async Task Menu_Collapse_LeavesHeaderMeterAndStrip()
    {
        var view = Show(Together(Modes));
        await Choose(view, "async", LaneAction.ToggleBars);
        var lane = view.Find("[data-testid=lane-async]");
        Assert.Empty(lane.QuerySelectorAll(".area, .b"));
        Assert.Equal(4, lane.QuerySelectorAll("header h2, .meter, .strip, .outcome .links").Length);
        await Choose(view, "async", LaneAction.ToggleBars);
        Assert.Single(view.FindAll("[data-testid=lane-async] .area"));
        Assert.Null(Reset(view));
    }

    [Fact]
    public async Task Menu_OnlyLaneLeft_CannotBeHiddenOrMoved()
    {
        var view = Show(Together("async", "threads-map"));
        await Choose(view, "async", LaneAction.ShowOnly);
        await view.InvokeAsync(() => view.Find("[data-testid=arrange-async] button").ClickAsync());
        Popovers.WaitForElement("[data-testid=lane-act-Hide]");
        Assert.Equal(
            ["lane-act-ShowOnly", "lane-act-Hide", "lane-act-MoveUp", "lane-act-MoveDown"],
            Popovers.FindAll("[data-testid^=lane-act][aria-disabled=true]").Select(item => item.GetAttribute("data-testid")));
    }

    [Fact]
    public async Task Arrangement_NextRaceOfThePage_HasItAndAnExperimentHasItsOwn()
    {
        await Choose(Show(Together(Modes)), "sequential", LaneAction.Hide);
        Assert.Equal(["processes", "async"], Lanes(Show(Together("processes", "sequential", "async"))));

        var definition = new RaceDefinition(
            ["a"], [new("sequential", "Sequential", "", ReceiveOrder.CallOrder), new("other", "Other", "", ReceiveOrder.CallOrder)],
            Experiment: new("lock", "", "", "/"));
        Assert.Equal(["sequential", "other"], Lanes(Show(Fold(definition, RunStarted(0)))));
    }

    [Fact]
    public async Task AlignStarts_RunsInTurn_ShiftsEachLaneAndSendsNoBarAgain()
    {
        var view = Show(InTurn());
        var tracks = view.FindComponents<BarTrack>();
        Assert.Equal(["", "", ""], Shifts(view));
        Assert.StartsWith("--axis:0.918;", view.Find(".race").GetAttribute("style"), StringComparison.Ordinal);
        Assert.Empty(view.FindAll(".axis .since"));

        await view.InvokeAsync(() => view.Find("[data-testid=align-starts]").ClickAsync());
        Assert.Equal("true", view.Find("[data-testid=align-starts]").GetAttribute("aria-pressed"));
        Assert.Equal(["--shift:0", "--shift:0.3", "--shift:0.7"], Shifts(view));
        Assert.StartsWith("--axis:0.408;", view.Find(".race").GetAttribute("style"), StringComparison.Ordinal);
        Assert.Equal("since each run began", view.Find(".axis .since").TextContent);
        Assert.Equal([1, 1, 1], tracks.Select(track => track.RenderCount));

        // The card has the times of the axis, and a window of this axis is none of the race.
        await view.InvokeAsync(() => view.Instance.Inspect(1, 0, 0, 0));
        Assert.Contains("started10\u00a0ms", Card(view), StringComparison.Ordinal);
        await view.InvokeAsync(() => view.Instance.OnWindowChanged(100, 200));
        Assert.Null(_window);

        await view.InvokeAsync(() => view.Find("[data-testid=align-starts]").ClickAsync());
        Assert.Equal(["", "", ""], Shifts(view));
        Assert.Contains("started0.31\u00a0s", Card(view), StringComparison.Ordinal);
        await view.InvokeAsync(() => view.Instance.OnWindowChanged(100, 200));
        Assert.Equal(new TimeWindow(100, 200), _window);
    }

    [Fact]
    public void AlignStarts_RunsStartTogether_IsNotOffered()
    {
        Services.GetRequiredService<CircuitViewState>().AlignsRunStarts = true;
        var view = Show(Together(Modes));
        Assert.Empty(view.FindAll("[data-testid=align-starts], .axis .since, [data-aligned]"));
        Assert.Equal(["", "", ""], Shifts(view));
    }

    private static string Card(IRenderedComponent<RacePanel> view) =>
        string.Concat(view.FindAll("[data-testid=bar-card] :is(dt, dd)").Select(part => part.TextContent.Trim()));

    private static IEnumerable<string> Shifts(IRenderedComponent<IComponent> view) => view.FindAll(".lane")
        .Select(lane => lane.GetAttribute("style")!.Split(';')
            .FirstOrDefault(part => part.StartsWith("--shift", StringComparison.Ordinal), ""));
}

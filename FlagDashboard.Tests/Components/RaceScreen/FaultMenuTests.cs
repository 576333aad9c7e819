using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Modes;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

/// <summary>The menu of a bar.</summary>
public sealed class FaultMenuTests : ComponentTest
{
    // Brazil runs in both modes and China is pending. Germany has been received in the pool only.
    private readonly RaceState _race = Fold(
        ["sequential", "threads-as-completed"], ["BR", "CN", "DE"],
        [
            RunStarted(0), RunStarted(0, 1, run: 1), Submitted(0, 0), Started(0, 0), Submitted(0, 2, run: 1), Submitted(0, 0, run: 1),
            Submitted(0, 1, run: 1), Started(0, 2, run: 1), Finished(10, 2, run: 1), Received(10, 2, run: 1), Started(10, 0, run: 1),
        ]);

    private IRenderedComponent<RacePanel> Show(RaceState race, bool canChange = true) => Render<RacePanel>(view => view
        .Add(p => p.Race, race)
        .Add(p => p.RaceId, "abc")
        .Add(p => p.CanIntervene, canChange)
        .Add(p => p.StartPageLink, "/?cc=BR,CN,DE"));

    private static Task Choose(IRenderedComponent<RacePanel> view, int run, int future) =>
        view.InvokeAsync(() => view.Instance.OpenFaultMenu(run, future, 20, 30));

    private static string Text(IRenderedComponent<RacePanel> view, string testId) =>
        view.Find($"[data-testid={testId}]").TextContent.Trim();

    private static bool IsOpen(IRenderedComponent<RacePanel> view) => view.FindAll("[data-testid=faults]").Count > 0;

    [Fact]
    public async Task Choose_PendingFutureInPython_SaysWhyItCannotBeCancelled()
    {
        var python = new ModeInfo("python-a", "A", "", ReceiveOrder.CallOrder, Language: ModeLanguage.Python);
        var plan = new RacePlan { Countries = ["BR"], Modes = ["python-a"] };
        var view = Show(Fold(new RaceDefinition(["BR"], [python], plan), [RunStarted(0), Submitted(0, 0)]));
        await Choose(view, 0, 0);
        Assert.StartsWith("This mode runs in a process of Python", Text(view, "fault-no-cancel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_RunningFuture_OffersToSlowAndFailIt()
    {
        var view = Show(_race);
        Assert.True(view.Find("[data-testid=race]").HasAttribute("data-changes"));
        Assert.False(IsOpen(view));
        await Choose(view, 1, 0);
        Assert.Equal("Brazil (BR)Thread pool · as completed · running", view.Find("#faults-title").TextContent);
        Assert.Equal(
            ["fault-slow-1", "fault-slow-5", "fault-404", "fault-500", "fault-reset", "fault-stall"],
            view.FindAll(".faults button").Select(button => button.GetAttribute("data-testid")));
        Assert.All(view.FindAll(".faults button"), button => Assert.False(button.HasAttribute("disabled")));
        Assert.StartsWith("It is running: as in Python", Text(view, "fault-no-cancel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_PendingFuture_OffersCancelOnlyInPooledModes()
    {
        var view = Show(_race);
        await Choose(view, 0, 1);
        Assert.Equal("Cancel the pending future", Text(view, "fault-cancel"));
        await view.InvokeAsync(() => view.Find("[data-testid=faults-one]").ChangeAsync("on"));
        Assert.StartsWith("This mode makes each call when its turn comes", Text(view, "fault-no-cancel"), StringComparison.Ordinal);
        Assert.Empty(view.FindAll("[data-testid=fault-cancel]"));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    [InlineData(2, 0)]
    [InlineData(-1, -1)]
    [InlineData(0, int.MinValue)]
    public async Task Choose_FutureThatCannotBeChanged_DoesNotOpenMenu(int run, int future)
    {
        var view = Show(_race);
        await Choose(view, run, future);
        Assert.False(IsOpen(view));
    }

    [Fact]
    public async Task Choose_RaceCannotBeChanged_DoesNotOpenMenu()
    {
        var view = Show(_race, canChange: false);
        Assert.False(view.Find("[data-testid=race]").HasAttribute("data-changes"));
        await Choose(view, 0, 0);
        Assert.False(IsOpen(view));

        view.Render(p => p.Add(v => v.CanIntervene, true));
        await Choose(view, 0, 0);
        Assert.True(IsOpen(view));
        view.Render(p => p.Add(v => v.CanIntervene, false));
        Assert.False(IsOpen(view));
    }

    [Fact]
    public async Task FaultMenu_FutureFinishesMeanwhile_DisablesButtonsAndShowsReason()
    {
        var view = Show(_race);
        await Choose(view, 1, 0);
        Tell(_race, Finished(20, 0, run: 1), Finished(20, 0));
        view.Render(p => p.Add(v => v.ShownMs, 20.0));
        Assert.All(view.FindAll(".faults button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.StartsWith("It has its outcome", Text(view, "fault-no-cancel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FaultMenu_RemoteSite_OffersOnlyCancelAndShowsReason()
    {
        var definition = Definition(["threads-map"], ["BR", "CN"]);
        var race = Fold(
            definition with { Plan = definition.Plan! with { Site = SiteId.Remote } },
            RunStarted(0), Submitted(0, 0), Submitted(0, 1), Started(0, 0));
        var view = Show(race);
        await Choose(view, 0, 1);
        Assert.StartsWith("The site is remote", Text(view, "faults-remote"), StringComparison.Ordinal);
        Assert.Equal(["fault-cancel"], view.FindAll(".faults button").Select(button => button.GetAttribute("data-testid")));
        Assert.Empty(view.FindAll("[data-testid=faults-all]"));
    }

    [Fact]
    public async Task FaultMenu_ChangeRefused_ShowsReasonAndStaysOpen()
    {
        var view = Show(_race);
        await Choose(view, 1, 0);
        await view.InvokeAsync(() => view.Find("[data-testid=fault-404]").ClickAsync());
        Assert.Equal("This race does not run here.", Text(view, "faults-problem"));
    }

    [Fact]
    public async Task LiveRace_FutureCancelledInOneMode_ShowsItInLogAndCard()
    {
        var dashboard = await Serve(new ThreadsAsCompleted());
        var race = dashboard.Race(plan => plan with
        {
            Countries = ["BR", "CN"],
            Workers = 1,
            Site = SiteId.Delay,
            DelayMs = 4500,
            JitterMs = 0,
        });
        await race.Seen(happened => happened.Kind == RaceEventKind.Started);
        var live = Render<RaceView>(view => view.Add(p => p.RaceId, race.Id).Add(p => p.Rows, RowLayout.ByFuture));
        live.WaitForElement("[data-changes]");
        var lanes = live.FindComponent<RacePanel>();
        live.WaitForElement(".track .b.r");
        await lanes.InvokeAsync(() => lanes.Instance.OpenFaultMenu(0, 1, 20, 30));

        // The worker may start Brazil before the pool has China, and the menu offers to cancel China once it is submitted.
        live.WaitForElement("[data-testid=fault-cancel]");
        await live.InvokeAsync(() => live.Find("[data-testid=fault-cancel]").ClickAsync());
        live.WaitForElement(".track .mk");
        await lanes.InvokeAsync(() => lanes.Instance.Inspect(0, 1, 20, 30));
        Assert.Contains("the presenter cancelled China (CN)", live.Find("[data-testid=bar-card]").TextContent, StringComparison.Ordinal);
        Assert.Equal("./?cc=BR,CN&workers=1&delay=4500&jitter=0", live.Find("[data-testid=plan-link]").GetAttribute("href"));
        race.Intervene(new("BR", InterventionAct.NotFound));
        Assert.Equal([Outcome.NotFound, Outcome.Cancelled], (await race.Through()).Runs[0].Statuses());
        live.WaitForAssertion(() => Assert.Empty(live.FindAll("[data-changes]")));
    }
}

using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Flags;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Races;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class SweepPaneTests : ComponentTest
{
    private static readonly string[] Four = ["BR", "CN", "DE", "FR"];

    private int _started;

    /// <summary>A finished race of four downloads of 100 ms on two workers, in a mode that the test may define.</summary>
    private static RaceState Race(string mode, SiteId site = SiteId.Delay)
    {
        var definition = Definition([mode], Four);
        return Fold(
            definition with
            {
                Runs = [definition.Runs[0] with { Id = mode, Title = mode }],
                Plan = definition.Plan! with { Site = site, DelayMs = 200, JitterMs = 0 }
            },
            RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Submitted(0, 3), Started(0, 0), Started(0, 1, 2),
                Finished(100, 0), Finished(100, 1),
            Started(100, 2), Started(100, 3, 2), Finished(200, 2), Finished(200, 3), RunFinished(210), RaceFinished(210));
    }

    private IRenderedComponent<SweepPane> Show(RaceState race)
    {
        var view = Render<SweepPane>(view => view.Add(p => p.Race, race));
        if (view.FindAll("details").Count > 0)
        {
            Assert.Empty(view.FindAll("details > :not(summary)"));
            view.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        }

        return view;
    }

    private static string[] Table(IRenderedComponent<SweepPane> view) =>
        [.. view.FindAll("tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim())).TrimEnd())];

    private FakeMode Counted(Action<IRunContext> then) => new("counted", run =>
    {
        Interlocked.Increment(ref _started);
        then(run);
    });

    [Fact]
    public void Sweep_DelaysOfTape_ShowsKneeAndMeasuredRun()
    {
        var view = Show(Race("async"));
        Assert.Equal("knee: 4 workers", view.Find("[data-testid=knee]").TextContent);
        Assert.Equal(["1 0.80\u00a0s", "2 0.40\u00a0s 0.21\u00a0s", "4 knee 0.20\u00a0s"], Table(view));
        Assert.Equal("left:50%;bottom:23.864%", Assert.Single(view.FindAll(".plane .raced")).GetAttribute("style"));
        Assert.StartsWith(
            "Time over workers: 0.80\u00a0s with one worker, 0.20\u00a0s with 4, and never less than 0.20\u00a0s.",
            view.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delays_MeasuredChosen_UsesDurationsOfRun()
    {
        var view = Show(Race("async"));
        Assert.Equal(["tape", "async"], view.FindAll("[data-testid=sweep-delays] option").Select(option => option.GetAttribute("value")!));
        await view.InvokeAsync(() => view.Find("[data-testid=sweep-delays]").ChangeAsync(new ChangeEventArgs { Value = "async" }));
        Assert.Equal(["1 0.40\u00a0s", "2 0.20\u00a0s 0.21\u00a0s", "4 knee 0.10\u00a0s"], Table(view));
    }

    [Fact]
    public void Delays_OfASiteWithoutATape_AreMeasured() =>
        Assert.Equal(["async"], Show(Race("async", SiteId.Local)).FindAll("[data-testid=sweep-delays] option")
            .Select(option => option.GetAttribute("value")!));

    [Fact]
    public void SweepPane_NoCompleteRun_IsNotRendered()
    {
        var race = Fold(new RaceDefinition(
            ["BR"], [new("a", "a", "", ReceiveOrder.CallOrder)], Definition(["async"], ["BR"]).Plan! with { Site = SiteId.Local }),
            [RunStarted(0), .. Whole(0, 10, status: Outcome.Error), RunFinished(10, Outcome.Error), RaceFinished(10)]);
        Assert.Empty(Show(race).FindAll("[data-testid=sweep]"));
    }

    [Fact]
    public async Task Run_Trials_RunsOneRaceAfterAnotherAndShowsResults()
    {
        var (running, most) = (0, 0);
        var dashboard = await Serve(Counted(_ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            Interlocked.Decrement(ref running);
        }));
        var view = Show(Race("counted"));
        Assert.Equal("Try it with 1, 2, 4", view.Find("[data-testid=sweep-run]").TextContent.Trim());
        await view.InvokeAsync(() => view.Find("[data-testid=sweep-run]").ClickAsync());
        await view.WaitForAssertionAsync(() => Assert.Equal(3, view.FindAll(".plane .tried").Count));
        Assert.Equal((3, 1), (_started, most));
        Assert.Equal(["tried-1", "tried-2", "tried-4"], view.FindAll(".plane .tried").Select(point => point.GetAttribute("data-testid")!));
        Assert.Empty(dashboard.LoggedErrors);
    }

    [Fact]
    public async Task Stop_InTheMiddle_CancelsThatRaceAndStartsNoOther()
    {
        using var begun = new SemaphoreSlim(0);
        await Serve(Counted(run =>
        {
            begun.Release();
            run.AbortToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(60));
        }));
        var view = Show(Race("counted"));
        var trying = view.Find("[data-testid=sweep-run]").ClickAsync();
        Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(60), Xunit.TestContext.Current.CancellationToken));
        Assert.Equal("Racing with 1 worker: 0 of 3 done.", view.Find("[data-testid=sweep-progress]").TextContent);
        await view.InvokeAsync(() => view.Find("[data-testid=sweep-stop]").ClickAsync());
        await trying;
        Assert.Equal((1, 1), (_started, view.FindAll("[data-testid=sweep-run]").Count));
        Assert.Empty(view.FindAll(".plane .tried"));
    }

    [Fact]
    public async Task Dispose_BetweenTrials_StartsNoOther()
    {
        var dashboard = await Serve(Counted(_ => { }));
        using var trials = new SweepTrialRunner(Services.GetRequiredService<DownloadService>(), _ => "");
        var plan = Race("counted").Plan! with { Site = SiteId.Local };
        await trials.Run(plan, "counted", [1, 2, 4], () =>
        {
            if (trials.CurrentTrialWorkers == 2)
                trials.Dispose();
        });
        Assert.Single(dashboard.Get<RaceRegistry>().Listed);
    }

    [Fact]
    public async Task Dispose_DuringTrial_RaceGoesOnAndNoOtherStarts()
    {
        using var begun = new SemaphoreSlim(0);
        using var gate = new ManualResetEventSlim();
        var cancelled = false;
        await Serve(Counted(run =>
        {
            begun.Release();
            gate.Wait(TimeSpan.FromSeconds(60));
            cancelled = run.AbortToken.IsCancellationRequested;
        }));
        var view = Show(Race("counted"));
        var trying = view.Find("[data-testid=sweep-run]").ClickAsync();
        Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(60), Xunit.TestContext.Current.CancellationToken));
        view.Instance.Dispose();
        await trying;
        gate.Set();
        Assert.Equal((1, false), (_started, cancelled));
    }
}

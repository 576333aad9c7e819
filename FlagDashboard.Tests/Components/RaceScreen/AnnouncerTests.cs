using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class AnnouncerTests : ComponentTest
{
    private readonly RaceState _race = Fold(["BR", "CN"], RunStarted(0));

    private IRenderedComponent<Announcer> Show(double now) =>
        Render<Announcer>(announcer => announcer.Add(p => p.Race, _race).Add(p => p.ShownMs, now));

    /// <summary>The announcement at the given time, in ms.</summary>
    private static string At(IRenderedComponent<Announcer> announcer, double now)
    {
        announcer.Render(p => p.Add(a => a.ShownMs, now));
        return announcer.Find("[role=status][aria-live=polite]").TextContent;
    }

    [Fact]
    public void Text_RunningRace_SummarizesEveryRun()
    {
        var race = Fold(["sequential", "async"], ["BR"], [RunStarted(0), .. Whole(0, 10), RunFinished(250)]);
        var announcer = Render<Announcer>(announcer => announcer.Add(p => p.Race, race).Add(p => p.ShownMs, 300.0));
        Assert.Equal("Sequential: 1 of 1 in 0.25\u00a0s; Async · event loop: 0 of 1", announcer.Find("p").TextContent);
    }

    [Fact]
    public void Text_WithinThreeSeconds_DoesNotChange()
    {
        var announcer = Show(100);
        Tell(_race, Whole(100, 200).Select(happened => happened with { Run = 0 }).ToArray());
        Assert.Equal("Thread pool · map: 0 of 2", At(announcer, 200));
        Assert.Equal("Thread pool · map: 0 of 2", At(announcer, 3099));
        Assert.Equal("Thread pool · map: 1 of 2", At(announcer, 3100));
    }

    [Fact]
    public void Text_RaceEnds_ChangesImmediatelyAndStays()
    {
        var announcer = Show(100);
        Tell(_race, [.. Whole(100, 200), .. Whole(200, 300, 1), RunFinished(300), RaceFinished(300)]);
        const string Last = "Finished. Thread pool · map: 2 of 2 in 0.30\u00a0s";
        Assert.Equal(Last, At(announcer, 300));
        Assert.Equal(Last, At(announcer, 100_000));
    }

    [Fact]
    public void Text_RaceAlreadyFinished_ShowsEnd()
    {
        Tell(_race, [.. Whole(100, 200), .. Whole(200, 300, 1), RunFinished(300), RaceFinished(300)]);
        Assert.StartsWith("Finished. ", Show(300).Find("p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_RaceWithInterventions_CountsThem()
    {
        var race = Fold(
            ["sequential", "async"], ["BR", "CN"],
            [RunStarted(0), Intervened(10, 0, new(InterventionAct.NotFound), RaceEvent.None),
                Intervened(20, 1, new(InterventionAct.Reset))]);
        var announcer = Render<Announcer>(announcer => announcer.Add(p => p.Race, race).Add(p => p.ShownMs, 300.0));
        Assert.Equal("2 interventions. Sequential: 0 of 2; Async · event loop: 0 of 2", announcer.Find("p").TextContent);
    }
}

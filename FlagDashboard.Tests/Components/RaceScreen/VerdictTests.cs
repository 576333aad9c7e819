using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class VerdictTests : ComponentTest
{
    private (string Verdict, string Why) Show(RaceState race)
    {
        var verdict = Render<Verdict>(verdict => verdict.Add(p => p.Race, race).Add(p => p.Results, RaceResults.Of(race)));
        return (verdict.Find("[data-testid=verdict] b").TextContent, verdict.FindAll("[data-testid=verdict] span")
            .SingleOrDefault()?.TextContent ?? "");
    }

    private static RaceEvent[] Run(int run, double ms, int workers) =>
        [RunStarted(0, workers, run), .. Whole(0, ms, run: run), RunFinished(ms, run: run)];

    [Fact]
    public void Verdict_PooledWinner_IsComparedWithSequential() => Assert.Equal(
        ("Thread pool · map won in 0.25\u00a0s: ×4.0 as fast as Sequential.",
        "It waited for up to 5 answers at once, not for one after another."),
        Show(Fold(["sequential", "threads-map"], ["BR"], [.. Run(0, 1000, 1), .. Run(1, 250, 5), RaceFinished(1000)])));

    [Fact]
    public void Verdict_OtherModesAsFast_IsATieOfThem()
    {
        Assert.Equal(
            ("2 modes tied at about 0.25\u00a0s: ×4.0 as fast as Sequential.",
            "Each waited for up to 5 answers at once. Differences up to 5% are noise."),
            Show(Fold(["sequential", "threads-map", "async", "threads-as-completed"], ["BR"],
                [.. Run(0, 1000, 1), .. Run(1, 250, 5), .. Run(2, 256, 5), .. Run(3, 263, 5), RaceFinished(1000)])));
        Assert.StartsWith(
            "3 modes tied",
            Show(Fold(["sequential", "threads-map", "async", "threads-as-completed"], ["BR"],
                [.. Run(0, 1000, 1), .. Run(1, 250, 5), .. Run(2, 256, 5), .. Run(3, 262, 5), RaceFinished(1000)])).Verdict,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_TieOfDifferentWorkers_DoesNotExplainItByThem() => Assert.Equal(
        ("2 modes tied at about 0.25\u00a0s: ×4.0 as fast as Sequential.",
        "Differences up to 5% are noise, because the next race may reverse them."),
        Show(Fold(["sequential", "threads-map", "processes"], ["BR"],
            [.. Run(0, 1000, 1), .. Run(1, 250, 5), .. Run(2, 256, 3), RaceFinished(1000)])));

    [Fact]
    public void Verdict_ShownAtEarlierTime_NamesThatTime() => Assert.Equal("Stopped at 0.26\u00a0s.", Render<Verdict>(verdict => verdict
        .Add(p => p.Race, Fold(["async"], ["BR"], RunStarted(0))).Add(p => p.Results, RaceResults.None).Add(p => p.PausedAtMs, 260))
            .Find("b").TextContent);

    [Fact]
    public void Verdict_SequentialWinner_IsNotComparedWithItself() => Assert.Equal(
        ("Sequential won in 0.20\u00a0s.", "All had the same network, so the difference is how they wait."),
        Show(Fold(["sequential", "threads-map"], ["BR"], [.. Run(0, 200, 1), .. Run(1, 250, 5), RaceFinished(250)])));

    private static RaceEvent[] TwoFlags(int run, double first, double end) =>
        [RunStarted(0, 2, run), .. Whole(0, first, 0, run: run), .. Whole(first, end, 1, run: run), RunFinished(end, run: run)];

    [Fact]
    public void Verdict_EqualTimes_NamesModeWithEarliestFirstResult() => Assert.Equal(
        ("No mode was faster: each took about 0.30\u00a0s.",
        "But Async · event loop had its first result after 0.10\u00a0s, and Thread pool · map after 0.28\u00a0s."),
        Show(Fold(["threads-map", "async"], ["BR", "CN"], [.. TwoFlags(0, 280, 304), .. TwoFlags(1, 100, 300), RaceFinished(310)])));

    [Fact]
    public void Verdict_EqualTimesAndFirstResults_SaysNoModeWasFaster() => Assert.Equal(
        ("No mode was faster: each took about 0.30\u00a0s.", "All had the same network and waited for it in the same way."),
        Show(Fold(["threads-map", "async"], ["BR", "CN"], [.. TwoFlags(0, 104, 304), .. TwoFlags(1, 100, 300), RaceFinished(310)])));

    [Fact]
    public void Verdict_EqualTimesBesideSlowerMode_NamesTheSlowerMode() => Assert.Equal(
        ("No mode was faster than Sequential, which took 0.74\u00a0s.", "Process pool took longest: 1.09\u00a0s."),
        Show(Fold(["sequential", "threads-map", "processes"], ["BR"],
            [.. Run(0, 740, 1), .. Run(1, 735, 1), .. Run(2, 1090, 1), RaceFinished(1090)])));

    [Fact]
    public void Verdict_FinishedRacePlayedAgain_IsNotCalledRacing() => Assert.Equal("Playing again …", Render<Verdict>(verdict => verdict
        .Add(p => p.Race, Fold(["async"], ["BR"], RunStarted(0))).Add(p => p.Results, RaceResults.None).Add(p => p.IsReplay, true))
            .Find("b").TextContent);

    [Fact]
    public void Verdict_NoSequential_ComparesWithSlowest() => Assert.Equal(
        ("Async · event loop won in 0.20\u00a0s: ×1.5 as fast as Thread pool · map.",
        "All had the same network, so the difference is how they wait."),
        Show(Fold(["threads-map", "async"], ["BR"], [.. Run(0, 300, 5), .. Run(1, 200, 5), RaceFinished(300)])));

    [Fact]
    public void Verdict_ProcessesRaced_ShowsTimeToStartWorkers() => Assert.Equal(
        "Process pool took up to 0.12\u00a0s to start each worker, which then begins cold.",
        Show(Fold(
            ["processes", "async"], ["BR"],
            [RunStarted(0, 2), Phase(0, 1, "starting"), Phase(5, 2, "starting"), Phase(100, 1, null), Phase(125, 2, null),
                .. Whole(130, 300), RunFinished(300), .. Run(1, 200, 5), RaceFinished(300)])).Why);

    [Fact]
    public void Verdict_OneRun_ShowsItsTimeAndNoWinner() =>
        Assert.Equal(("Finished in 0.30\u00a0s.", ""), Show(Fold(["async"], ["BR"], [.. Run(0, 300, 5), RaceFinished(320)])));

    [Fact]
    public void Verdict_AllButOneEndedEarly_NamesThemAndNoWinner() => Assert.Equal(
        ("Finished in 0.30\u00a0s.", "Async · event loop ended early, with 0 of 1 received."),
        Show(Fold(
            ["sequential", "async"], ["BR"],
            [.. Run(0, 300, 1), RunStarted(0, 5, 1), Finished(1, 0, Outcome.Cancelled, 1), RunFinished(2, Outcome.Error, 1),
                RaceFinished(300)])));

    [Fact]
    public void Verdict_AllThatDidNotEndEarlyTied_SaysSoAndNamesTheOther() => Assert.Equal(
        ("2 modes tied at about 0.30\u00a0s.", "Thread pool · map ended early, with 0 of 1 received."),
        Show(Fold(
            ["threads-map", "threads-as-completed", "async"], ["BR"],
            [RunStarted(0, 5), Finished(1, 0, Outcome.Cancelled), RunFinished(2, Outcome.Error), .. Run(1, 305, 5), .. Run(2, 300, 5),
                RaceFinished(310)])));

    [Fact]
    public void Verdict_CancelledRace_ShowsCancelledInsteadOfWinner() => Assert.Equal(
        ("Cancelled after 1.00\u00a0s.", "The results received by then are below."),
        Show(Fold(["sequential", "threads-map"], ["BR"],
            [.. Run(0, 1000, 1), .. Run(1, 250, 5), RaceFinished(1000) with { Status = Outcome.Cancelled }])));

    [Fact]
    public void Verdict_InterruptedRace_ShowsInterruptedInsteadOfWinner() => Assert.Equal(
        ("Interrupted: the server stopped after 1.00\u00a0s.", "The events saved by then are below."),
        Show(Fold(["sequential", "threads-map", "async"], ["BR"],
            [RunStarted(0, 1), .. Run(1, 250, 5), .. Run(2, 300, 5), Interrupted(1000)])));

    [Fact]
    public void Verdict_RunningRace_CountsFinishedRuns() => Assert.Equal(
        ("Racing …", "1 of 2 runs finished."),
        Show(Fold(["sequential", "threads-map"], ["BR"], [.. Run(1, 250, 5), RunStarted(250)])));

    [Fact]
    public void Verdict_RunningRaceOfOneMode_IsInSingular() => Assert.Equal(
        ("Racing …", "0 of 1 run finished."), Show(Fold(["sequential"], ["BR"], [RunStarted(0)])));

    [Fact]
    public void Verdict_UnknownMode_ShowsItsId() => Assert.StartsWith(
        "later won in 0.10\u00a0s",
        Show(Fold(["later", "async"], ["BR"], [.. Run(0, 100, 1), .. Run(1, 250, 5), RaceFinished(250)])).Verdict,
        StringComparison.Ordinal);
}

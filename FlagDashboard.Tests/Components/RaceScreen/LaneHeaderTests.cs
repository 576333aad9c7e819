using AngleSharp.Dom;
using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class LaneHeaderTests : ComponentTest
{
    private static readonly ModeInfo Mode = new("threads-map", "Map", "", ReceiveOrder.CallOrder);

    private IRenderedComponent<LaneHeader> Show(RaceState race, double now, int run = 0)
    {
        var results = RaceResults.Of(race);
        return Render<LaneHeader>(header => header
            .Add(p => p.Run, race.Runs[run])
            .Add(p => p.Mode, Mode)
            .Add(p => p.ShownMs, now)
            .Add(p => p.Result, results.ResultOf(race.Runs[run])));
    }

    private static string[] Numbers(IRenderedComponent<LaneHeader> header) =>
        [.. header.FindAll("[data-testid=progress-threads-map] > *").Select(number => number.TextContent)];

    private static IElement Clock(IRenderedComponent<LaneHeader> header) => header.Find("[data-testid=clock-threads-map]");

    private static string SpeedUp(IRenderedComponent<LaneHeader> header) => header.Find("[data-testid=speedup-threads-map]").TextContent;

    private static string? Meter(IRenderedComponent<LaneHeader> header) => header.Find(".meter").GetAttribute("style");

    [Fact]
    public void Numbers_NotStarted_AreZero()
    {
        var header = Show(Fold(["BR", "CN"]), 50);
        Assert.Equal(["0/2 received"], Numbers(header));
        Assert.Equal("Map1 worker", header.Find("h2").TextContent);
        Assert.Equal(("0.00 s", false), (Clock(header).TextContent, Clock(header).ClassList.Contains("live")));
    }

    [Fact]
    public void Numbers_InteractiveRun_ShowCountsButNoEstimate()
    {
        var race = IsInteractive(
            RunStarted(0, 2), Submitted(100, 0) with { UnlistedLabel = "f1" }, Started(100, 0), Finished(200, 0),
            Submitted(250, 1) with { UnlistedLabel = "f2" });
        var header = Render<LaneHeader>(header => header
            .Add(p => p.Run, race.Runs[0]).Add(p => p.Mode, race.Runs[0].Info).Add(p => p.ShownMs, 300));
        Assert.Equal(["0/2 received", "1 held", "1 returned"], header.FindAll("[data-testid=progress-executor] > *")
            .Select(number => number.TextContent));
        Assert.Equal("--ended:50%;--got:0%;--missed:0%", Meter(header));
    }

    [Fact]
    public void Numbers_JustStarted_WaitForTheFirst()
    {
        var header = Show(Fold(["BR", "CN"], RunStarted(20, workers: 2)), 50);
        Assert.Equal(["0/2 received", "waiting for the first"], Numbers(header));
        Assert.Equal("Map2 workers", header.Find("h2").TextContent);
        Assert.Equal(("20", true), (Clock(header).GetAttribute("data-clock"), Clock(header).ClassList.Contains("live")));
    }

    [Fact]
    public void Numbers_Midway_ShowRateHeldAndTimeLeft()
    {
        var header = Show(
            Fold(
                ["BR", "CN", "DE", "FR"],
                [RunStarted(0, 2), .. Whole(0, 100), Submitted(0, 1), Started(0, 1, 2), Submitted(0, 2), Started(100, 2),
                Finished(200, 2, Outcome.NotFound)]),
            400);
        Assert.Equal(["1/4 received", "1 held", "1 saved, –/s", "1 not found", "about 0.3\u00a0s left"], Numbers(header));
        Assert.Equal("--ended:50%;--got:25%;--missed:0%", Meter(header));
        Assert.Equal("", SpeedUp(header));
    }

    [Fact]
    public void Numbers_ExperimentOfCalls_CountsWhatTheyReturned()
    {
        var mode = Mode with { ResultUnit = "calls" };
        var race = Fold(new RaceDefinition(["1", "2"], [mode]), [RunStarted(0), .. Whole(0, 500)]);
        var header = Render<LaneHeader>(header => header.Add(p => p.Run, race.Runs[0]).Add(p => p.Mode, mode).Add(p => p.ShownMs, 500));
        Assert.Equal(["1/2 received", "1 returned, –/s", "about 0.5\u00a0s left"], Numbers(header));
    }

    [Fact]
    public void Numbers_NextEventWithinTheInterval_CountsFollowAtOnceAndEstimatesStay()
    {
        var race = Fold(["BR", "CN", "DE", "EG"], [RunStarted(0), .. Whole(0, 100)]);
        var header = Show(race, 100);
        Assert.Equal(["1/4 received", "1 saved, –/s", "about 0.3\u00a0s left"], Numbers(header));
        foreach (var happened in Whole(100, 120, 1))
            race.Apply(happened with { Seq = race.LastEventSeq + 1, Run = 0 });
        header.Render(view => view.Add(p => p.ShownMs, 120));
        Assert.Equal(["2/4 received", "2 saved, –/s", "about 0.3\u00a0s left"], Numbers(header));
        Assert.Equal("--ended:50%;--got:50%;--missed:0%", Meter(header));
        header.Render(view => view.Add(p => p.ShownMs, 420));
        Assert.StartsWith("about 0.1", Numbers(header)[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(499, "2 saved, –/s")]
    [InlineData(500, "2 saved, 4.0/s")]
    public void Numbers_RunOfHalfASecond_HasARate(double shownMs, string saved) => Assert.Equal(
        saved,
        Numbers(Show(Fold(["BR", "CN", "DE", "EG"], [RunStarted(0), .. Whole(0, 100), .. Whole(100, 120, 1)]), shownMs))[1]);

    // A failure was the first to end, so that the average was 0 until now.
    [Fact]
    public void Numbers_SecondResultWithinTheInterval_HasARateAtOnce()
    {
        var race = Fold(["BR", "CN", "DE", "EG"], [RunStarted(0), .. Whole(0, 990, 0, Outcome.Error)]);
        var header = Show(race, 990);
        foreach (var happened in (RaceEvent[])[.. Whole(990, 995, 1), .. Whole(995, 1000, 2)])
            race.Apply(happened with { Seq = race.LastEventSeq + 1, Run = 0 });
        header.Render(view => view.Add(p => p.ShownMs, 1000));
        Assert.Contains("2 saved, 2.0/s", Numbers(header));
    }

    [Fact]
    public void Title_SlotsOfAnEventLoop_AreOneThread() => Assert.Equal(
        "Async · event loop1 thread, 5 slots",
        Render<LaneHeader>(header => header
            .Add(p => p.Run, Fold(["async"], ["BR"], RunStarted(0, 5)).Runs[0])
            .Add(p => p.Mode, Fold(["async"], ["BR"]).Runs[0].Info)).Find("h2").TextContent);

    [Fact]
    public void Numbers_Finished_AreFinalAndTheClockStands()
    {
        var race = Fold(["BR", "CN"],
            [RunStarted(100), .. Whole(100, 350), .. Whole(350, 600, 1, Outcome.Error), RunFinished(600), RaceFinished(600)]);
        var header = Show(race, 9000);
        Assert.Equal(["2/2 received", "1 saved, 2.0/s", "1 error"], Numbers(header));
        Assert.Equal(("0.50 s", false), (Clock(header).TextContent, Clock(header).ClassList.Contains("live")));
        Assert.Equal("", SpeedUp(header));
        Assert.Empty(header.FindAll("[role=alert]"));
    }

    // The lane of a run with more futures has no band of held results.
    [Theory]
    [InlineData(HeldBand.MaxRunFutures, 1, null)]
    [InlineData(HeldBand.MaxRunFutures + 1, 1, "30 were held")]
    [InlineData(HeldBand.MaxRunFutures + 1, 30, "1 was held")]
    [InlineData(HeldBand.MaxRunFutures + 1, 31, null)]
    public void Numbers_EndedRunWithoutBand_SayHowManyWereHeld(int futures, int slow, string? held)
    {
        // The result of the last slow future holds those behind it.
        var events = Enumerable.Range(0, futures).SelectMany(i => i < slow ? Whole(0, 100, i) : Whole(0, 50, i)[..3])
            .Concat(Enumerable.Range(slow, Math.Max(0, futures - slow)).Select(i => Received(100, i)));
        var race = Fold([.. Enumerable.Range(0, futures).Select(i => $"C{i}")], [RunStarted(0, 2), .. events, RunFinished(100)]);
        Assert.Equal(held, Numbers(Show(race, 200)).SingleOrDefault(number => number.EndsWith(" held", StringComparison.Ordinal)));
    }

    [Fact]
    public void SpeedUp_FasterOrSlowerThanSequential_IsShown()
    {
        var race = Fold(
            ["sequential", "threads-map", "async"], ["BR"],
            [
                RunStarted(0), .. Whole(0, 300), RunFinished(300),
                RunStarted(0, run: 1), .. Whole(0, 100, run: 1), RunFinished(100, run: 1),
                RunStarted(0, run: 2), .. Whole(0, 600, run: 2), RunFinished(600, run: 2),
            ]);
        Assert.Equal(["baseline", "×3.0 as fast", "×0.5 as fast"], Enumerable.Range(0, 3).Select(run => SpeedUp(Show(race, 700, run))));
    }

    [Theory]
    [InlineData(100, "speedup")]
    [InlineData(300, "speedup even")]
    [InlineData(600, "speedup even")]
    public void SpeedUp_NotFasterThanSequential_IsNotShownAsSuccess(double end, string expected)
    {
        var race = Fold(["sequential", "async"], ["BR"],
            [RunStarted(0), .. Whole(0, 300), RunFinished(300), RunStarted(0, run: 1), .. Whole(0, end, run: 1), RunFinished(end, run: 1)]);
        Assert.Equal(expected, Show(race, 700, 1).Find("[data-testid=speedup-threads-map]").ClassName!.Trim());
        Assert.Equal("speedup even", Show(race, 700).Find("[data-testid=speedup-threads-map]").ClassName!.Trim());
    }

    [Fact]
    public void Meter_ReceivedErrors_AreNotShownAsGoodResults()
    {
        var header = Show(
            Fold(["BR", "CN", "DE", "EG"],
                [RunStarted(0), .. Whole(0, 100), Submitted(0, 1), Started(100, 1), Finished(150, 1, Outcome.Error), Received(150, 1)]),
            200);
        Assert.Equal("--ended:50%;--got:50%;--missed:25%", Meter(header));
    }

    [Theory]
    [InlineData(316, "×0.9 as fast")]
    [InlineData(315, "no faster")]
    [InlineData(286, "no faster")]
    [InlineData(285, "×1.05 as fast")]
    public void SpeedUp_AlmostEqualTimes_IsNotShownAsSpeedUp(double end, string expected)
    {
        var race = Fold(["sequential", "async"], ["BR"],
            [RunStarted(0), .. Whole(0, 300), RunFinished(300), RunStarted(0, run: 1), .. Whole(0, end, run: 1), RunFinished(end, run: 1)]);
        Assert.Equal(expected, SpeedUp(Show(race, 700, 1)));
    }

    [Fact]
    public void Header_CancelledRun_ShowsCancelledAndCount()
    {
        var header = Show(
            Fold(
                ["BR", "CN"],
                [RunStarted(0), .. Whole(0, 100), Submitted(0, 1), Finished(150, 1, Outcome.Cancelled),
                RunFinished(150, Outcome.Cancelled)]),
            500);
        Assert.Equal("cancelled", SpeedUp(header));
        Assert.Equal(["1/2 received", "1 saved, 6.7/s", "1 cancelled"], Numbers(header));
        Assert.Empty(header.FindAll("[role=alert]"));
    }

    [Fact]
    public void Header_InterruptedRun_ShowsInterruptedAndClockStandsStill()
    {
        var header = Show(Fold(["BR", "CN"], [RunStarted(100), .. Whole(100, 600), Submitted(600, 1), Started(600, 1), Interrupted(1100)]),
            5000);
        Assert.Equal(("interrupted", "clock", "1.00 s"), (SpeedUp(header), Clock(header).ClassName!.Trim(), Clock(header).TextContent));
        Assert.Equal(["1/2 received", "1 saved, 1.0/s"], Numbers(header));
        Assert.Empty(header.FindAll("[role=alert]"));
    }

    [Fact]
    public void Alert_RunEndedByFuture_NamesItAndCountsNeverReceived()
    {
        var header = Show(
            Fold(
                ["BR", "CN", "DE"],
                RunStarted(0, 3), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2), Started(0, 2, 3),
                Finished(50, 1), Finished(60, 2), Finished(90, 0, Outcome.Error), Received(90, 0),
                RunFinished(95, Outcome.Error) with { Future = 0, Reason = "HTTP 500" }),
            500);
        Assert.Equal("BR raised “HTTP 500”, which ended the iteration: 2 finished futures were never received.",
            header.Find("[role=alert]").TextContent);
        Assert.Equal("ended early", SpeedUp(header));
        Assert.Equal("1/3 received", Numbers(header)[0]);
        Assert.DoesNotContain(Numbers(header), number => number.EndsWith("held", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Outcome.Error, "BR raised “HTTP 500”, which ended the iteration: 1 finished future was never received.")]
    [InlineData(Outcome.Cancelled, "BR was cancelled, which ended the iteration: 1 finished future was never received.")]
    public void Alert_OneFinishedFutureNeverReceived_IsInSingular(Outcome outcome, string expected)
    {
        var header = Show(
            Fold(
                ["BR", "CN"],
                [RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Started(0, 1, 2), Finished(50, 1),
                .. outcome == Outcome.Error
                    ? [Started(0, 0), Finished(90, 0, outcome), Received(90, 0)] : (RaceEvent[])[Finished(90, 0, outcome)],
                RunFinished(95, Outcome.Error) with { Future = 0, Reason = "HTTP 500" }]),
            500);
        Assert.Equal(expected, header.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Alert_ModeThrew_ShowsReason() => Assert.Equal(
        "The run ended early: InvalidOperationException: a bug",
        Show(
            Fold(
                ["BR"],
                RunStarted(0), Finished(5, 0, Outcome.Cancelled),
                RunFinished(5, Outcome.Error) with { Reason = "InvalidOperationException: a bug" }),
            10).Find("[role=alert]").TextContent);
}

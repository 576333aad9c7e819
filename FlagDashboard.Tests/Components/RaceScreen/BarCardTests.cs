using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class BarCardTests : ComponentTest
{
    private static readonly RaceEvent[] Running = [RunStarted(0, 2), Submitted(0, 0), Started(110, 0, 2)];
    private static readonly RaceEvent[] Finished350 = [.. Running, Finished(350, 0) with { Bytes = 1234 }];

    private IRenderedComponent<BarCard> Show(params RaceEvent[] events)
    {
        var run = Fold(["BR"], events).Runs[0];
        return Render<BarCard>(card => card.Add(p => p.Inspected, new InspectedBar(run, run.Futures[0], 12.5, 40)));
    }

    private static string[] Lines(IRenderedComponent<BarCard> card)
    {
        var (names, values) = (card.FindAll("dt"), card.FindAll("dd"));
        Assert.Equal(names.Count, values.Count);
        return [.. names.Zip(values, (name, value) => $"{name.TextContent}: {value.TextContent}")];
    }

    [Fact]
    public void Card_NoBarInspected_IsHidden()
    {
        var card = Render<BarCard>();
        Assert.True(card.Find("[data-testid=bar-card]").HasAttribute("hidden"));
        Assert.Empty(card.FindAll("b, dl, img"));
    }

    [Fact]
    public void Head_OfAFuture_NamesCountryAndModeWhereItIsPointedAt()
    {
        var card = Show(Running);
        Assert.Equal(("Brazil · BR", "Thread pool · map"), (card.Find("b").TextContent, card.Find("b + span").TextContent));
        Assert.Equal("left:12.5px;top:40px", card.Find("[data-testid=bar-card]").GetAttribute("style"));
        Assert.False(card.Find("[data-testid=bar-card]").HasAttribute("hidden"));
    }

    [Fact]
    public void Twins_OfAFuture_SayWhatTheOtherLanesDidWithIt()
    {
        var race = Fold(
            ["threads-map", "async", "sequential"], ["BR"],
            [
                RunStarted(0), RunStarted(0, run: 1), RunStarted(0, run: 2), .. Whole(0, 350),
                Submitted(0, 0, 1), Started(0, 0, 1, 1), Finished(400, 0, run: 1),
            ]);
        var inspected = new InspectedBar(race.Runs[0], race.Runs[0].Futures[0], 0, 0);
        var card = Render<BarCard>(card => card.Add(p => p.Inspected, inspected).Add(p => p.Race, race));
        Assert.Equal(
            ["Async · event loop finished 0.40\u00a0s, held", "Sequential pending"],
            card.FindAll(".twins li").Select(line => line.TextContent.Trim()));
    }

    [Fact]
    public void Lines_Pending_AreOnlyTheState() => Assert.Equal(["state: pending"], Lines(Show(RunStarted(0), Submitted(0, 0))));

    [Fact]
    public void Lines_RunningFuture_ShowWorkerAndStart() =>
        Assert.Equal(["state: running", "worker: w2", "started: 0.11\u00a0s"], Lines(Show(Running)));

    [Fact]
    public void Lines_HeldFuture_ShowHeldState()
    {
        var card = Show(Finished350);
        Assert.Equal(
            [
                "state: finished, held", "worker: w2", "started: 0.11\u00a0s", "finished: 0.35\u00a0s (took 0.24\u00a0s)",
                "size: 1,234 bytes",
            ],
            Lines(card));
        Assert.Equal("./images/sha0", card.Find("img").GetAttribute("src"));
    }

    [Fact]
    public void Lines_ReceivedFuture_ShowHeldTime() => Assert.Equal(
        ["state: received", "worker: w2", "started: 0.11\u00a0s", "finished: 0.35\u00a0s (took 0.24\u00a0s)",
        "received: 0.50\u00a0s (held 0.15\u00a0s)", "size: 1,234 bytes"],
        Lines(Show([.. Finished350, Received(500, 0)])));

    [Theory]
    [InlineData(Outcome.NotFound, "not found")]
    [InlineData(Outcome.Error, "raised an error")]
    public void Lines_FailedFuture_ShowReason(Outcome status, string state)
    {
        var card = Show([.. Running, Finished(350, 0, status) with { Reason = "HTTP 418 <teapot>" }, Received(350, 0)]);
        Assert.Equal(($"state: {state}", "reason: HTTP 418 <teapot>"), (Lines(card)[0], Lines(card)[^1]));
        Assert.Empty(card.FindAll("img"));
    }

    [Fact]
    public void Lines_CancelledFuture_ShowWhetherItWasPendingOrRunning()
    {
        Assert.Equal(
            ["state: cancelled", "reason: cancelled while pending"],
            Lines(Show(RunStarted(0), Submitted(0, 0), Finished(9, 0, Outcome.Cancelled) with { Reason = "cancelled while pending" })));
        Assert.Equal(
            ["state: given up", "worker: w2", "started: 0.11\u00a0s", "finished: 0.20\u00a0s (took 90\u00a0ms)"],
            Lines(Show([.. Running, Finished(200, 0, Outcome.Cancelled)])));
    }
}

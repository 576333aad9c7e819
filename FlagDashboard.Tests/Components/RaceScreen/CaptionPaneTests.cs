using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class CaptionPaneTests : ComponentTest
{
    private static readonly RaceEvent[] Held =
        [RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Started(0, 0), Started(0, 1, 2), Finished(300, 1), Finished(2200, 0),
        Received(2200, 0), Received(2200, 1)];

    private IRenderedComponent<CaptionPane> Show(RaceState race, RowLayout rows = RowLayout.ByWorker) =>
        Render<CaptionPane>(pane => pane.Add(p => p.Race, race).Add(p => p.Rows, rows));

    [Fact]
    public void List_Caption_ShowsTimeModeAndText()
    {
        var caption = Show(Fold(["BD", "FR", "US"], Held)).Find("[data-testid=captions] button");
        Assert.Equal(("1. 2.20\u00a0s Thread pool · map",
            "France (FR) was finished at 0.30\u00a0s, then held for 1.90\u00a0s behind Bangladesh (BD): "
            + "results are handed over in call order."),
            (caption.QuerySelector("small")!.TextContent, caption.QuerySelector("span")!.TextContent));
        Assert.Equal("0:0 0:1", caption.GetAttribute("data-bars"));
        Assert.False(caption.HasAttribute("data-idle"));
    }

    [Fact]
    public void Bars_CaptionOfWholeRun_AreWrittenAsWildcard() =>
        Assert.Equal("0:*", Show(Fold(["BD", "FR"], Held)).Find("[data-testid=captions] button").GetAttribute("data-bars"));

    [Fact]
    public void List_NewCaption_IsLastAndOthersStay()
    {
        var race = Fold(["BD", "FR"], Held);
        var pane = Show(race);
        var first = pane.Find("li").TextContent;
        Tell(race, RunFinished(2300) with { Run = 0 });
        pane.Render(p => p.Add(c => c.Race, race));
        Assert.Equal(["bound", "held", "idle"], pane.FindAll("button").Select(button => button.GetAttribute("data-rule")!).Order());
        Assert.Equal(first, pane.FindAll("li")[0].TextContent);
        Assert.Equal(["1.", "2.", "3."], pane.FindAll("li em").Select(number => number.TextContent));
        Assert.Equal(["true"], pane.FindAll("[aria-current]").Select(button => button.GetAttribute("aria-current")!));
        Assert.True(pane.FindAll("button")[^1].HasAttribute("aria-current"));
    }

    [Fact]
    public void IdleCaption_ByFuture_HasNoIdleSpan()
    {
        var race = Fold(["BD", "FR"], [.. Held, RunFinished(2300)]);
        Assert.Equal("0:1:0.3:2.3", Show(race).Find("[data-rule=idle]").GetAttribute("data-idle"));
        Assert.False(Show(race, RowLayout.ByFuture).Find("[data-rule=idle]").HasAttribute("data-idle"));
    }

    [Fact]
    public void List_NoCaptions_ShowsHint()
    {
        var race = Fold(["BD"], RunStarted(0));
        Assert.Equal("Nothing stands out yet. A sentence appears as soon as it is true.", Show(race).Find(".hint").TextContent);
        Tell(race, Finished(1, 0, Outcome.Cancelled) with { Run = 0 }, RunFinished(1) with { Run = 0 }, RaceFinished(1));
        Assert.Equal("Nothing stands out here.", Show(race).Find(".hint").TextContent);
    }

    [Fact]
    public void Render_NoNewEvents_IsSkipped()
    {
        var race = Fold(["BD", "FR"], Held);
        var pane = Show(race);
        pane.Render(p => p.Add(c => c.Race, race));
        Assert.Equal(1, pane.RenderCount);
    }

    [Fact]
    public void List_AHostileReason_IsTextAndShort()
    {
        var race = Fold(["BD"], RunStarted(0), Submitted(0, 0), Started(0, 0),
            Finished(300, 0, Outcome.Error) with { Reason = "<img src=x onerror=alert(1)>" + new string('x', 500) });
        var caption = Show(race).Find("[data-rule=failed] span");
        Assert.Empty(caption.QuerySelectorAll("img"));
        Assert.InRange(caption.TextContent.Length, 120, 220);
        Assert.StartsWith("Bangladesh (BD) failed: “<img src=x", caption.TextContent, StringComparison.Ordinal);
    }
}

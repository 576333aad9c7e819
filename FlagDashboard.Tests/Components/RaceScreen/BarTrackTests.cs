using AngleSharp.Dom;
using Bunit;
using CsCheck;
using FlagDashboard.Components;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Tests.Timeline;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class BarTrackTests : ComponentTest
{
    /// <summary>Two workers, with one future held, one running and one pending.</summary>
    private static RaceState Midway() => Fold(
        ["BR", "CN", "DE"],
        RunStarted(0, workers: 2), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(10, 0, 1), Started(10, 1, 2),
            Finished(250, 1));

    private IRenderedComponent<BarTrack> Show(RaceState race, RowLayout rows = RowLayout.ByWorker) => Render<BarTrack>(track => track
        .Add(p => p.Run, race.Runs[0])
        .Add(p => p.RunVersion, race.Runs[0].Version)
        .Add(p => p.Rows, rows)
        .Add(p => p.RunIndex, 3)
        .Add(p => p.RunTitle, "map"));

    private static IReadOnlyList<IElement> Bars(IRenderedComponent<BarTrack> track) => track.FindAll(".track > .b:not(.k)");

    private static IEnumerable<string> Printed(RunState run, RowLayout rows) =>
        FlagDashboard.Timeline.Bars.Of(run, rows)
            .Select(bar => $"{bar.FutureOrPhaseNumber} {BarMarkup.ClassOf(bar)} {BarMarkup.StyleOf(bar)} {bar.Label}").Order();

    private static IEnumerable<string> Shown(IRenderedComponent<BarTrack> track) => Bars(track)
        .Select(bar => $"{bar.GetAttribute("data-f")} {Kind(bar)} {bar.GetAttribute("style")} {Label(bar)}").Order();

    private static string Kind(IElement bar) => bar.ClassName!.Split(" flag")[0];

    /// <summary>The label without the sign after it and the zero-width space before it.</summary>
    private static string Label(IElement bar) => bar.TextContent.TrimStart('\u200b').Split(' ')[0];

    private static string[] Labels(IRenderedComponent<BarTrack> track) =>
        [.. track.FindAll(".labels span").Select(label => label.TextContent)];

    [Fact]
    public void Label_OneBar_IsInSingular() => Assert.Equal(
        "map: 1 bar; arrow keys go to it", Show(Fold(["BR"], RunStarted(0))).Find(".area").GetAttribute("aria-label"));

    [Fact]
    public void ByWorker_Midway_HasABarForEachStartedFuture()
    {
        var track = Show(Midway());
        Assert.Equal(["w1", "w2", "held"], Labels(track));
        Assert.Equal(["b f flag i0", "b r o"], Bars(track).Select(bar => bar.ClassName));
        Assert.Equal(["1", "0"], Bars(track).Select(bar => bar.GetAttribute("data-f")));
        Assert.Equal(["\u200bCN ✓", "\u200bBR"], Bars(track).Select(bar => bar.TextContent));
    }

    [Fact]
    public void ByWorker_HeldResult_IsInTheBandBelowTheRows()
    {
        var track = Show(Midway());
        var held = Assert.Single(track.FindAll(".track > .k"));
        Assert.Equal(("b h o k", "left:25%;--r:0", "1", "\u200bCN"),
            (held.ClassName, held.GetAttribute("style"), held.GetAttribute("data-f"), held.TextContent));
        Assert.Equal("--rows:2;--band:2;--slots:3", track.Find(".plot").GetAttribute("style"));
        Assert.Equal(["w1", "w2", "held"], Labels(track));
        Assert.Empty(Show(Midway(), RowLayout.ByFuture).FindAll(".k, .band"));
    }

    [Fact]
    public void ByFuture_Midway_HasAlsoPendingAndHeldBars()
    {
        var track = Show(Midway(), RowLayout.ByFuture);
        Assert.Equal(["BR", "CN", "DE"], Labels(track));
        Assert.Equal(["b p", "b r o", "b p", "b f", "b h o", "b p o"], Bars(track).Select(Kind));
        Assert.Equal(["BR", "CN"], Bars(track).Select(Label).Where(text => text.Length > 0));
    }

    [Fact]
    public void Label_WithMarkup_IsText()
    {
        var race = Fold(["<b>&\"'"], RunStarted(0), Submitted(0, 0), Started(0, 0));
        Assert.Equal("<b>&\"'", Label(Assert.Single(Bars(Show(race)))));
    }

    [Fact]
    public void BarLabels_EachOutcome_HaveDifferentSign()
    {
        var race = Fold(
            ["BR", "CN", "DE", "EG"],
            [RunStarted(0), .. Whole(0, 10), .. Whole(10, 20, 1, Outcome.NotFound), .. Whole(20, 30, 2, Outcome.Error), Submitted(30, 3),
                Started(30, 3)]);
        Assert.Equal(["\u200bBR ✓", "\u200bCN ∅", "\u200bDE ✕", "\u200bEG"], Bars(Show(race)).Select(bar => bar.TextContent));
    }

    [Fact]
    public void IdealFinish_Enabled_IsLineOnAxis()
    {
        var track = Show(Replayed.Race(2, 60, 70, 70));
        Assert.Empty(track.FindAll(".ideal"));
        track.Render(p => p.Add(t => t.ShowsIdealLine, true));
        Assert.Equal(
            ("ideal 0.13\u00a0s", "--ideal:0.13"),
            (track.Find("span.ideal").TextContent, track.Find("i.ideal").GetAttribute("style")));
        track.Render(p => p.Add(t => t.Run, Replayed.Race(1, 60, 70).Runs[0]));
        Assert.Empty(track.FindAll(".ideal"));
    }

    [Theory]
    [InlineData(5, "ideal 0.13\u00a0s", "--ideal:0.135")]
    [InlineData(500, "ideal: start + 0.13\u00a0s", "--ideal:0.63")]
    public void IdealFinish_RunBeginsLaterThanRace_TextCountsFromStartOfRun(double start, string text, string place)
    {
        var race = Fold(
            ["BR", "CN", "DE"],
            [RunStarted(start, 2), .. Whole(start, start + 60), .. Whole(start, start + 70, 1), .. Whole(start + 60, start + 130, 2),
            RunFinished(start + 140)]);
        var track = Show(race);
        track.Render(p => p.Add(t => t.ShowsIdealLine, true));
        Assert.Equal(
            (text, place), (track.Find("span.ideal").TextContent, track.Find("i.ideal").GetAttribute("style")));
    }

    [Fact]
    public void ByFuture_StartedWhenRunStarted_HasPendingAndRunningBars()
    {
        var race = Fold(["BR"], RunStarted(5), Submitted(5, 0));
        var track = Show(race, RowLayout.ByFuture);
        Tell(race, Started(5, 0));
        track.Render(p => p.Add(t => t.RunVersion, race.Runs[0].Version));
        Assert.Equal(["b p t", "b r o"], Bars(track).Select(bar => bar.ClassName));
    }

    [Fact]
    public void Render_AnyRaceAsItGoesOn_HasEveryBar() => Any.Sample(
        log =>
        {
            foreach (var rows in Enum.GetValues<RowLayout>())
            {
                var race = RaceState.At(log.Take(log.Length / 2), double.MaxValue);
                if (race.Runs.Count == 0)
                    return;
                var track = Show(race, rows);
                Assert.Equal(Printed(race.Runs[0], rows), Shown(track));
                Tell(race, log[(log.Length / 2)..]);
                track.Render(p => p.Add(t => t.RunVersion, race.Runs[0].Version));
                Assert.Equal(Printed(race.Runs[0], rows), Shown(track));
            }
        },
        iter: 100,
        threads: 1);

    [Fact]
    public void Area_AnyRun_HasRunNumberAndAriaLabel()
    {
        var area = Show(Midway()).Find(".area");
        Assert.Equal(("3", "map: 3 bars; arrow keys go from one to the next"),
            (area.GetAttribute("data-run"), area.GetAttribute("aria-label")));
    }

    [Fact]
    public void NowLine_NotStartedRunningAndEnded_IsLiveOnlyWhileRunning()
    {
        var waiting = Show(Fold(["BR"])).Find(".now");
        var live = Show(Fold(["BR"], RunStarted(0))).Find(".now");
        var ended = Show(Fold(["BR"], [RunStarted(0), .. Whole(0, 30), RunFinished(40)])).Find(".now");
        Assert.Equal((false, true, false),
            (waiting.ClassList.Contains("live"), live.ClassList.Contains("live"), ended.ClassList.Contains("live")));
        Assert.Equal((null, "transform:translateX(4%)"), (waiting.GetAttribute("style"), ended.GetAttribute("style")));
    }

    [Fact]
    public void NowLine_PlaybackPaused_StandsAtThatTime()
    {
        var race = Fold(["BR"], RunStarted(0), Submitted(0, 0), Started(0, 0));
        var track = Render<BarTrack>(view => view.Add(p => p.Run, race.Runs[0]).Add(p => p.ShownMs, 20).Add(p => p.IsTimePassing, false));
        Assert.Equal(("now ", "transform:translateX(2%)"), (track.Find(".now").ClassName, track.Find(".now").GetAttribute("style")));

        // From now on, the browser moves the line of the current time, and the server does not render its position.
        track.Render(view => view.Add(p => p.ShownMs, 30).Add(p => p.IsTimePassing, true));
        var moving = track.Find(".now");
        Assert.Equal(("now live", "transform:translateX(3%)"), (moving.ClassName, moving.GetAttribute("style")));
        var renders = track.RenderCount;
        track.Render(view => view.Add(p => p.ShownMs, 80));
        Assert.Equal(renders, track.RenderCount);

        track.Render(view => view.Add(p => p.ShownMs, 90).Add(p => p.IsTimePassing, false));
        Assert.Equal("transform:translateX(9%)", track.Find(".now").GetAttribute("style"));
    }

    [Theory]
    [InlineData(5, "roomy")]
    [InlineData(20, "dense")]
    [InlineData(50, "tight")]
    [InlineData(100, "fine")]
    [InlineData(200, "hair")]
    public void DensityClass_MoreRows_IsDenser(int workers, string density) =>
        Assert.Contains(density, Show(Fold(["BR"], RunStarted(0, workers))).Find(".plot").ClassList);

    [Fact]
    public void Render_SameVersionAndRows_IsSkipped()
    {
        var race = Midway();
        var track = Show(race);
        track.Render(p => p.Add(t => t.RunVersion, race.Runs[0].Version).Add(t => t.RunTitle, "other"));
        Assert.Equal(1, track.RenderCount);

        Tell(race, Finished(300, 0) with { Run = 0 });
        track.Render(p => p.Add(t => t.RunVersion, race.Runs[0].Version));
        Assert.Equal(2, track.RenderCount);
        Assert.Equal(["b f", "b f"], Bars(track).Select(Kind));

        track.Render(p => p.Add(t => t.Rows, RowLayout.ByFuture));
        Assert.Equal(3, track.RenderCount);
        Assert.Equal(3, Labels(track).Length);
    }
}

using FlagDashboard.Components;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class BarsTests
{
    private static List<Bar> ByWorker(RaceState race) => [.. Bars.Of(race.Runs[0], RowLayout.ByWorker)];

    private static List<Bar> ByFuture(RaceState race) => [.. Bars.Of(race.Runs[0], RowLayout.ByFuture)];

    [Fact]
    public void Of_NoEvents_ReturnsNoBars()
    {
        var race = Fold(["BR", "CN"]);
        Assert.Empty(ByWorker(race));
        Assert.Empty(ByFuture(race));
    }

    [Fact]
    public void ByFuture_RunStarted_EveryFutureWaitsSinceThen()
    {
        var race = Fold(["BR", "CN"], RunStarted(5), Submitted(7, 0));
        Assert.Equal([new(0, 0, BarKind.Pending, 5, null), new(1, 1, BarKind.Pending, 5, null)], ByFuture(race));
        Assert.Empty(ByWorker(race));
    }

    [Fact]
    public void ByFuture_InteractiveRun_FutureIsPendingSinceSubmitted()
    {
        var race = IsInteractive(
            RunStarted(5), Submitted(7, 0) with { UnlistedLabel = "f1" }, Submitted(9, 1) with { UnlistedLabel = "f2" });
        Assert.Equal([new(0, 0, BarKind.Pending, 7, null), new(1, 1, BarKind.Pending, 9, null)], ByFuture(race));
    }

    [Fact]
    public void Of_InterruptedRun_AllBarsEnd()
    {
        var race = Fold(
            ["BR", "CN", "DE"], RunStarted(5, workers: 2), Submitted(7, 0), Submitted(7, 1), Submitted(7, 2), Started(8, 0),
            Started(8, 1, 2),
            Finished(9, 1), Interrupted(20));
        var (running, finished) = (new Bar(0, 0, BarKind.Running, 8, 20, "BR"), new Bar(1, 1, BarKind.Succeeded, 8, 9, "CN", "sha1", 0));
        Assert.Equal([running, finished], ByWorker(race));
        Assert.Equal(
            [new(0, 0, BarKind.Pending, 5, 8), running, new(1, 1, BarKind.Pending, 5, 8), finished, new(1, 1, BarKind.Held, 9, 20),
            new(2, 2, BarKind.Pending, 5, 20)],
            ByFuture(race));
        Assert.Equal("b r", BarMarkup.ClassOf(running));
    }

    [Fact]
    public void Of_RunningFuture_BarHasNoEnd()
    {
        var race = Fold(["BR", "CN"], RunStarted(5, workers: 2), Submitted(7, 0), Submitted(7, 1), Started(8, 1, worker: 2));
        var running = new Bar(1, 1, BarKind.Running, 8, null, "CN");
        Assert.Equal([running], ByWorker(race));
        Assert.Equal([new(0, 0, BarKind.Pending, 5, null), new(1, 1, BarKind.Pending, 5, 8), running], ByFuture(race));
        Assert.Equal(("b r o", "left:0.8%;--r:1"), (BarMarkup.ClassOf(running), BarMarkup.StyleOf(running)));
    }

    [Theory]
    [InlineData(Outcome.Ok, BarKind.Succeeded, "b f", "sha0")]
    [InlineData(Outcome.NotFound, BarKind.NotFound, "b n", null)]
    [InlineData(Outcome.Error, BarKind.Error, "b e", null)]
    [InlineData(Outcome.Cancelled, BarKind.Cancelled, "b c", null)]
    public void Of_FinishedFuture_BarEndsAndShowsOutcome(Outcome status, BarKind kind, string styleClass, string? image)
    {
        var race = Fold(["BR"], RunStarted(0), Submitted(0, 0), Started(10, 0), Finished(35, 0, status));
        var bar = new Bar(0, 0, kind, 10, 35, "BR", image, image is null ? null : 0);
        Assert.Equal([bar], ByWorker(race));
        Assert.Contains(bar, ByFuture(race));
        Assert.Equal((styleClass, "left:1%;width:2.5%;--r:0"), (BarMarkup.ClassOf(bar), BarMarkup.StyleOf(bar)));
    }

    [Theory]
    [InlineData(9_970, 10_000.0, "b f")]
    [InlineData(9_971, 10_000.0, "b f t")]
    [InlineData(3_600_000 - 180, 3_600_000.0, "b f")]
    [InlineData(3_600_000 - 179, 3_600_000.0, "b f t")]
    [InlineData(10_000, null, "b f o")]
    public void ClassOf_BarNarrowerThanALetterOnTheWholeAxis_IsTiny(double from, double? to, string styleClass) =>
        Assert.Equal(styleClass, BarMarkup.ClassOf(new Bar(0, 0, BarKind.Succeeded, from, to, "BR")));

    [Fact]
    public void ByFuture_FinishedAndNotReceived_IsHeldUntilItIsOrTheRunEnds()
    {
        RaceEvent[] finished = [RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Started(0, 0, 1), Started(0, 1, 2), Finished(10, 1)];
        RaceEvent[] received = [.. finished, Finished(30, 0), Received(31, 0), Received(32, 1)];
        RaceEvent[] ended = [.. finished, Finished(30, 0, Outcome.Error), Received(31, 0), RunFinished(33, Outcome.Error)];
        Assert.Equal(new Bar(1, 1, BarKind.Held, 10, null), ByFuture(Fold(["BR", "CN"], finished))[^1]);
        Assert.Equal(new Bar(1, 1, BarKind.Held, 10, 32), ByFuture(Fold(["BR", "CN"], received))[^1]);
        Assert.Equal(new Bar(1, 1, BarKind.Held, 10, 33), ByFuture(Fold(["BR", "CN"], ended))[^1]);
        Assert.Equal("b h o", BarMarkup.ClassOf(new Bar(1, 1, BarKind.Held, 10, null)));
        Assert.Equal("b h", BarMarkup.ClassOf(new Bar(1, 1, BarKind.Held, 10, 32)));
    }

    [Fact]
    public void ByFuture_ReceivedImmediately_HasNoHeldBar()
    {
        var race = Fold(["BR"], RunStarted(0), Submitted(0, 0), Started(0, 0), Finished(10, 0), Received(10, 0));
        Assert.DoesNotContain(ByFuture(race), bar => bar.Kind == BarKind.Held);
    }

    [Fact]
    public void Of_CancelledWhilePending_HasCancelledBarOnlyByFuture()
    {
        var race = Fold(["BR", "CN"], RunStarted(5), Submitted(6, 0), Finished(20, 0, Outcome.Cancelled),
            Finished(21, 1, Outcome.Cancelled));
        Assert.Equal([new(0, 0, BarKind.Cancelled, 5, 20), new(1, 1, BarKind.Cancelled, 5, 21)], ByFuture(race));
        Assert.Empty(ByWorker(race));
    }

    [Fact]
    public void ByFuture_FailedWhilePending_HasErrorBarInsteadOfPending()
    {
        var race = Fold(["BR"], RunStarted(5), Submitted(6, 0), Finished(20, 0, Outcome.Error), Received(30, 0));
        Assert.Equal([new(0, 0, BarKind.Error, 5, 20), new(0, 0, BarKind.Held, 20, 30)], ByFuture(race));
        Assert.Empty(ByWorker(race));
    }

    [Fact]
    public void RowLabels_EitherLayout_NameEveryRow()
    {
        var run = Fold(["BR", "CN", "DE"], RunStarted(0, workers: 2)).Runs[0];
        Assert.Equal(["w1", "w2"], Bars.RowLabels(run, RowLayout.ByWorker));
        Assert.Equal(["BR", "CN", "DE"], Bars.RowLabels(run, RowLayout.ByFuture));
    }

    [Fact]
    public void Of_PhasesExplainedByMode_HaveKindsOfThatMode()
    {
        var race = FoldAside(
            RunStarted(0, 2), Phase(10, 1, "works for BR"), Phase(20, 1, "waits"), Phase(30, 1, "is ready"), Phase(40, 1, "rests"),
                Phase(50, 1, "dreams"), Phase(60, 1, null), Phase(60, 2, "works"));
        Bar[] bars =
        [
            new(-1, 0, BarKind.BusyPhase, 10, 20, "works for BR"), new(-2, 0, BarKind.Pending, 20, 30), new(-3, 0, BarKind.Held, 30, 40),
            new(-4, 0, BarKind.OtherPhase, 40, 50, "rests"), new(-5, 0, BarKind.OtherPhase, 50, 60, "dreams"),
            new(-6, 1, BarKind.BusyPhase, 60, null, "works"),
        ];
        Assert.Equal(bars, ByWorker(race));
        Assert.Equal(bars, ByFuture(race));
        Assert.Equal(["b w", "b p", "b h", "b s", "b s", "b w o"], bars.Select(bar => BarMarkup.ClassOf(bar)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void NegatePhaseNumber_AppliedTwice_ReturnsSameNumber(int phase)
    {
        Assert.True(Bar.NegatePhaseNumber(phase) < 0);
        Assert.Equal(phase, Bar.NegatePhaseNumber(Bar.NegatePhaseNumber(phase)));
    }
}

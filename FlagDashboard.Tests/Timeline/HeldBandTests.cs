using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public sealed class HeldBandTests
{
    /// <summary>CN and DE finish before BR, which the code receives first.</summary>
    private static RaceEvent[] Log { get; } =
    [
        RunStarted(0, workers: 3), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(1, 0), Started(1, 1, 2), Started(1, 2, 3),
        Finished(100, 2), Finished(150, 1), Finished(300, 0), Received(300, 0), Received(301, 1), Received(302, 2),
    ];

    private static HeldBand? BandOf(params RaceEvent[] events) =>
        HeldBand.Of(Fold(["threads-map"], ["BR", "CN", "DE"], events).Runs[0], RowLayout.ByWorker);

    [Fact]
    public void Of_ResultsBehindUnfinishedOne_HasABarForEach() => Assert.Equal(
        [new Bar(2, 0, BarKind.Held, 100, 302, "DE"), new Bar(1, 1, BarKind.Held, 150, 301, "CN")], BandOf(Log)!.Bars);

    [Fact]
    public void Of_ResultsStillHeld_BarsAreOpen()
    {
        Assert.Equal([100.0, 150.0], BandOf(Log[..9])!.Bars.Select(bar => bar.FromMs));
        Assert.All(BandOf(Log[..9])!.Bars, bar => Assert.Null(bar.ToMs));
    }

    [Fact]
    public void Of_ResultReceivedAtOnce_HasNoBar() =>
        Assert.DoesNotContain(BandOf(Log)!.Bars, bar => bar.FutureOrPhaseNumber == 0);

    [Theory]
    [InlineData("threads-map", 30, RowLayout.ByWorker, true)]
    [InlineData("threads-map", 31, RowLayout.ByWorker, false)]
    [InlineData("threads-map", 30, RowLayout.ByFuture, false)]
    [InlineData("threads-as-completed", 30, RowLayout.ByWorker, false)]
    [InlineData("sequential", 30, RowLayout.ByWorker, false)]
    public void IsShown_OnlyForPooledRunsInCallOrderWithFewFutures(string mode, int futures, RowLayout rows, bool isShown)
    {
        var race = Fold([mode], [.. Enumerable.Range(0, futures).Select(code => $"{code}")], RunStarted(0));
        Assert.Equal(isShown, HeldBand.IsShown(race.Runs[0], rows));
    }

    [Fact]
    public void Of_AnyLog_BarsAreTheHeldStretchesAndNoTwoOverlap() => OfModes.Sample(log =>
    {
        foreach (var run in RaceState.At(log, double.MaxValue).Runs.Where(run => HeldBand.IsShown(run, RowLayout.ByWorker)))
        {
            var band = HeldBand.Of(run, RowLayout.ByWorker)!;
            var byFuture = Bars.Of(run, RowLayout.ByFuture).Where(bar => bar.Kind == BarKind.Held);
            Assert.Equal(
                byFuture.Where(bar => bar.ToMs is null || bar.ToMs - bar.FromMs >= 1).Select(
                    bar => (bar.FutureOrPhaseNumber, bar.FromMs, bar.ToMs)),
                band.Bars.OrderBy(bar => bar.FutureOrPhaseNumber).Select(bar => (bar.FutureOrPhaseNumber, bar.FromMs, bar.ToMs)));
            Assert.All(band.Bars, bar => Assert.InRange(bar.Row, 0, band.SlotCount - 1));
            foreach (var slot in band.Bars.GroupBy(bar => bar.Row))
                Assert.All(slot.Zip(slot.Skip(1)), pair => Assert.True(pair.First.ToMs <= pair.Second.FromMs));
            var chunks = band.ToChunks();
            Assert.Equal(
                band.Bars.OrderBy(bar => bar.FutureOrPhaseNumber),
                chunks.Closed.Concat(chunks.Open).SelectMany(chunk => chunk).OrderBy(bar => bar.FutureOrPhaseNumber));
        }
    });

    [Fact]
    public void Of_RunGoesOn_BarsStayInTheirSlots() => OfModes.Sample(any =>
    {
        // No two events at the same time.
        var log = any.Select((happened, number) => happened with { AtMs = happened.AtMs + (number / 1000.0) }).ToList();
        var (before, after) = (RaceState.At(log.Take(log.Count / 2), double.MaxValue), RaceState.At(log, double.MaxValue));
        foreach (var (run, later) in before.Runs.Zip(after.Runs).Where(runs => HeldBand.IsShown(runs.First, RowLayout.ByWorker)))
        {
            var slots = HeldBand.Of(later, RowLayout.ByWorker)!.Bars.ToDictionary(bar => bar.FutureOrPhaseNumber, bar => bar.Row);
            Assert.All(
                HeldBand.Of(run, RowLayout.ByWorker)!.Bars.Where(bar => slots.ContainsKey(bar.FutureOrPhaseNumber)),
                bar => Assert.Equal(bar.Row, slots[bar.FutureOrPhaseNumber]));
        }
    });
}

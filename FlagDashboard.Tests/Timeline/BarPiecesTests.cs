using CsCheck;
using FlagDashboard.Races;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public sealed class BarPiecesTests
{
    static string[][] Settled(RaceState race) => [.. BarPieces.Of(race.Runs[0], RowLayout.ByWorker).Settled.Select(piece => piece.Select(bar => bar.Label!).ToArray())];

    [Fact]
    public void Of_AnyRun_AreItsBars() => LegalLogs(log =>
    {
        foreach (var (run, rows) in RunsOf(log))
        {
            var pieces = BarPieces.Of(run, rows);
            Assert.Equal(Bars.Of(run, rows).OrderBy(bar => bar.ToString()), pieces.Settled.Concat(pieces.Open).SelectMany(piece => piece).OrderBy(bar => bar.ToString()));
        }
    });

    [Fact]
    public void Settled_AsTheRunGoesOn_ChangesOnlyAtItsEnd() => LegalLogs(log =>
    {
        var (before, after) = (RaceState.At(log.Take(log.Length / 2), double.MaxValue), RaceState.At(log, double.MaxValue));
        foreach (var (run, later) in before.Runs.Zip(after.Runs))
        {
            var settled = BarPieces.Of(run, RowLayout.ByWorker).Settled;
            if (settled.Count > 1)
                Assert.Equal(settled.Take(settled.Count - 1).SelectMany(piece => piece), BarPieces.Of(later, RowLayout.ByWorker).Settled.Take(settled.Count - 1).SelectMany(piece => piece));
        }
    });

    [Fact]
    public void ByWorker_WhatRuns_IsAPieceForEachWorkerAndWhatIsThroughOneForEachWhile()
    {
        RaceEvent[] begun = [RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2)];
        var before = Fold(["BR", "CN", "DE"], begun);
        var after = Fold(["BR", "CN", "DE"], [.. begun, Finished(60, 1), Started(61, 2, 2), Finished(90, 0), Finished(120, 2)]);
        Assert.Equal([1, 1], BarPieces.Of(before.Runs[0], RowLayout.ByWorker).Open.Select(piece => piece.Count()));
        Assert.Equal([["BR", "CN"], ["DE"]], Settled(after));
        Assert.Equal([0, 0], BarPieces.Of(after.Runs[0], RowLayout.ByWorker).Open.Select(piece => piece.Count()));
    }

    [Fact]
    public void ByFuture_FuturesThatHaveNoBarYet_HaveNoPieceBehindTheLast()
    {
        var race = ByHand(RunStarted(0, 2), Submitted(100, 0) with { Detail = "f1" });
        Assert.Single(BarPieces.Of(race.Runs[0], RowLayout.ByFuture).Open);
        Assert.Empty(BarPieces.Of(Fold(["BR", "CN"]).Runs[0], RowLayout.ByFuture).Open);
    }

    static IEnumerable<(RunState, RowLayout)> RunsOf(RaceEvent[] log) =>
        RaceState.At(log, double.MaxValue).Runs.SelectMany(run => Enum.GetValues<RowLayout>().Select(rows => (run, rows)));

    static void LegalLogs(Action<RaceEvent[]> holds) => Any.Sample(holds, iter: 200);
}

using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public sealed class BarChunksTests
{
    private static string[][] Closed(RaceState race) =>
        [.. BarChunks.Of(race.Runs[0], RowLayout.ByWorker).Closed.Select(piece => piece.Select(bar => bar.Label!).ToArray())];

    [Fact]
    public void Of_AnyRun_ContainsAllItsBars() => LegalLogs(log =>
    {
        foreach (var (run, rows) in RunsOf(log))
        {
            var pieces = BarChunks.Of(run, rows);
            Assert.Equal(Bars.Of(run, rows).OrderBy(bar => bar.ToString()), pieces.Closed.Concat(pieces.Open).SelectMany(piece => piece)
                .OrderBy(bar => bar.ToString()));
        }
    });

    [Fact]
    public void Closed_RunGoesOn_ChangesOnlyInLastChunk() => LegalLogs(log =>
    {
        var (before, after) = (RaceState.At(log.Take(log.Length / 2), double.MaxValue), RaceState.At(log, double.MaxValue));
        foreach (var (run, later) in before.Runs.Zip(after.Runs))
        {
            var settled = BarChunks.Of(run, RowLayout.ByWorker).Closed;
            if (settled.Count > 1)
                Assert.Equal(settled.Take(settled.Count - 1).SelectMany(piece => piece),
                    BarChunks.Of(later, RowLayout.ByWorker).Closed.Take(settled.Count - 1).SelectMany(piece => piece));
        }
    });

    [Fact]
    public void Of_ByWorker_HasOpenChunkPerTwentyWorkersAndClosedChunkPerPeriod()
    {
        RaceEvent[] begun = [RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2)];
        var before = Fold(["BR", "CN", "DE"], begun);
        var after = Fold(["BR", "CN", "DE"], [.. begun, Finished(60, 1), Started(61, 2, 2), Finished(90, 0), Finished(120, 2)]);
        Assert.Equal([2], BarChunks.Of(before.Runs[0], RowLayout.ByWorker).Open.Select(piece => piece.Count()));
        Assert.Equal([["BR", "CN"], ["DE"]], Closed(after));
        Assert.Equal([0], BarChunks.Of(after.Runs[0], RowLayout.ByWorker).Open.Select(piece => piece.Count()));
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(21, 2)]
    public void Open_Workers_HaveChunksOfTwenty(int workers, int chunks) =>
        Assert.Equal(chunks, BarChunks.Of(Fold(["BR"], RunStarted(0, workers)).Runs[0], RowLayout.ByWorker).Open.Count);

    [Fact]
    public void Of_ByFutureWithoutBars_HasNoEmptyChunkAtEnd()
    {
        var race = IsInteractive(RunStarted(0, 2), Submitted(100, 0) with { UnlistedLabel = "f1" });
        Assert.Single(BarChunks.Of(race.Runs[0], RowLayout.ByFuture).Open);
        Assert.Empty(BarChunks.Of(Fold(["BR", "CN"]).Runs[0], RowLayout.ByFuture).Open);
    }

    private static IEnumerable<(RunState, RowLayout)> RunsOf(RaceEvent[] log) =>
        RaceState.At(log, double.MaxValue).Runs.SelectMany(run => Enum.GetValues<RowLayout>().Select(rows => (run, rows)));

    private static void LegalLogs(Action<RaceEvent[]> holds) => Any.Sample(holds, iter: 200);
}

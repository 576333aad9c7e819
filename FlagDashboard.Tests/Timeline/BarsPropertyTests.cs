using CsCheck;
using FlagDashboard.Components;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class BarsPropertyTests
{
    private static void ForEveryRun(RowLayout rows, Action<RunState, List<Bar>> check) => Logs.Any.Sample(
        log =>
        {
            foreach (var run in RaceState.At(log, double.MaxValue).Runs)
                check(run, [.. Bars.Of(run, rows)]);
        },
        iter: 1000);

    [Theory]
    [InlineData(RowLayout.ByWorker)]
    [InlineData(RowLayout.ByFuture)]
    public void Of_AnyLog_StaysWithinItsRowsAndTimes(RowLayout rows) => ForEveryRun(rows, (run, bars) =>
    {
        var labels = Bars.RowLabels(run, rows);
        Assert.All(bars, bar =>
        {
            Assert.InRange(bar.Row, 0, labels.Count - 1);
            Assert.InRange(bar.FromMs, run.StartedAtMs!.Value, bar.ToMs ?? double.MaxValue);
            Assert.DoesNotContain("-", BarMarkup.StyleOf(bar).Replace("--r", "", StringComparison.Ordinal), StringComparison.Ordinal);
        });
    });

    [Theory]
    [InlineData(RowLayout.ByWorker)]
    [InlineData(RowLayout.ByFuture)]
    public void Of_AnyLog_BarsOfRowDoNotOverlap(RowLayout rows) => ForEveryRun(rows, (_, bars) =>
    {
        foreach (var row in bars.GroupBy(bar => bar.Row))
        {
            var inOrder = row.OrderBy(bar => bar.FromMs).ThenBy(bar => bar.ToMs ?? double.MaxValue).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair =>
                Assert.True(pair.First.ToMs <= pair.Second.FromMs, $"{pair.First} overlaps {pair.Second}"));
        }
    });

    [Fact]
    public void ByWorker_AnyLog_HasABarForEveryStartedFuture() => ForEveryRun(RowLayout.ByWorker, (run, bars) =>
    {
        var phases = bars.Where(bar => bar.Kind == BarKind.OtherPhase).ToList();
        Assert.Equal(run.WorkerPhases.Select(phase => (phase.Worker - 1, phase.Name, phase.FromMs, phase.ToMs)),
            phases.Select(bar => (bar.Row, bar.Label!, bar.FromMs, bar.ToMs)));
        Assert.All(phases, bar => Assert.True(bar.FutureOrPhaseNumber < 0));
        Assert.Equal(run.Futures.Where(future => future.StartedAtMs is not null).Select(future => future.Number), bars.Except(phases)
            .Select(bar => bar.FutureOrPhaseNumber));
        Assert.Equal(run.RunningCount, bars.Count(bar => bar.Kind == BarKind.Running));
        Assert.Equal(run.RunningCount, bars.Except(phases).Count(bar => bar.ToMs is null));
    });

    [Fact]
    public void ByFuture_AnyLog_BarsOfEveryFutureHaveNoGap() => ForEveryRun(RowLayout.ByFuture, (run, bars) =>
    {
        foreach (var future in run.StartedAtMs is null ? [] : run.Futures)
        {
            var life = bars.Where(bar => bar.Row == future.Number).ToList();
            Assert.Equal(run.StartedAtMs, life[0].FromMs);
            Assert.All(life.Zip(life.Skip(1)), pair => Assert.Equal(pair.First.ToMs, pair.Second.FromMs));
            Assert.Equal(future.IsHeld ? run.FinishedAtMs : future.ReceivedAtMs ?? future.FinishedAtMs, life[^1].ToMs);
        }
    });
}

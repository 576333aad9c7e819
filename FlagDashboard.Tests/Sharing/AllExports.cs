using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Sharing;

/// <summary>All computations and exports of a race.</summary>
internal static class AllExports
{
    /// <summary>Runs all of them. If none throws, the product can show the race.</summary>
    public static void All(RaceState race)
    {
        _ = MeasureTable.Of(RaceResults.Of(race));
        Assert.NotNull(Captions.SelectFor(race));
        _ = TimeAxis.Of(race, race.LastEventAtMs);
        foreach (var run in race.Runs)
        {
            _ = RunProgress.Of(run, race.LastEventAtMs);
            _ = run.FinishedAtMs is null ? null : RunMeasures.Of(run);
            _ = Ideal.Of(run);
            _ = Sweep.MeasuredDurationsMs(run);
            Assert.NotNull(MarkedLine.Of(run));
            _ = ReceivedStrip.Of(run, run.Info.ReceiveOrder);
            Assert.NotNull(Transcript.Of(run, verbose: true));
            Assert.NotNull(Transcript.Of(run, verbose: false));
            Assert.All(run.WorkerPhases, phase => Assert.True(Enum.IsDefined(run.Info.LookOf(phase.Name))));
            Assert.All(Enum.GetValues<RowLayout>(), rows =>
                Assert.All(Bars.Of(run, rows), bar => Assert.InRange(bar.Row, 0, Bars.RowLabels(run, rows).Count - 1)));
            if (!run.Info.IsAuxiliary)
                _ = TimeLeftChart.Of(race, run, race.LastEventAtMs, smoothing: 0.5);
        }

        TraceRules.Check(ChromeTrace.Of("abc", race).ToBytes());
        Assert.NotEmpty(RaceCsv.Of("abc", race, WebRoot.Catalog).ToBytes());
        Assert.NotEmpty(TimelineSvg.Of("abc", race, RowLayout.ByFuture, SvgTheme.Light, EmbeddedImages.None).ToBytes());
    }
}

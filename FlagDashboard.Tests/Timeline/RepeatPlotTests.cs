using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;
using static FlagDashboard.Tests.Timeline.RepeatedRaces;

namespace FlagDashboard.Tests.Timeline;

public class RepeatPlotTests
{
    [Fact]
    public void Of_Series_PlacesAllRunsOnOneAxisFromZero()
    {
        var plot = RepeatPlot.Of(Summary([1000, 500, 750], [250, 300, 200]))!;
        Assert.Equal(TimeAxis.ForFinishedRace(1000), plot.Axis);
        Assert.Equal(["sequential", "async"], plot.Rows.Select(band => band.Mode.Mode.Id));
        Assert.Equal([1000, 500, 750], plot.Rows[0].Dots.Select(dot => Math.Round(dot.XShare * plot.Axis.EndMs, 6)));
        Assert.Equal([0, 0.5, 1], plot.Rows[0].Dots.Select(dot => dot.YShareInRow));
        var band = plot.Rows[1];
        Assert.Equal(
            [200, 250, 300],
            new[] { band.MinXShare, band.MedianXShare, band.MaxXShare }.Select(share => Math.Round(share * plot.Axis.EndMs, 6)));
    }

    [Fact]
    public void Of_TimesNearEachOther_BeginsTheAxisBeforeThem()
    {
        var plot = RepeatPlot.Of(Summary([262, 258, 264], [256, 257, 258]))!;
        Assert.Equal(new TimeAxis(264.8, 2, 254), plot.Axis);
        Assert.All(plot.Rows.SelectMany(band => band.Dots), dot => Assert.InRange(dot.XShare, 0.1, 0.95));
        Assert.Equal([262, 258, 264], plot.Rows[0].Dots.Select(dot => Math.Round(254 + (dot.XShare * plot.Axis.SpanMs), 6)));
    }

    [Theory]
    [InlineData(100, 150, true)]
    [InlineData(100, 151, false)]
    [InlineData(100, 100, false)]
    public void Of_AnyTimes_BeginsAtZeroUnlessNear(double shortest, double longest, bool near) =>
        Assert.Equal(near, RepeatPlot.Of(Summary([shortest, longest], [longest, shortest]))!.Axis.FromMs > 0);

    [Fact]
    public void Of_RunsThatAreNotCounted_LeavesThemOut()
    {
        var plot = RepeatPlot.Of(Summary(
            Race(("async", 100)), Fold(["async"], ["BR"], [.. Run(0, 900, Outcome.Error), RaceFinished(900)]), Race(("async", 200))))!;
        Assert.Equal(["race-1", "race-3"], Assert.Single(plot.Rows).Dots.Select(dot => dot.Race.Id));
        Assert.Equal([0, 1], plot.Rows[0].Dots.Select(dot => dot.YShareInRow));
        Assert.Equal(TimeAxis.ForFinishedRace(200), plot.Axis);
    }

    [Fact]
    public void Of_NoCountedRun_ReturnsNull()
    {
        Assert.Null(RepeatPlot.Of(Summary()));
        Assert.Null(RepeatPlot.Of(Summary(Fold(["async"], ["BR"], [.. Run(0, 9, Outcome.Error), RaceFinished(9)]))));
    }
}

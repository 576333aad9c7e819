using System.Text.RegularExpressions;
using CsCheck;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public partial class TimeLeftChartTests
{
    private static readonly double[] FourEqual = [100, 100, 100, 100];

    [GeneratedRegex(@"^(M\d+(\.\d)? -?\d+(\.\d)?(L\d+(\.\d)? -?\d+(\.\d)?)*)?$")]
    private static partial Regex PathData { get; }

    private static TimeLeftChart Of(RaceState race, double now, int run = 0) =>
        TimeLeftChart.Of(race, race.Runs[run], now, TimeLeft.DefaultSmoothing);

    private static TimeLeftChart Midway(double now, params double[][] delays)
    {
        var log = Replayed.Log(1, delays);
        return Of(RaceState.At(log, now), now);
    }

    private static string Line(IEnumerable<TimeLeftPoint> points) =>
        string.Join(' ', points.Select(point => FormattableString.Invariant($"{point.AtMs}:{point.LeftMs}")));

    [Fact]
    public void SvgPath_FourEqualCalls_HasOnlyCorners()
    {
        var chart = Of(Replayed.Race(1, FourEqual), 400);
        Assert.Equal("M100 -300L200 -600L200 -200L300 -300L300 -100L400 -133.3L400 0", SvgPath.Of(chart.Lines[0].History.Points));
        Assert.Equal("M100 -300L200 -300L200 -200L300 -200L300 -100L400 -100L400 0", SvgPath.Of(chart.Lines[1].History.Points));
        Assert.Equal("M100 -300L400 0", SvgPath.Of(chart.Lines[2].History.Points));
        Assert.Equal("M0 -400L400 0", SvgPath.Of(chart.ActualLeft));
    }

    [Fact]
    public void SvgPath_CultureWithDecimalComma_WritesDecimalPoints() => Culture.WithCommas(() =>
    {
        var chart = Of(Replayed.Race(1, 100.5, 100.5), 201);
        Assert.Equal("M100.5 -100.5L201 -201L201 0", SvgPath.Of(chart.Lines[0].History.Points));
        Assert.Equal("M0 -201L201 0", SvgPath.Of(chart.ActualLeft));
    });

    [Fact]
    public void Of_AnyLog_DrawsNumbersWithinThePicture() => Gen.Select(Any, Gen.Double[0, 100]).Sample(
        (log, later) =>
        {
            var race = RaceState.At(log, double.MaxValue);
            for (var run = 0; run < race.Runs.Count; run++)
            {
                var now = race.LastEventAtMs + later;
                var chart = Of(race, now, run);
                Assert.All(chart.Lines.Select(line => SvgPath.Of(line.History.Points)).Append(SvgPath.Of(chart.ActualLeft)), path =>
                    Assert.Matches(PathData, path));
                Assert.All(chart.Lines.SelectMany(line => line.LetterPoints), mark => Assert.InRange(mark.LeftMs, 0, chart.TopMs));
                Assert.All(chart.Lines.SelectMany(line => line.LetterPoints), mark => Assert.InRange(mark.AtMs, 0, now));
                Assert.All(chart.YGridLinesMs, level => Assert.InRange(level, 0, chart.TopMs));
                Assert.InRange(chart.YGridLinesMs.Count, 2, 6);
            }
        },
        iter: 500);

    [Fact]
    public void Truth_FinishedRun_IsTimeThatWasReallyLeft()
    {
        var chart = Of(Fold(["BR"], [RunStarted(50), .. Whole(50, 250), RunFinished(260)]), 9999);
        Assert.Equal(("50:210 260:0", true), (Line(chart.ActualLeft), chart.IsActualLeftKnown));
    }

    [Fact]
    public void Truth_RunningRun_IsLeastPossibleTimeLeft()
    {
        var chart = Midway(150, FourEqual);
        Assert.Equal(("0:150 150:0", false), (Line(chart.ActualLeft), chart.IsActualLeftKnown));
        Assert.Empty(Of(Fold(["BR"]), 20).ActualLeft);
    }

    [Fact]
    public void Truth_CancelledRun_IsUnknown()
    {
        var chart = Of(Fold(["BR", "CN"],
            [RunStarted(0), .. Whole(0, 100), Finished(150, 1, Outcome.Cancelled), RunFinished(150, Outcome.Cancelled)]), 400);
        Assert.False(chart.IsActualLeftKnown);
        Assert.All(chart.Lines, line => Assert.Equal((null, false), (line.MeanErrorMs, line.IsMostAccurate)));
    }

    [Fact]
    public void Lines_FinishedRun_MarkBestEstimator()
    {
        var lines = Of(Replayed.Race(1, FourEqual), 400).Lines;
        Assert.Equal([Estimator.Naive, Estimator.Smoothed, Estimator.Workers], lines.Select(line => line.Estimator));
        Assert.Equal([122, 50, 0], lines.Select(line => Math.Round(line.MeanErrorMs!.Value)));
        Assert.Equal([false, false, true], lines.Select(line => line.IsMostAccurate));
    }

    [Fact]
    public void Lines_RunningRun_HaveEstimatesButNoErrors()
    {
        var lines = Midway(150, FourEqual).Lines;
        Assert.Equal([450, 300, 250], lines.Select(line => line.Now!.Value.LeftMs));
        Assert.All(lines, line => Assert.Equal((null, false), (line.MeanErrorMs, line.IsMostAccurate)));
        Assert.All(Midway(50, FourEqual).Lines, line => Assert.Null(line.Now));
    }

    [Fact]
    public void HeightMs_RunsOfRace_IsEqualAndAboveLongest()
    {
        var log = Replayed.Log(1, FourEqual, [200, 200, 200, 200]);
        var race = RaceState.At(log, double.MaxValue);
        Assert.Equal((1000, 1000), (Of(race, 800).TopMs, Of(race, 800, run: 1).TopMs));
        Assert.Equal([0, 300, 600, 900], Of(race, 800).YGridLinesMs);
    }

    [Fact]
    public void HeightMs_StableEstimate_StaysFromFirstResultToEnd()
    {
        var log = Replayed.Log(1, FourEqual);
        Assert.All(Enumerable.Range(10, 31).Select(tenth => tenth * 10.0), now =>
            Assert.Equal(500, Of(RaceState.At(log, now), now).TopMs));
    }

    [Fact]
    public void Marks_OverlappingCurves_AreSpreadInTime()
    {
        var marks = Of(Replayed.Race(1, 1000, 1000, 1000, 1000), 4000).Lines.SelectMany(line => line.LetterPoints.Select(mark => mark.AtMs))
            .Order().ToList();
        Assert.InRange(marks.Count, 6, 9);
        Assert.All(marks.Zip(marks.Skip(1)), pair => Assert.True(pair.Second - pair.First > 300));
    }
}

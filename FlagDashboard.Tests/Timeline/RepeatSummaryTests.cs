using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;
using static FlagDashboard.Tests.Timeline.RepeatedRaces;

namespace FlagDashboard.Tests.Timeline;

public class RepeatSummaryTests
{
    private static readonly double[] Slow = [1000, 1100, 1200, 1300, 1400];
    private static readonly double[] Fast = [250, 270, 240, 260, 900];

    [Fact]
    public void Of_CompletedRaces_HaveMedianAndRangeOfEachMode()
    {
        var summary = Summary([900, 700, 800], [300, 100, 200]);
        Assert.Equal(
            [("sequential", 800, 700, 900), ("async", 200, 100, 300)],
            summary.Modes.Select(mode => (mode.Mode.Id, mode.MedianMs, mode.MinMs, mode.MaxMs)));
        Assert.Equal([900, 700, 800], summary.Modes[0].Runs.Select(run => run.Run.ElapsedMs));
        Assert.Equal(["race-1", "race-2", "race-3"], summary.Modes[0].Runs.Select(run => run.Race.Id));
    }

    [Fact]
    public void MedianMs_EvenNumberOfRuns_IsMeanOfTheMiddleTwo() =>
        Assert.Equal(150, Summary([100, 200, 900, 10], [1, 1, 1, 1]).Modes[0].MedianMs);

    [Fact]
    public void Of_NoRaces_IsEmpty()
    {
        var summary = Summary();
        Assert.Equal((0, 0, 0), (summary.EndedRaces.Count, summary.Modes.Count, summary.Differences.Count));
    }

    [Fact]
    public void Of_RangesApart_IsRealFromFiveRunsOn()
    {
        Assert.Equal(DifferenceCertainty.TooFewRuns, Assert.Single(Summary(Slow[..4], Fast[..4]).Differences).Certainty);
        var difference = Assert.Single(Summary(Slow, Fast).Differences);
        Assert.Equal(
            ("async", "sequential", DifferenceCertainty.Significant),
            (difference.Faster.Mode.Id, difference.Slower.Mode.Id, difference.Certainty));
        Assert.Equal(1200 / 260.0, difference.Factor, 6);
    }

    [Fact]
    public void Of_RangesOverlap_IsNotShownWithFewRuns() =>
        Assert.Equal(
            DifferenceCertainty.NotSignificant, Assert.Single(Summary([10, 20, 30, 40, 50], [15, 25, 35, 45, 55]).Differences).Certainty);

    [Fact]
    public void Of_OneLongRunAmongMany_IsStillReal() => Assert.Equal(
        DifferenceCertainty.Significant,
        Assert.Single(Summary(
            [.. Enumerable.Range(100, 10)], [9000, .. Enumerable.Range(1, 9).Select(ms => (double)ms)]).Differences).Certainty);

    [Fact]
    public void Of_UncountedRuns_AreToldApart()
    {
        string[] modes = ["sequential", "async"];
        var summary = Summary(
            Race(("sequential", 1000), ("async", 100)),
            Fold(modes, ["BR"], [.. Run(0, 1, Outcome.Error), .. Run(1, 200), RaceFinished(200)]),
            Fold(modes, ["BR"], [.. Run(0, 2, Outcome.Cancelled), .. Run(1, 3), RaceFinished(3) with { Status = Outcome.Cancelled }]),
            Fold(modes, ["BR"], [RunStarted(0), Interrupted(4)]),
            Fold(modes, ["BR"],
                [
                    RunStarted(0), Submitted(0, 0), Intervened(0, 0, new(InterventionAct.Slow, 5)), Started(0, 0), Finished(5, 0),
                    Received(5, 0), RunFinished(5), .. Run(1, 6), RaceFinished(6),
                ]));
        Assert.Equal([1000], summary.Modes[0].SortedTimesMs);
        Assert.Equal([100, 200], summary.Modes[1].SortedTimesMs);
        Assert.Equal(
            [null, ExclusionReason.EndedEarly, ExclusionReason.Cancelled, ExclusionReason.Interrupted, ExclusionReason.Changed],
            summary.Modes[0].Runs.Select(run => run.Run.Reason));
        Assert.Equal([2, 3, 4, 5], summary.RacesWithExcludedRuns.Select(race => race.Number));
    }

    [Fact]
    public void Of_ModeWithoutCountedRun_HasNoNumbersAndNoDifference()
    {
        var summary = Summary(Fold(["async", "threads-map"], ["BR"], [.. Run(0, 1, Outcome.Error), .. Run(1, 2), RaceFinished(2)]));
        Assert.Equal((null, null, null), (summary.Modes[0].MedianMs, summary.Modes[0].MinMs, summary.Modes[0].MaxMs));
        Assert.Empty(summary.Differences);
    }

    [Fact]
    public void DifferencesOf_EachKind_SaysWhichModes()
    {
        Assert.Equal(["Real: Sequential is slower than Async · event loop (×4.6)."], Told(Summary(Slow, Fast)));
        Assert.Equal(
            [
                "Not certain: every run of Sequential was slower than those of Async · event loop (×4.0), but with so few runs it "
                + "can be chance. Repeat 5 times or more.",
            ],
            Told(Summary([1000, 1200], [250, 300])));
        Assert.Equal(["No difference shown between Sequential and Async · event loop."], Told(Summary([10, 30], [20, 40])));
    }

    [Fact]
    public void Of_AnyTimes_MedianIsWithinRangeAndHalfOfTheRunsAreOnEachSide() =>
        Gen.Double[1, 5000].Array[1, 30].Sample(times =>
        {
            var mode = Summary(times, times).Modes[0];
            Assert.InRange(mode.MedianMs!.Value, mode.MinMs!.Value, mode.MaxMs!.Value);
            Assert.True(times.Count(time => time <= mode.MedianMs + 1e-9) * 2 >= times.Length);
            Assert.True(times.Count(time => time >= mode.MedianMs - 1e-9) * 2 >= times.Length);
            Assert.Equal(times.Length, mode.SortedTimesMs.Count);
        });

    [Fact]
    public void Of_AnyTimes_OrderOfTheRacesChangesNoNumber() =>
        Gen.Select(Gen.Double[1, 5000], Gen.Double[1, 5000]).Array[2, 12]
            .SelectMany(times => Gen.Shuffle(times.ToArray()).Select(shuffled => (times, shuffled)))
            .Sample(sample => Assert.Equal(Numbers(sample.times), Numbers(sample.shuffled)));

    [Fact]
    public void Of_AnyTimes_RealDifferenceNeedsFiveRunsOfEach() =>
        Gen.Select(Gen.Double[1, 100].Array[1, 4], Gen.Double[200, 300].Array[4]).Sample((fast, slow) =>
            Assert.NotEqual(DifferenceCertainty.Significant, Assert.Single(Summary(slow[..fast.Length], fast).Differences).Certainty));

    private static string[] Told(RepeatSummary summary) => [.. RepeatText.DifferencesOf(summary).Select(sentence => $"{sentence}")];

    private static string Numbers((double First, double Second)[] times)
    {
        var summary = Summary([.. times.Select(pair => pair.First)], [.. times.Select(pair => pair.Second)]);
        return string.Join(' ', summary.Modes.Select(mode => $"{mode.MinMs} {mode.MedianMs} {mode.MaxMs}"))
            + string.Join(' ', summary.Differences.Select(one => $"{one.Faster.Mode.Id} {one.Factor} {one.Certainty}"));
    }
}

using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class RunsComparedTests
{
    private static RaceEvent[] Run(int run, double end, Outcome outcome = Outcome.Ok) =>
        [RunStarted(0, 1, run), .. Whole(0, end, 0, Outcome.Ok, run), RunFinished(end, outcome, run)];

    private static RaceState Race(string[] modes, params RaceEvent[] events) => Fold(modes, ["BR"], events);

    private static readonly RaceState[] Two =
    [
        Race(["sequential", "async"], [.. Run(0, 1000), .. Run(1, 250), RaceFinished(1000)]),
        Race(["async", "threads-map"], [.. Run(0, 500), .. Run(1, 100, Outcome.Error), RaceFinished(500)]),
    ];

    [Fact]
    public void Of_BaselineSlowest_ComparesAllRunsWithSlowest()
    {
        var runs = RunComparison.Of(Two, ComparisonBaseline.Slowest);
        Assert.Equal(
            [(0, "sequential"), (0, "async"), (1, "async"), (1, "threads-map")], runs.Select(run => (run.RaceIndex, run.Run.Mode)));
        Assert.Equal([1000, 250, 500, 100], runs.Select(run => run.ElapsedMs));
        Assert.Equal([1, 4, 2, null], runs.Select(run => run.SpeedUp));
        Assert.Equal([1, 0.25, 0.5, 0.1], runs.Select(run => run.ShareOfLongest));
        Assert.Equal([1, 4, 2, 10], runs.Select(run => run.OkResultsPerSecond));
    }

    [Fact]
    public void Of_BaselineFirstRace_ComparesEachModeWithItselfInFirstRace() =>
        Assert.Equal([1, 1, 0.5, null], RunComparison.Of(Two, ComparisonBaseline.FirstRace).Select(run => run.SpeedUp));

    [Fact]
    public void Of_LongestRunFailed_ComparesWithSlowestThatCompleted()
    {
        var runs = RunComparison.Of(
            [Race(["sequential", "async"], [.. Run(0, 1000, Outcome.Error), .. Run(1, 250), RaceFinished(1000)])],
            ComparisonBaseline.Slowest);
        Assert.Equal<(double?, double?, double)>(
            [(1000, null, 1), (250, 1, 0.25)], runs.Select(run => (run.ElapsedMs, run.SpeedUp, run.ShareOfLongest)));
    }

    [Fact]
    public void Of_UnfinishedRuns_AreListedWithoutNumbers()
    {
        var run = Assert.Single(RunComparison.Of([Race(["async"], RunStarted(0)), FoldAside()], ComparisonBaseline.Slowest));
        Assert.Equal((null, null, null, 0), (run.ElapsedMs, run.SpeedUp, run.OkResultsPerSecond, run.ShareOfLongest));
    }

    [Fact]
    public void Axis_SeveralRaces_EndsWithLongest()
    {
        Assert.Equal(TimeAxis.ForFinishedRace(1000), RunComparison.Axis(Two.Select(race => (race, 9000.0))));
        Assert.Equal(TimeAxis.ForFinishedRace(3000), RunComparison.Axis([(Two[0], 0), (Race(["async"], RunStarted(0)), 3000)]));
    }
}

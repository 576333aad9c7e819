using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class RaceResultsTests
{
    /// <summary>A run of one future from 0 to <paramref name="end"/>.</summary>
    private static RaceEvent[] Run(int run, double end, int workers = 1, Outcome outcome = Outcome.Ok, Outcome future = Outcome.Ok) =>
        [RunStarted(0, workers, run), .. Whole(0, end, 0, future, run), RunFinished(end, outcome, run)];

    private static RaceResults Of(string[] modes, params RaceEvent[] events) => RaceResults.Of(Fold(modes, ["BR"], events));

    [Fact]
    public void Of_SequentialFinished_IsBaselineOfSpeedUp()
    {
        var results = Of(["async", "sequential"], [.. Run(0, 200, workers: 5), .. Run(1, 1000)]);
        Assert.Equal("sequential", results.Baseline?.Mode);
        Assert.Equal([5, 1], results.FinishedRuns.Select(result => result.SpeedUp));
        Assert.Equal([1, 1], results.FinishedRuns.Select(result => result.Efficiency));
        Assert.Equal([5, 1], results.FinishedRuns.Select(result => result.OkResultsPerSecond));
        Assert.Equal([200, 1000], results.FinishedRuns.Select(result => result.ElapsedMs));
    }

    [Theory]
    [InlineData(new[] { "python-sequential", "sequential", "async" }, "sequential")]
    [InlineData(new[] { "python-async", "python-sequential", "async" }, "python-sequential")]
    public void Of_ModesInBothLanguages_BaselineIsThatInCSharpIfThereIsOne(string[] modes, string baseline)
    {
        var plan = new RacePlan { Countries = ["BR"], Modes = modes };
        var definition = new RaceDefinition(["BR"], [.. modes.Select(id => new ModeInfo(
            id, id, "", ReceiveOrder.CallOrder, IsBaseline: id.EndsWith("sequential", StringComparison.Ordinal),
            Language: id.StartsWith("python", StringComparison.Ordinal) ? ModeLanguage.Python : ModeLanguage.CSharp))], plan);
        var race = Fold(definition, [.. Run(0, 200), .. Run(1, 500), .. Run(2, 300), RaceFinished(500)]);
        Assert.Equal(baseline, RaceResults.Of(race).Baseline?.Mode);
    }

    // Runs of which “a” is the baseline. The others are compared with it, unless they name another baseline.
    private static RaceState WithOwnBaselines((string Id, string? Baseline, double EndMs)[] runs) => Fold(
        new RaceDefinition(
            ["BR"],
            [.. runs.Select(run => new ModeInfo(
                run.Id, run.Id, "", ReceiveOrder.CallOrder, IsBaseline: run.Id == "a", BaselineId: run.Baseline))]),
        [.. runs.SelectMany((run, number) => Run(number, run.EndMs)), RaceFinished(runs.Max(run => run.EndMs))]);

    [Fact]
    public void Of_RunsWithABaselineOfTheirOwn_AreComparedWithItAndCannotWin()
    {
        var race = WithOwnBaselines([("a", null, 1000), ("b", null, 500), ("c", "c", 100), ("d", "c", 40)]);
        var results = RaceResults.Of(race);
        Assert.Equal("a", results.Baseline?.Mode);
        Assert.Equal("b", results.Winner?.Run.Mode);
        Assert.Equal([1, 2, 1, 2.5], results.FinishedRuns.Select(result => result.SpeedUp));
        Assert.Equal(["a", "a", "c", "c"], results.FinishedRuns.Select(result => result.Baseline?.Mode));
        Assert.Equal(
            [false, true, false, false],
            MeasureTable.Of(results).Rows.Single(row => row.Measure == Measure.Elapsed).Cells.Select(cell => cell.IsBest));
        Assert.Equal("b won in 0.50 s: ×2.0 as fast as a.", RaceVerdict.Of(race, results)!.Headline.ToString());
    }

    [Fact]
    public void Of_CompetingRunsTie_NoneIsBestAlthoughOthersAreFaster()
    {
        var race = WithOwnBaselines([("a", null, 1000), ("b", null, 999), ("c", "c", 100)]);
        var results = RaceResults.Of(race);
        Assert.DoesNotContain(
            MeasureTable.Of(results).Rows.Single(row => row.Measure == Measure.Elapsed).Cells, cell => cell.IsBest);
        Assert.Equal(["a"], results.TiedWithWinner.Select(result => result.Run.Mode));
        Assert.Equal("No mode was faster: each took about 1.00 s.", RaceVerdict.Of(race, results)!.Headline.ToString());
    }

    [Fact]
    public void Of_SequentialStillRunning_HasNoBaselineAndNoSpeedUp()
    {
        var results = Of(["sequential", "async"], [RunStarted(0), .. Run(1, 200)]);
        Assert.Null(results.Baseline);
        Assert.Null(Assert.Single(results.FinishedRuns).SpeedUp);
        Assert.Null(results.Winner);
    }

    [Fact]
    public void Of_NoSequential_TheSlowestIsTheBaselineOnceAllAreThrough()
    {
        RaceEvent[] both = [.. Run(0, 200, workers: 4), .. Run(1, 400, workers: 4)];
        Assert.Null(Of(["threads-map", "async"], both).Baseline);
        var results = Of(["threads-map", "async"], [.. both, RaceFinished(400)]);
        Assert.Equal("async", results.Baseline?.Mode);
        Assert.Equal([2, 1], results.FinishedRuns.Select(result => result.SpeedUp));
        Assert.All(results.FinishedRuns, result => Assert.Null(result.Efficiency));
        Assert.Equal("threads-map", results.Winner?.Run.Mode);
    }

    [Theory]
    [InlineData(105, Outcome.Ok, true)]
    [InlineData(106, Outcome.Ok, false)]
    [InlineData(105, Outcome.Error, false)]
    public void TiedWithWinner_CompletedRunWithinFivePercent_IsAmongFastest(double end, Outcome outcome, bool isTie)
    {
        var results = Of(
            ["threads-map", "async", "sequential"],
            [.. Run(0, end, outcome: outcome), .. Run(1, 100), .. Run(2, 400), RaceFinished(400)]);
        Assert.Equal([isTie, true, false], results.FinishedRuns.Select(results.IsAmongFastest));
        Assert.Equal(isTie ? ["threads-map"] : [], results.TiedWithWinner.Select(result => result.Run.Mode));
    }

    [Fact]
    public void Of_InterruptedRace_HasNoWinner()
    {
        var results = Of(["threads-map", "async", "sequential"],
            [.. Run(0, 200, workers: 4), .. Run(1, 400, workers: 4), RunStarted(0, run: 2), Interrupted(500)]);
        Assert.Equal((null, null, 2), (results.Winner, results.Baseline, results.FinishedRuns.Count));
    }

    [Theory]
    [InlineData(Outcome.Error)]
    [InlineData(Outcome.Cancelled)]
    public void Of_RunEndedEarly_HasNoSpeedUpAndIsNotWinner(Outcome outcome)
    {
        var results = Of(["sequential", "threads-map", "async"],
            [.. Run(0, 1000), .. Run(1, 10, outcome: outcome), .. Run(2, 500), RaceFinished(1000)]);
        Assert.Equal([1, null, 2], results.FinishedRuns.Select(result => result.SpeedUp));
        Assert.Equal([1, null, 2], results.FinishedRuns.Select(result => result.Efficiency));
        Assert.Equal("async", results.Winner?.Run.Mode);
    }

    [Theory]
    [InlineData(Outcome.Error)]
    [InlineData(Outcome.Cancelled)]
    public void Of_SequentialEndedEarly_HasNoBaselineAndNoWinner(Outcome outcome)
    {
        var results = Of(["sequential", "async"], [.. Run(0, 1000, outcome: outcome), .. Run(1, 500), RaceFinished(1000)]);
        Assert.Null(results.Baseline);
        Assert.All(results.FinishedRuns, result => Assert.Null(result.SpeedUp));
        Assert.Null(results.Winner);
    }

    [Fact]
    public void Of_SlowestEndedEarly_SlowestCompleteRunIsBaseline()
    {
        var results = Of(["a", "b", "c"], [.. Run(0, 900, outcome: Outcome.Error), .. Run(1, 300), .. Run(2, 600), RaceFinished(900)]);
        Assert.Equal("c", results.Baseline?.Mode);
        Assert.Equal([null, 2, 1], results.FinishedRuns.Select(result => result.SpeedUp));
    }

    [Fact]
    public void Of_OneRun_HasNoBaselineAndNoSpeedUp()
    {
        var results = Of(["sequential"], [.. Run(0, 300), RaceFinished(300)]);
        Assert.Null(results.Baseline);
        Assert.Null(Assert.Single(results.FinishedRuns).SpeedUp);
    }

    [Fact]
    public void Of_FailedFlags_DoNotCountInRate() =>
        Assert.Equal(0, Assert.Single(Of(["async"], Run(0, 500, future: Outcome.NotFound)).FinishedRuns).OkResultsPerSecond);

    [Fact]
    public void Of_OneRunOnly_HasNoWinner() => Assert.Null(Of(["async"], [.. Run(0, 500), RaceFinished(500)]).Winner);

    [Fact]
    public void Of_NoTimePasses_ReturnsFiniteNumbers()
    {
        var results = Of(["sequential", "async"], [.. Run(0, 0), .. Run(1, 0), RaceFinished(0)]);
        Assert.All(results.FinishedRuns, result =>
            Assert.True(double.IsFinite(result.SpeedUp!.Value) && double.IsFinite(result.OkResultsPerSecond)));
    }

    [Fact]
    public void For_UnfinishedRun_ReturnsNull()
    {
        var race = Fold(["sequential", "async"], ["BR"], [RunStarted(0), .. Run(1, 200)]);
        var results = RaceResults.Of(race);
        Assert.Null(results.ResultOf(race.Runs[0]));
        Assert.Equal(200, results.ResultOf(race.Runs[1])?.ElapsedMs);
    }
}

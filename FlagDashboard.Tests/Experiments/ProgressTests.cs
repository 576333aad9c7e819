using System.Globalization;
using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Tests.Races;
using FlagDashboard.Tests.Timeline;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Experiments;

public sealed class ProgressTests : IDisposable
{
    private readonly RaceFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    private Race Start(params (string Name, string Text)[] set)
    {
        var experiment = new TimeLeftExperiment(_fixture.Races);
        var settings = SettingValues.Read(experiment.Settings, name => set.FirstOrDefault(pair => pair.Name == name).Text);
        Assert.Empty(settings.Problems);
        return experiment.Start(settings);
    }

    private static double Slept(FutureRecord future) => double.Parse(future.Result!, CultureInfo.InvariantCulture) / 10;

    [Fact]
    public async Task Start_ThreeRuns_HaveEqualWorkAndWorkers()
    {
        var race = await Start(("calls", "6"), ("workers", "2"), ("mean", "0.02")).Through();
        Assert.Equal(["equal", "growing", "random"], race.Runs.Select(run => run.Mode));
        Assert.All(race.Runs, run =>
        {
            Assert.Equal((Outcome.Ok, 2, 6), (run.Outcome, run.Workers, run.Received.Count));
            Assert.Equal(0.12, run.Futures.Sum(Slept), 0.000001);
            Assert.Equal(["1", "2", "3", "4", "5", "6"], run.Futures.Select(future => future.Label));
        });
        Assert.Single(race.Runs[0].Futures.Select(future => Math.Round(Slept(future), 9)).Distinct());
        Assert.All(race.Runs[1].Futures.Zip(race.Runs[1].Futures.Skip(1)), pair => Assert.True(Slept(pair.First) < Slept(pair.Second)));
        Assert.Equal(
            DelayDistributions.Random(6, 0.02, seed: 8).Select(delay => Math.Round(delay, 9)),
            race.Runs[2].Futures.Select(future => Math.Round(Slept(future), 9)));
    }

    [Fact]
    public async Task Start_RealRun_EveryEstimateEndsAtZeroAndHasAnError()
    {
        // Uses the real clock, because the clock of the fixture stands still.
        await using var dashboard = await TestDashboard.Start();
        var experiment = dashboard.Get<ExperimentRegistry>().Find("progress")!;
        var settings = SettingValues.Read(
            experiment.Settings, name => name switch { "calls" => "4", "workers" => "1", "mean" => "0.03", _ => null });
        var race = await experiment.Start(settings).Through();
        Assert.All(race.Runs, run => Assert.All(EstimateHistory.Of(run, race.LastEventAtMs, 0.3), claims =>
        {
            Assert.Equal(0, claims.Points[^1].LeftMs);
            Assert.InRange(claims.MeanErrorMs(run.FinishedAtMs!.Value)!.Value, 0, double.MaxValue);
        }));
        Assert.StartsWith("Least wrong on average: ", experiment.DescribeConclusion(race).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LinkAndFacts_ContainSettings()
    {
        var race = Start(("calls", "3"), ("workers", "1"), ("mean", "0.01"), ("seed", "5"), ("extra", "2"));
        await race.Completion.Guarded();
        var experiment = race.Definition.Experiment!;
        Assert.Equal(("progress", "3 calls · 1 worker · 0.03 s of work"), (experiment.Id, experiment.SettingsLine));
        Assert.Equal("/experiments/progress?calls=3&workers=1&mean=0.01&seed=5&extra=2", experiment.Link);
    }

    [Fact]
    public async Task Cancel_DuringRun_EndsAtOnce()
    {
        var race = Start(("calls", "9"), ("workers", "2"), ("mean", "2"));
        await race.Log.Until(events => events.Count(raceEvent => raceEvent.Kind == RaceEventKind.Started) >= 6);
        race.Cancel();
        var state = await race.Through();
        Assert.Equal(Outcome.Cancelled, state.Outcome);
        Assert.All(state.Runs, run => Assert.Equal(Outcome.Cancelled, run.Outcome));
    }

    [Fact]
    public void Conclusion_HandMadeLog_NamesBestEstimateOfEachRun()
    {
        var log = Replayed.Log(1, [100, 100, 100, 100], [40, 80, 120, 160], [400, 0, 0, 0]);
        // The third run receives all results at once, so its estimates have no error.
        Assert.Equal(
            "Least wrong on average: by workers in run-0 (0.00 s), naive in run-1 (0.07 s).",
            new TimeLeftExperiment(_fixture.Races).DescribeConclusion(RaceState.At(log, double.MaxValue)).ToString());
    }

    [Fact]
    public void Conclusion_LengthsOfCallsExplainTheBestEstimate_GivesTheReasonOfEachRun()
    {
        IReadOnlyList<double>[] delays =
            [DelayDistributions.Equal(20, 500), DelayDistributions.Growing(20, 500), DelayDistributions.Random(20, 500, seed: 8)];
        Assert.Equal(
            "Least wrong on average: by workers in equal (0.00 s), smoothed at 0.3 in growing (0.61 s), by workers in random (0.40 s). "
            + "In equal, all calls take the same time, and only this estimate counts how many run at once and since when. "
            + "In growing, each call takes longer than the one before, and this estimate gives the latest calls more weight. "
            + "In random, the latest calls say nothing about the next, so the mean of all calls, spread over the workers, "
            + "is the best guess.",
            Conclude(delays[0], delays[1], delays[2]));
        // The runs are not what their names say, so that there is no reason to give.
        Assert.DoesNotContain(". In ", Conclude(delays[1], delays[0], delays[0]), StringComparison.Ordinal);
        Assert.DoesNotContain("In growing", Conclude(delays[0], delays[2], delays[2]), StringComparison.Ordinal);

        string Conclude(params IReadOnlyList<double>[] delays)
        {
            var log = Replayed.Log(4, [.. delays.Select(ofRun => ofRun.ToArray())]);
            var definition = Logs.Definition(["equal", "growing", "random"], [.. Enumerable.Range(1, 20).Select(call => $"{call}")]);
            log[0] = log[0] with { Definition = definition };
            return new TimeLeftExperiment(_fixture.Races).DescribeConclusion(RaceState.At(log, double.MaxValue)).ToString();
        }
    }

    [Fact]
    public void Conclusion_OneCall_SaysThatNoEstimateCouldBeWrong() => Assert.Equal(
        "No estimate could be wrong: the first results were also the last.",
        new TimeLeftExperiment(_fixture.Races).DescribeConclusion(Replayed.Race(1, 100)).ToString());

    [Fact]
    public void Presets_Each_HasNoProblemAndMatchesItsQuery()
    {
        var experiment = new TimeLeftExperiment(_fixture.Races);
        Assert.All(experiment.Presets, preset =>
        {
            var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(preset.Query);
            var settings = SettingValues.Read(experiment.Settings, name => query.TryGetValue(name, out var text) ? text.ToString() : null);
            Assert.Empty(settings.Problems);
            // A preset is on if the query of the address equals its query.
            Assert.Equal(preset.Query, settings.ToQueryString(experiment.Settings));
        });
    }
}

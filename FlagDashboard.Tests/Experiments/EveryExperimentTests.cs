using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Timeline;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Tests.Experiments;

/// <summary>Tests rules that apply to every experiment of the product.</summary>
public class EveryExperimentTests
{
    [Fact]
    public async Task Settings_DefaultsAndEveryPreset_HaveNoProblem()
    {
        await using var dashboard = await TestDashboard.Start();
        Assert.All(dashboard.Get<ExperimentRegistry>().All, experiment => Assert.All(experiment.Presets.Append(("usual", "")), preset =>
        {
            var query = QueryHelpers.ParseQuery(preset.Item2);
            Assert.All(query.Keys, name => Assert.Contains(experiment.Settings, setting => setting.Name == name));
            var settings = SettingValues.Read(experiment.Settings, name => query.TryGetValue(name, out var text) ? text.ToString() : null);
            Assert.Empty(settings.Problems);
            Assert.Equal(preset.Item2, settings.ToQueryString(experiment.Settings));
        }));
    }

    [Fact]
    public async Task FactsOf_RaceOfEveryPreset_AreThoseOfItsLogInEveryLanguage()
    {
        await using var dashboard = await TestDashboard.Start();
        var directory = dashboard.Get<ExperimentRegistry>();
        Assert.All(directory.All, experiment => Assert.All(experiment.Presets.Append(("usual", "")), preset =>
        {
            var settings = SettingValues.ReadLink(experiment.Settings, preset.Item2);
            var race = Logs.Fold(experiment.CreateDefinition(settings, ["a"]));
            var logged = race.Definition!.Experiment!.SettingsLine;
            Assert.NotEmpty(logged);
            Assert.Equal(logged, RaceFactsText.Of(race, English.Format, directory.DescribeSettings(race)));
            Assert.DoesNotContain(
                "worker", RaceFactsText.Of(race, (_, _) => "x", directory.DescribeSettings(race)), StringComparison.Ordinal);
        }));
    }

    [Theory]
    [InlineData("lock", "/experiments/lock", "2 items, primes up to 7, I/O 0 ms · 2 workers · 8 processors")]
    [InlineData("lock", "/experiments/lock?items=many", "4 items")]
    [InlineData("removed", "/experiments/removed", "4 items")]
    public async Task FactsOf_OtherFactsThanThoseOfLog_AreNone(string id, string link, string facts)
    {
        await using var dashboard = await TestDashboard.Start();
        var race = Logs.Fold(Logs.Definition(["async"], ["a"]) with { Plan = null, Experiment = new(id, "The lock", facts, link) });
        Assert.Null(dashboard.Get<ExperimentRegistry>().DescribeSettings(race));
        Assert.Equal(facts, RaceFactsText.Of(race, English.Format, dashboard.Get<ExperimentRegistry>().DescribeSettings(race)));
    }

    [Fact]
    public async Task FactsOf_LogOfComputerWithOtherProcessors_HasTheirNumber()
    {
        await using var dashboard = await TestDashboard.Start();
        const string Facts = "4 items, primes up to 2,000,000, I/O 0 ms · 2 workers · 96 processors";
        var race = Logs.Fold(
            Logs.Definition(["async"], ["a"]) with { Plan = null, Experiment = new("lock", "The lock", Facts, "/experiments/lock") });
        Assert.Equal(Facts, dashboard.Get<ExperimentRegistry>().DescribeSettings(race)?.ToString());
    }

    [Fact]
    public async Task VerdictOf_ExperimentWithoutComparableRuns_IsItsConclusion()
    {
        await using var dashboard = await TestDashboard.Start();
        var directory = dashboard.Get<ExperimentRegistry>();
        var experiment = directory.Find("map-or-as-completed")!;
        var race = experiment.Start(SettingValues.ReadLink(experiment.Settings, "delays=0,0"));
        await race.Completion.Guarded();
        var verdict = directory.VerdictOf(race.Log.Fold())!;
        Assert.StartsWith("Finished in ", verdict.Headline.ToString(), StringComparison.Ordinal);
        // A busy machine may hold a result for some time, so the test takes that time from the log.
        var ofMap = race.Log.Snapshot().Where(happened => happened.Run == 0).ToList();
        var heldMs = ofMap.Where(happened => happened.Kind == RaceEventKind.Received).Sum(happened => happened.AtMs)
            - ofMap.Where(happened => happened.Kind == RaceEventKind.Finished).Sum(happened => happened.AtMs);
        Assert.StartsWith(
            FormattableString.Invariant($"map held finished results for {heldMs / 1000:0.00} s in all"), verdict.Reason!.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task PhasesAndItems_OfEveryExperiment_AreTranslatable()
    {
        await using var dashboard = await TestDashboard.Start();
        var experiment = dashboard.Get<ExperimentRegistry>().Find("lock")!;
        var race = experiment.Start(SettingValues.ReadLink(experiment.Settings, "items=2&limit=1000&io=5"));
        await race.Completion.Guarded();
        var state = race.Log.Fold();
        Assert.All(state.Definition!.FutureLabels, item => Assert.Equal("item {0}", LogTextLocalizer.Parse(item)?.Template));
        Assert.NotEmpty(state.Runs.SelectMany(run => run.WorkerPhases));
        Assert.All(state.Runs.SelectMany(run => run.WorkerPhases), phase => Assert.NotNull(LogTextLocalizer.Parse(phase.Name)));
    }

    [Fact]
    public async Task Settings_EveryNumber_IsRefusedBeyondItsRange()
    {
        await using var dashboard = await TestDashboard.Start();
        var numbers = dashboard.Get<ExperimentRegistry>().All
            .SelectMany(experiment => experiment.Settings.Select(setting => (experiment, setting)))
            .Where(pair => pair.setting.Kind != SettingKind.Choice)
            .ToList();
        Assert.NotEmpty(numbers);
        Assert.All(numbers, number =>
        {
            Assert.Single(Problems(number.setting.Min - 1));
            Assert.Single(Problems(number.setting.Max + 1));

            IReadOnlyList<FlagDashboard.Plans.PlanProblem> Problems(double value) =>
                SettingValues.Read(
                    number.experiment.Settings,
                    name => name == number.setting.Name ? FormattableString.Invariant($"{value:0}") : null).Problems;
        });
    }
}

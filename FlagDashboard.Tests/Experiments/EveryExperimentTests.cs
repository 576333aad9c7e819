using FlagDashboard.Experiments;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Tests.Experiments;

/// <summary>Tests rules that apply to every experiment of the product.</summary>
public class EveryExperimentTests
{
    [Fact]
    public async Task Settings_DefaultsAndEveryPreset_HaveNoProblem()
    {
        await using var dashboard = await TestDashboard.Start();
        Assert.All(dashboard.Get<ExperimentDirectory>().All, experiment => Assert.All(experiment.Presets.Append(("usual", "")), preset =>
        {
            var query = QueryHelpers.ParseQuery(preset.Item2);
            Assert.All(query.Keys, name => Assert.Contains(experiment.Settings, setting => setting.Name == name));
            var settings = SettingValues.Read(experiment.Settings, name => query.TryGetValue(name, out var text) ? text.ToString() : null);
            Assert.Empty(settings.Problems);
            Assert.Equal(preset.Item2, settings.Query(experiment.Settings));
        }));
    }

    [Fact]
    public async Task Settings_EveryNumber_IsRefusedBeyondItsRange()
    {
        await using var dashboard = await TestDashboard.Start();
        var numbers = dashboard.Get<ExperimentDirectory>().All
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

using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Experiments;

/// <summary>Writes links to experiments. The query of a link contains the settings of the experiment.</summary>
public static class ExperimentLink
{
    /// <summary>The link, from the root of the site, that opens an experiment with these settings.</summary>
    public static string Write(IExperiment experiment, SettingValues settings)
    {
        var query = settings.ToQueryString(experiment.Settings);
        return $"/experiments/{experiment.Texts.Id}{(query.Length > 0 ? "?" : "")}{query}";
    }

    /// <summary>Creates the definition of a race of an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="settings">The settings of the experiment.</param>
    /// <param name="items">The names of the futures, in call order. Every run has these futures.</param>
    /// <param name="runs">The runs.</param>
    internal static RaceDefinition CreateDefinition(
        this IExperiment experiment, SettingValues settings, IReadOnlyList<string> items, params IReadOnlyList<ModeInfo> runs) =>
        new(items, runs, Experiment: new(
            experiment.Texts.Id, experiment.Texts.Title, experiment.DescribeSettings(settings).ToString(), Write(experiment, settings)));
}

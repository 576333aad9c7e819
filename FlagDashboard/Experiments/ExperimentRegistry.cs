using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>The registered experiments, in the order in which pages list them. Immutable and thread-safe.</summary>
public sealed class ExperimentRegistry(IEnumerable<IExperiment> experiments)
{
    /// <summary>Every experiment.</summary>
    public IReadOnlyList<IExperiment> All { get; } = [.. experiments];

    /// <summary>The experiment with that id; null if there is none.</summary>
    public IExperiment? Find(string? id) => All.FirstOrDefault(experiment => experiment.Texts.Id == id);

    /// <summary>Returns the results of a race, or <see cref="RaceResults.None"/> for an experiment whose runs cannot be compared.</summary>
    public RaceResults ResultsOf(RaceState race) =>
        Find(race.Definition?.Experiment?.Id) is { AllRunsDoSameWork: false } ? RaceResults.None : RaceResults.Of(race);

    /// <summary>Returns the verdict on a race of downloads or of an experiment; null while the race runs.</summary>
    public RaceVerdict? VerdictOf(RaceState race)
    {
        var experiment = race.Outcome == Outcome.Ok ? Find(race.Definition?.Experiment?.Id) : null;
        return RaceVerdict.Of(
            race, ResultsOf(race), experiment?.DescribeConclusionOrNull(race), experiment?.DescribeAnswerOrNull(race));
    }

    /// <summary>
    /// Returns the settings of an experiment's race as a sentence that can be translated. Null if the race belongs to no known experiment,
    /// or if the sentence differs from the English one in the log, which another version of the experiment may have written.
    /// </summary>
    public Sentence? DescribeSettings(RaceState race)
    {
        if (race.Definition?.Experiment is not { } info || Find(info.Id) is not { } experiment)
            return null;
        var settings = SettingValues.ReadLink(experiment.Settings, info.Link[(info.Link.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        if (settings.Problems.Count > 0)
            return null;
        var facts = experiment.DescribeSettings(settings, info);
        return facts.ToString() == info.SettingsLine ? facts : null;
    }
}

using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>The registered experiments, in the order of the page. Immutable and thread-safe.</summary>
public sealed class ExperimentRegistry(IEnumerable<IExperiment> experiments)
{
    /// <summary>Every experiment.</summary>
    public IReadOnlyList<IExperiment> All { get; } = [.. experiments];

    /// <summary>The experiment with that id; null if there is none.</summary>
    public IExperiment? Find(string? id) => All.FirstOrDefault(experiment => experiment.Card.Id == id);

    /// <summary>The results of a race; <see cref="RaceResults.None"/> if it is of an experiment whose runs cannot be compared.</summary>
    public RaceResults ResultsOf(RaceState race) =>
        Find(race.Definition?.Experiment?.Id) is { HasComparableRuns: false } ? RaceResults.None : RaceResults.Of(race);

    /// <summary>The verdict on a race of downloads or of an experiment; null while the race runs.</summary>
    public RaceVerdict? VerdictOf(RaceState race) => RaceVerdict.Of(
        race, ResultsOf(race), race.Outcome == Outcome.Ok ? Find(race.Definition?.Experiment?.Id)?.ConclusionOrNone(race) : null);

    /// <summary>
    /// The facts of a race of an experiment, which can be translated; null if they are not known to be the facts that the log has in
    /// English. The log may come from another version of the experiment.
    /// </summary>
    public Sentence? FactsOf(RaceState race)
    {
        if (race.Definition?.Experiment is not { } info || Find(info.Id) is not { } experiment)
            return null;
        var settings = SettingValues.ReadLink(experiment.Settings, info.Link[(info.Link.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        if (settings.Problems.Count > 0)
            return null;
        var facts = experiment.Facts(settings, info);
        return facts.ToString() == info.Facts ? facts : null;
    }
}

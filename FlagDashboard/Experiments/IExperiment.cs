using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>What people see of an experiment.</summary>
/// <param name="Id">Its stable name in links.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="Question">What it answers, in one line.</param>
/// <param name="Watch">A paragraph on what to watch.</param>
public sealed record ExperimentCard(string Id, string Title, string Question, string Watch);

/// <summary>A small race that shows one thing. One file per experiment; the code is meant to be read by students.</summary>
public interface IExperiment
{
    /// <summary>What people see of it.</summary>
    ExperimentCard Card { get; }

    /// <summary>What can be set.</summary>
    IReadOnlyList<Setting> Settings { get; }

    /// <summary>Settings worth a look, each with a name, as a query without its question mark.</summary>
    IReadOnlyList<(string Title, string Query)> Presets => [];

    /// <summary>Whether its lanes have a row per future at first, not per worker.</summary>
    bool ByFuture => false;

    /// <summary>Whether its runs do the same work, so that their times can be compared in a table.</summary>
    bool Compares => false;

    /// <summary>What a finished race of it showed, in a sentence or two for people, with the numbers of this very race.</summary>
    string Conclusion(RaceState race);

    /// <summary>Starts it.</summary>
    /// <param name="settings">What was set, without a problem.</param>
    /// <exception cref="PlanRefusedException">Too many races are running.</exception>
    Race Start(Settings settings);
}

/// <summary>What an experiment says of a race that it may not have made.</summary>
internal static class ConclusionExtensions
{
    /// <summary>The conclusion; null for a race that is not as the experiment makes them: an imported log may say anything, and an old one is of an older experiment.</summary>
    public static string? ConclusionOrNone(this IExperiment experiment, RaceState race)
    {
        try
        {
            return experiment.Conclusion(race);
        }
        catch (Exception)
        {
            return null;
        }
    }
}

/// <summary>The registered experiments, in the order in which people meet them. Immutable.</summary>
public sealed class ExperimentDirectory(IEnumerable<IExperiment> experiments)
{
    /// <summary>Every experiment.</summary>
    public IReadOnlyList<IExperiment> All { get; } = [.. experiments];

    /// <summary>The experiment of that id; null if there is none.</summary>
    public IExperiment? Find(string? id) => All.FirstOrDefault(experiment => experiment.Card.Id == id);
}

/// <summary>Where an experiment is on the page.</summary>
public static class ExperimentLink
{
    /// <summary>The link that opens it with these settings, from the root.</summary>
    public static string Write(IExperiment experiment, Settings settings)
    {
        var query = settings.Query(experiment.Settings);
        return $"/experiments/{experiment.Card.Id}{(query.Length > 0 ? "?" : "")}{query}";
    }

    /// <summary>The definition of a run of an experiment.</summary>
    internal static RaceDefinition Definition(this IExperiment experiment, Settings settings, string facts, IReadOnlyList<string> items, params IReadOnlyList<ModeInfo> runs) =>
        new(items, runs, Experiment: new ExperimentInfo(experiment.Card.Id, experiment.Card.Title, facts, Write(experiment, settings)));
}

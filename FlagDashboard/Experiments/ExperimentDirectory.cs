namespace FlagDashboard.Experiments;

/// <summary>The registered experiments, in the order of the page. Immutable and thread-safe.</summary>
public sealed class ExperimentDirectory(IEnumerable<IExperiment> experiments)
{
    /// <summary>Every experiment.</summary>
    public IReadOnlyList<IExperiment> All { get; } = [.. experiments];

    /// <summary>The experiment with that id; null if there is none.</summary>
    public IExperiment? Find(string? id) => All.FirstOrDefault(experiment => experiment.Card.Id == id);
}

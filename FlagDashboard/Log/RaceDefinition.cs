using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>What an experiment is, where a race of downloads has a plan.</summary>
/// <param name="Id">Its stable name in links.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="Facts">Its settings in one line, for people.</param>
/// <param name="Link">The link that opens it with these settings.</param>
public sealed record ExperimentInfo(string Id, string Title, string Facts, string Link);

/// <summary>What a race consists of, as its first event tells it. Immutable.</summary>
/// <param name="Items">What the futures of each run are called, in call order.</param>
/// <param name="Runs">Its runs; one that stands aside has none of the futures.</param>
/// <param name="Plan">The plan, if flags are downloaded by one; null for an experiment.</param>
/// <param name="Experiment">The experiment; null for a race of downloads.</param>
public sealed record RaceDefinition(
    IReadOnlyList<string> Items, IReadOnlyList<ModeInfo> Runs, RacePlan? Plan = null, ExperimentInfo? Experiment = null)
{
    /// <summary>Whether a person's presses move it on.</summary>
    internal bool IsInteractive => Runs.Any(run => run.IsInteractive);

    /// <summary>The definition of a plan.</summary>
    public static RaceDefinition Of(RacePlan plan, ModeCatalog modes) =>
        new(plan.Countries, [.. plan.Modes.Select(mode => modes.Find(mode)!).Select(mode => mode with { Workers = mode.WorkersFor(plan) })], plan);
}

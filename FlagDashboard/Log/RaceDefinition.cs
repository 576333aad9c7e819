using System.Text.Json;
using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>Describes an experiment and its settings. A race of an experiment has this instead of a plan. Immutable.</summary>
/// <param name="Id">The stable name in links.</param>
/// <param name="Title">The name on the page.</param>
/// <param name="Facts">The settings in one line, for people.</param>
/// <param name="Link">The link that opens the experiment with these settings.</param>
public sealed record ExperimentInfo(string Id, string Title, string Facts, string Link);

/// <summary>
/// The definition of a race, which the first event of its log contains. Immutable. Definitions with the same JSON are equal.
/// </summary>
/// <param name="Items">The labels of the futures of each run, in call order.</param>
/// <param name="Runs">The runs of the race. An auxiliary run has no futures.</param>
/// <param name="Plan">The plan of a race of downloads; null for an experiment and for a program.</param>
/// <param name="Experiment">The experiment; null for a race of downloads and for a program.</param>
/// <param name="Program">The recorded program; null unless the race is one. Its futures are not listed in <paramref name="Items"/>.</param>
public sealed record RaceDefinition(
    IReadOnlyList<string> Items, IReadOnlyList<ModeInfo> Runs, RacePlan? Plan = null, ExperimentInfo? Experiment = null,
    ProgramInfo? Program = null)
{
    /// <summary>The maximum number of futures, and of workers, of each run.</summary>
    internal int MaxFutures => Program is null ? PlanRules.MaxFutures : ProgramInfo.MaxFutures;

    /// <summary>Whether a person makes the calls of the race one by one.</summary>
    internal bool IsInteractive => Runs.Any(run => run.IsInteractive);

    /// <summary>Creates the definition of a race of a plan.</summary>
    /// <param name="plan">A plan that breaks no rule.</param>
    /// <param name="modes">A catalog that has the modes of the plan.</param>
    public static RaceDefinition Of(RacePlan plan, ModeCatalog modes) =>
        new(
            plan.Countries,
            [.. plan.Modes.Select(mode => modes.Find(mode)!).Select(mode => mode with { Workers = mode.WorkersFor(plan) })],
            plan);

    /// <inheritdoc/>
    // A record compares its lists by reference, so a definition that was written and read again would not equal the original. Equality
    // therefore compares the JSON of both.
    public bool Equals(RaceDefinition? other) => other is not null && (ReferenceEquals(this, other) || Json() == other.Json());

    /// <inheritdoc/>
    public override int GetHashCode() => Json().GetHashCode(StringComparison.Ordinal);

    private string Json() => JsonSerializer.Serialize(this, RaceJson.Options);
}

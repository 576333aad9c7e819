using System.Text.Json.Serialization;

namespace FlagDashboard.Plans;

/// <summary>The order in which the consuming code of a mode receives its futures.</summary>
public enum Delivery
{
    /// <summary>In the order of the calls. A finished future is held until all futures before it are received.</summary>
    CallOrder,

    /// <summary>In the order in which they finish; no future is held.</summary>
    CompletionOrder,
}

/// <summary>A way to run futures, described for people and for the rules of plans.</summary>
/// <param name="Id">The stable name in links, files and test ids.</param>
/// <param name="Title">The name on the page.</param>
/// <param name="Summary">One line about what it does.</param>
/// <param name="Delivery">The order in which its futures are received.</param>
/// <param name="Pooled">Whether it has as many workers as the plan says; otherwise it has one.</param>
/// <param name="IsAuxiliary">
/// Whether its lane only shows something beside the race. Such a run has no futures and no place in the results.
/// </param>
/// <param name="Unit">The results of its futures, as a noun in the plural.</param>
/// <param name="Phases">The kinds of phases that its lane explains; null for none.</param>
/// <param name="MaxWorkers">The most workers that it may have, because each is expensive; null for no limit of its own.</param>
/// <param name="Workers">The number of workers of a run; null before the run is planned.</param>
/// <param name="IsInteractive">
/// Whether a person submits its futures one by one, so that their number is not known and the run is idle most of the time.
/// </param>
public sealed record ModeInfo(
    string Id,
    string Title,
    string Summary,
    Delivery Delivery,
    bool Pooled = true,
    [property: JsonPropertyName("aside")] bool IsAuxiliary = false,
    string Unit = ModeInfo.Flags,
    IReadOnlyList<PhaseInfo>? Phases = null,
    [property: JsonPropertyName("mostWorkers")] int? MaxWorkers = null,
    int? Workers = null,
    [property: JsonPropertyName("byHand")] bool IsInteractive = false)
{
    /// <summary>The results of downloads.</summary>
    public const string Flags = "flags";

    /// <summary>The look of a phase with that name; <see cref="PhaseLook.Other"/> for a name that no kind of phase has.</summary>
    public PhaseLook LookOf(string phase) =>
        Phases?.FirstOrDefault(known => phase.StartsWith(known.Name, StringComparison.Ordinal))?.Look ?? PhaseLook.Other;

    /// <summary>Whether its workers are expensive, so that a plan has it only if somebody asks for it.</summary>
    internal bool IsExpensive => MaxWorkers is not null;

    /// <summary>The number of workers of a run of this mode, which is never more than its number of futures.</summary>
    public int WorkersFor(RacePlan plan) =>
        Pooled ? Math.Min(Math.Min(plan.Workers, plan.Countries.Count), MaxWorkers ?? int.MaxValue) : 1;
}

using System.Text.Json.Serialization;

namespace FlagDashboard.Plans;

/// <summary>In which order the consuming code of a mode receives its futures.</summary>
public enum Delivery
{
    /// <summary>As they were called; a finished future may be held until those before it are received.</summary>
    CallOrder,

    /// <summary>As they finish; nothing is held.</summary>
    CompletionOrder,
}

/// <summary>What people see of a mode.</summary>
/// <param name="Id">Its stable name in links, files and test ids.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="Summary">One line on what it does.</param>
/// <param name="Delivery">In which order its futures are received.</param>
/// <param name="Pooled">Whether it uses the plan's workers; otherwise it has one.</param>
/// <param name="IsAuxiliary">Whether its lane only shows something beside the race: it has no futures, and no place in the results.</param>
/// <param name="Unit">What its futures bring, in the plural.</param>
/// <param name="Phases">The kinds of phases that its lane explains; null for none.</param>
/// <param name="MaxWorkers">How many workers it uses at most, if they are too dear to have as many as one likes; null if not.</param>
/// <param name="Workers">How many workers it is going to have; null while that is not known.</param>
/// <param name="IsInteractive">Whether a person makes its futures, one by one: nobody knows how many there will be, and most of the time it waits.</param>
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
    /// <summary>What downloads bring.</summary>
    public const string Flags = "flags";

    /// <summary>How a phase of that name looks.</summary>
    public PhaseLook LookOf(string phase) =>
        Phases?.FirstOrDefault(known => phase.StartsWith(known.Name, StringComparison.Ordinal))?.Look ?? PhaseLook.Other;

    /// <summary>Whether its workers are dear, so that it is not run unless asked for.</summary>
    internal bool IsExpensive => MaxWorkers is not null;

    /// <summary>How many workers a run of this mode has: never more than there are futures.</summary>
    public int WorkersFor(RacePlan plan) => Pooled ? Math.Min(Math.Min(plan.Workers, plan.Countries.Count), MaxWorkers ?? int.MaxValue) : 1;
}

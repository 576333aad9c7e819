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

/// <summary>What people see of a mode, and the facts by which pages, exports and captions treat its runs. Immutable.</summary>
/// <param name="Id">Its stable name in links, files and test ids.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="Summary">One line on what it does.</param>
/// <param name="Delivery">In which order its futures are received.</param>
/// <param name="Pooled">Whether it uses the plan's workers; otherwise it has one.</param>
/// <param name="IsAuxiliary">
/// Whether its lane only shows something about another run: it has no futures, and no place in the results.
/// </param>
/// <param name="Unit">What its futures return, in the plural.</param>
/// <param name="Phases">The kinds of phases that its lane explains; null for none.</param>
/// <param name="MaxWorkers">The most workers it uses, for a mode whose workers are expensive; null for no limit of its own.</param>
/// <param name="Workers">How many workers a run is going to have; null while that is not known.</param>
/// <param name="IsInteractive">
/// Whether a person submits its futures one by one: their number is not known before, and the run mostly waits.
/// </param>
/// <param name="WorkerKind">What its workers are. Threads by default.</param>
/// <param name="IsBaseline">Whether the other runs of a race are measured against it.</param>
/// <param name="DefaultWorkers">How many workers it gets on the command line unless a number is given.</param>
public sealed record ModeInfo(
    string Id,
    string Title,
    string Summary,
    Delivery Delivery,
    bool Pooled = true,
    [property: JsonPropertyName("aside")] bool IsAuxiliary = false,
    string Unit = ModeInfo.FlagsUnit,
    IReadOnlyList<PhaseInfo>? Phases = null,
    [property: JsonPropertyName("mostWorkers")] int? MaxWorkers = null,
    int? Workers = null,
    [property: JsonPropertyName("byHand")] bool IsInteractive = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] WorkerKind WorkerKind = WorkerKind.Thread,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsBaseline = false,
    [property: JsonIgnore] int DefaultWorkers = ModeInfo.DefaultThreads)
{
    /// <summary>What downloads return.</summary>
    public const string FlagsUnit = "flags";

    /// <summary>The default number of threads: many, because threads that wait for a network are cheap.</summary>
    public const int DefaultThreads = 30;

    /// <summary>The default number of slots of an event loop: few, because one thread opens all of its connections.</summary>
    public const int DefaultLoopSlots = 5;

    /// <summary>How a phase of that name looks.</summary>
    public PhaseLook LookOf(string phase) => FindPhase(phase)?.Look ?? PhaseLook.Other;

    /// <summary>The kind of a phase of that name; null if the lane does not explain it.</summary>
    public PhaseInfo? FindPhase(string phase) => Phases?.FirstOrDefault(known => phase.StartsWith(known.Name, StringComparison.Ordinal));

    /// <summary>Whether its workers are expensive, so that it is not run unless asked for.</summary>
    internal bool IsExpensive => MaxWorkers is not null;

    /// <summary>How many workers a run of this mode has: never more than there are futures.</summary>
    public int WorkersFor(RacePlan plan) =>
        Pooled ? Math.Min(Math.Min(plan.Workers, plan.Countries.Count), MaxWorkers ?? int.MaxValue) : 1;
}

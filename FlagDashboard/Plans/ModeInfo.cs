using System.Text.Json.Serialization;

namespace FlagDashboard.Plans;

/// <summary>The order in which the consuming code of a mode receives its futures.</summary>
public enum ReceiveOrder
{
    /// <summary>In the order of the calls. A finished future is held until all futures before it are received.</summary>
    CallOrder,

    /// <summary>In the order in which they finish; no future is held.</summary>
    CompletionOrder,
}

/// <summary>Describes a mode for people, and tells pages, exports and captions how to treat its runs. Immutable.</summary>
/// <param name="Id">The stable name in links, files and test ids.</param>
/// <param name="Title">The name on the page.</param>
/// <param name="Summary">A description of the mode in one line.</param>
/// <param name="ReceiveOrder">The order in which futures are received.</param>
/// <param name="IsConcurrent">Whether a run has as many workers as the plan says; otherwise it has one worker.</param>
/// <param name="IsAuxiliary">
/// Whether the lane only shows details of another run. Such a run has no futures and no place in the results.
/// </param>
/// <param name="ResultUnit">The noun for the results of futures, in the plural.</param>
/// <param name="WorkerPhaseKinds">The kinds of worker phases that the lane shows; null for none.</param>
/// <param name="MaxWorkers">
/// The maximum number of workers of a mode whose workers are expensive; null if the mode has no limit of its own.
/// </param>
/// <param name="RunWorkers">The number of workers that a run will have; null if it is not known yet.</param>
/// <param name="IsExecutorSession">
/// Whether a person submits the futures one by one. Their number is then not known in advance, and the run is idle most of the time.
/// </param>
/// <param name="WorkerKind">The kind of workers; threads by default.</param>
/// <param name="IsBaseline">Whether the speed-ups of the other runs are computed relative to the run of this mode.</param>
/// <param name="Language">The programming language in which the mode runs; C# by default.</param>
/// <param name="BaselineId">
/// The id of the run to which the speed-up of this run is relative; null for the baseline of the race. A run with a baseline of its own
/// cannot win, because its time says nothing about the other runs.
/// </param>
/// <param name="PythonVersion">
/// The version of Python that runs the mode, such as 3.13t, if the configuration names versions; otherwise null.
/// </param>
/// <param name="DefaultCliWorkers">The default number of workers on the command line.</param>
public sealed record ModeInfo(
    string Id,
    string Title,
    string Summary,
    [property: JsonPropertyName("delivery")] ReceiveOrder ReceiveOrder,
    [property: JsonPropertyName("pooled")] bool IsConcurrent = true,
    [property: JsonPropertyName("aside")] bool IsAuxiliary = false,
    [property: JsonPropertyName("unit")] string ResultUnit = ModeInfo.DownloadResultUnit,
    [property: JsonPropertyName("phases")] IReadOnlyList<PhaseKind>? WorkerPhaseKinds = null,
    [property: JsonPropertyName("mostWorkers")] int? MaxWorkers = null,
    [property: JsonPropertyName("workers")] int? RunWorkers = null,
    [property: JsonPropertyName("byHand")] bool IsExecutorSession = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] WorkerKind WorkerKind = WorkerKind.Thread,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsBaseline = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ModeLanguage Language = ModeLanguage.CSharp,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BaselineId = null,
    [property: JsonIgnore] string? PythonVersion = null,
    [property: JsonIgnore] int DefaultCliWorkers = ModeInfo.DefaultThreads)
{
    /// <summary>The <see cref="ResultUnit"/> of modes that download.</summary>
    public const string DownloadResultUnit = "flags";

    /// <summary>The default number of threads: many, because threads that wait for a network are cheap.</summary>
    public const int DefaultThreads = 30;

    /// <summary>The default number of slots of an event loop: few, because the single thread of the loop opens all connections.</summary>
    public const int DefaultLoopSlots = 5;

    /// <summary>Returns how a lane draws the phase with this name.</summary>
    public PhaseLook LookOf(string phase) => FindPhase(phase)?.Look ?? PhaseLook.Other;

    /// <summary>Finds the kind of the phase with this name; null if the lane does not show it.</summary>
    public PhaseKind? FindPhase(string phase) =>
        WorkerPhaseKinds?.FirstOrDefault(known => phase.StartsWith(known.NamePrefix, StringComparison.Ordinal));

    /// <summary>Whether the workers of the mode are expensive. A new plan leaves out modes with expensive workers by default.</summary>
    internal bool HasExpensiveWorkers => MaxWorkers is not null;

    /// <summary>Returns the title of the same mode in Python.</summary>
    /// <param name="version">The version of Python, such as 3.13t; null if it is not known.</param>
    internal string TitleInPython(string? version) => version is null ? $"{Title} · Python" : $"{Title} · Python {version}";

    /// <summary>Returns the number of workers of a run, which is never larger than the number of futures.</summary>
    public int WorkersFor(RacePlan plan) =>
        IsConcurrent ? Math.Min(Math.Min(plan.Workers, plan.Countries.Count), MaxWorkers ?? int.MaxValue) : 1;
}

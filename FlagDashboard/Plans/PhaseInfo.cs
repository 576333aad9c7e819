using System.Text.Json.Serialization;

namespace FlagDashboard.Plans;

/// <summary>The look of a phase of a worker.</summary>
public enum PhaseLook
{
    /// <summary>Dotted: none of the other looks.</summary>
    Other,

    /// <summary>Solid: the worker works.</summary>
    Busy,

    /// <summary>A thin line: the worker waits, as a pending future does.</summary>
    Waiting,

    /// <summary>Hatched: something is ready and not yet taken, as a held future is.</summary>
    Held,
}

/// <summary>A kind of phase that a lane shows and explains. Immutable.</summary>
/// <param name="Name">The beginning of the names of such phases.</param>
/// <param name="Look">How they look.</param>
/// <param name="IsExclusive">
/// Whether at most one worker of the lane is meant to be in such a phase at any time, because it holds a lock.
/// </param>
public sealed record PhaseInfo(
    string Name,
    PhaseLook Look,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsExclusive = false);

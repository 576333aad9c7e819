using System.Text.Json.Serialization;

namespace FlagDashboard.Plans;

/// <summary>The way in which a lane draws a phase of a worker.</summary>
public enum PhaseLook
{
    /// <summary>Dotted: any other phase.</summary>
    Other,

    /// <summary>Solid: the worker works.</summary>
    Busy,

    /// <summary>A thin line: the worker waits, like a pending future.</summary>
    Waiting,

    /// <summary>Hatched: something is ready but not yet processed, like a held future.</summary>
    Held,
}

/// <summary>A kind of phase that a lane shows and explains. Immutable.</summary>
/// <param name="NamePrefix">The prefix of the names of phases of this kind.</param>
/// <param name="Look">The look of the phases.</param>
/// <param name="IsExclusive">
/// Whether at most one worker of the lane can be in such a phase at any time, because it holds a lock.
/// </param>
public sealed record PhaseKind(
    [property: JsonPropertyName("name")] string NamePrefix,
    PhaseLook Look,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsExclusive = false);

namespace FlagDashboard.Timeline;

/// <summary>What a bar tells of its future.</summary>
public enum BarKind
{
    /// <summary>Waits for a worker.</summary>
    Pending,

    /// <summary>A worker is at it.</summary>
    Running,

    /// <summary>Returned.</summary>
    Finished,

    /// <summary>The site does not have it.</summary>
    NotFound,

    /// <summary>Raised.</summary>
    Error,

    /// <summary>Cancelled or given up.</summary>
    Cancelled,

    /// <summary>Finished, waiting to be received.</summary>
    Held,

    /// <summary>Of no future: what else a worker was at.</summary>
    Phase,

    /// <summary>Likewise, and that is what the lane is about.</summary>
    Busy,
}

/// <summary>One stretch of a future's life, or of a worker's time, on the timeline.</summary>
/// <param name="Future">Its future's number; negative for a phase.</param>
/// <param name="Row">Its row, from 0.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="FromMs">Where it begins, in ms.</param>
/// <param name="ToMs">Where it ends, in ms; null while it is open: the browser's clock hides its future.</param>
/// <param name="Label">The name in it; null in a bar that carries none.</param>
/// <param name="Image">The flag in it; null without one.</param>
public readonly record struct Bar(
    int Future, int Row, BarKind Kind, double FromMs, double? ToMs, string? Label = null, string? Image = null)
{
    /// <summary>The number that stands for a phase where a future's would, and the other way round: negative, as no future's is.</summary>
    public static int PhaseOf(int number) => -1 - number;
}

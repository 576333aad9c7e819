namespace FlagDashboard.Timeline;

/// <summary>The meaning of a bar: a state of a future, or a phase of a worker.</summary>
public enum BarKind
{
    /// <summary>The future waits for a worker.</summary>
    Pending,

    /// <summary>A worker runs the future.</summary>
    Running,

    /// <summary>The future returned a result.</summary>
    Succeeded,

    /// <summary>The site does not have the flag.</summary>
    NotFound,

    /// <summary>The future raised an exception.</summary>
    Error,

    /// <summary>The future was cancelled before it ran, or given up while it ran.</summary>
    Cancelled,

    /// <summary>The future is finished and not yet received.</summary>
    Held,

    /// <summary>A worker phase that belongs to no future, such as the start of a process.</summary>
    OtherPhase,

    /// <summary>A worker phase that the lane is meant to show, such as the time in which a thread holds a lock.</summary>
    BusyPhase,
}

/// <summary>One bar on the timeline: a span of time in the life of a future, or a phase of a worker.</summary>
/// <param name="FutureOrPhaseNumber">
/// The number of the future, from 0; or a negative number for a phase (see <see cref="NegatePhaseNumber"/>).
/// </param>
/// <param name="Row">The row of the bar, from 0.</param>
/// <param name="Kind">The meaning of the bar.</param>
/// <param name="FromMs">The start of the bar, in ms since the race began.</param>
/// <param name="ToMs">The end of the bar, in ms since the race began; null while the end is not known. The page draws such a bar to the end
/// of the axis and covers the part after the time shown.</param>
/// <param name="Label">The text inside the bar; null for none.</param>
/// <param name="ImageHash">The hash of the flag image inside the bar; null for none.</param>
/// <param name="ImageNumber">The number of the flag image in its race, from 0; null for none.</param>
public readonly record struct Bar(
    int FutureOrPhaseNumber,
    int Row,
    BarKind Kind,
    double FromMs,
    double? ToMs,
    string? Label = null,
    string? ImageHash = null,
    int? ImageNumber = null)
{
    // On a screen of 2,500 px, such a bar is at most 7 px wide, which is too narrow for a letter.
    private const double MaxTinyShare = 0.003;

    /// <summary>
    /// Whether the bar has no room for its label unless a person zooms in: it takes less than 0.3 % of the time at which it ends, or of a
    /// minute if that is shorter. The axis is at least that long, so a bar that has ended is tiny for good.
    /// </summary>
    public bool IsTiny => ToMs is { } to && to - FromMs < MaxTinyShare * Math.Min(to, TimeAxis.LastMinuteMs);

    /// <summary>
    /// Converts the number of a phase to the negative number that <see cref="FutureOrPhaseNumber"/> has for this phase, and back.
    /// </summary>
    public static int NegatePhaseNumber(int number) => -1 - number;
}

namespace FlagDashboard.Timeline;

/// <summary>The part of the time axis that a zoomed page shows.</summary>
/// <param name="FromMs">The start of the window, in ms since the race began.</param>
/// <param name="ToMs">The end of the window, in ms since the race began; later than <paramref name="FromMs"/>.</param>
public readonly record struct TimeWindow(double FromMs, double ToMs)
{
    /// <summary>
    /// The window between two times from a browser or a link, in ms since the race began. Null if a time is missing, negative or not
    /// finite, or if the end is not later than the start.
    /// </summary>
    public static TimeWindow? Of(double? fromMs, double? toMs) =>
        fromMs is { } from && toMs is { } to && from >= 0 && to > from && double.IsFinite(to) ? new(from, to) : null;
}

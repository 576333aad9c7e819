using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>
/// The time in which everything but the slowest run without workers happens. On an axis that also shows the sequential run, the other runs
/// are a small part at the left.
/// </summary>
public static class PooledRunsWindow
{
    // On a window that is almost as long as the axis, nothing would be easier to see.
    private const double MaxShareOfAxis = 0.6;
    private const double RoomAtEnd = 1.02;

    /// <summary>
    /// The window from the start of the axis until 2 % after the last of those runs has ended; null while one of them is running, if there
    /// is no other run, and if the window would be more than 60 % of the axis.
    /// </summary>
    public static TimeWindow? Of(RaceState race, TimeAxis axis)
    {
        var runs = race.Runs.Where(run => !run.Info.IsAuxiliary).ToList();
        var slowest = runs.Where(run => !run.Info.Pooled).MaxBy(run => run.EndedAt ?? double.PositiveInfinity);
        var others = runs.Where(run => run != slowest).ToList();
        if (slowest is null || !others.Exists(run => run.Info.Pooled) || others.Exists(run => run.EndedAt is null))
            return null;
        var end = others.Max(run => run.EndedAt!.Value) * RoomAtEnd;
        return end - axis.FromMs <= MaxShareOfAxis * axis.SpanMs ? TimeWindow.Of(axis.FromMs, end) : null;
    }
}

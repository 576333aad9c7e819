using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>
/// Finds the part of the time axis that contains all runs except the slowest run without a pool. This run, usually the sequential one,
/// takes so long that the other runs are squeezed into a small part of the axis.
/// </summary>
public static class FastRunsWindow
{
    // The window enlarges a part of the axis. It may cover at most this share of the axis, because a longer window enlarges too little.
    private const double MaxShareOfAxis = 0.6;
    private const double EndMarginFactor = 1.02;

    /// <summary>Whether the race has runs with a pool and runs without one.</summary>
    public static bool AppliesTo(RaceState race)
    {
        var runs = RacingRuns(race);
        return runs.Exists(run => run.Info.IsConcurrent) && !runs.TrueForAll(run => run.Info.IsConcurrent);
    }

    /// <summary>
    /// The window from the start of the axis until 2 % after the last run has ended; the slowest run without a pool is not counted. Null if
    /// the race has no run with a pool or none without, while a counted run is running, and if the window would be more than 60 % of the
    /// axis.
    /// </summary>
    public static TimeWindow? Of(RaceState race, TimeAxis axis)
    {
        var runs = RacingRuns(race);
        var slowest = runs.Where(run => !run.Info.IsConcurrent).MaxBy(run => run.EndedAtMs ?? double.PositiveInfinity);
        var others = runs.Where(run => run != slowest).ToList();
        if (slowest is null || !others.Exists(run => run.Info.IsConcurrent) || others.Exists(run => run.EndedAtMs is null))
            return null;
        var end = others.Max(run => run.EndedAtMs!.Value) * EndMarginFactor;
        return end - axis.FromMs <= MaxShareOfAxis * axis.SpanMs ? TimeWindow.Of(axis.FromMs, end) : null;
    }

    private static List<RunState> RacingRuns(RaceState race) => [.. race.Runs.Where(run => !run.Info.IsAuxiliary)];
}

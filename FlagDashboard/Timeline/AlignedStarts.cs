using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>Lanes that are shifted so that each run begins at 0, which compares runs that did not run at the same time.</summary>
public static class AlignedStarts
{
    private const double MinShareOfRace = 0.05;

    /// <summary>
    /// Whether aligned lanes show something else: a run begins after another has ended, and their starts are apart by more than 5 % of the
    /// race. Runs that begin together also start some ms apart, which says nothing about them.
    /// </summary>
    /// <param name="race">The latest state of the race.</param>
    /// <param name="axis">Its time axis, which is as long as the race while it runs.</param>
    public static bool AreUseful(RaceState race, TimeAxis axis)
    {
        var runs = race.Runs.Where(run => run is { Info.IsAuxiliary: false, StartedAt: not null }).ToList();
        if (race.IsInteractive || runs.Count == 0)
            return false;
        var (first, last) = (runs.Min(run => run.StartedAt!.Value), runs.Max(run => run.StartedAt!.Value));
        return runs.Exists(run => run.EndedAt <= last) && last - first > MinShareOfRace * (race.FinishedAt ?? axis.EndMs);
    }

    /// <summary>By how much the lane of a run is shifted to the left, in ms; 0 until the run begins.</summary>
    public static double ShiftOf(RunState run) => run.StartedAt ?? 0;

    /// <summary>The time axis of aligned lanes, on which times are those since each run began.</summary>
    /// <param name="race">The latest state of the race.</param>
    /// <param name="nowMs">The latest known time of the race, in ms since it began.</param>
    public static TimeAxis AxisOf(RaceState race, double nowMs)
    {
        var longest = race.Runs.Select(run => (run.EndedAt ?? nowMs) - (run.StartedAt ?? nowMs)).DefaultIfEmpty().Max();
        return race.FinishedAt is null ? TimeAxis.ForRunningRace(longest) : TimeAxis.ForFinishedRace(longest);
    }
}

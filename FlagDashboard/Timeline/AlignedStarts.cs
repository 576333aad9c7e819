using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>Shifts the lanes so that each run begins at 0. Runs that did not run at the same time can then be compared.</summary>
public static class AlignedStarts
{
    private const double MinShareOfRace = 0.05;

    /// <summary>
    /// Whether aligning the starts changes the picture: a run begins after another run has ended, and the first and the last start are more
    /// than 5 % of the race apart. Runs that begin together also start a few ms apart, but aligning them would show nothing new.
    /// </summary>
    /// <param name="race">The latest state of the race.</param>
    /// <param name="axis">The time axis of the race. Its length stands for the length of a race that is still running.</param>
    public static bool AreUseful(RaceState race, TimeAxis axis)
    {
        var runs = race.Runs.Where(run => run is { Info.IsAuxiliary: false, StartedAtMs: not null }).ToList();
        if (race.IsExecutorSession || runs.Count == 0)
            return false;
        var (first, last) = (runs.Min(run => run.StartedAtMs!.Value), runs.Max(run => run.StartedAtMs!.Value));
        return runs.Exists(run => run.EndedAtMs <= last) && last - first > MinShareOfRace * (race.FinishedAtMs ?? axis.EndMs);
    }

    /// <summary>The time by which the lane of a run is shifted to the left, in ms; 0 until the run begins.</summary>
    public static double LeftShiftOf(RunState run) => run.StartedAtMs ?? 0;

    /// <summary>The time axis of aligned lanes. Its times are counted from the start of each run.</summary>
    /// <param name="race">The latest state of the race.</param>
    /// <param name="nowMs">The latest known time of the race, in ms since it began.</param>
    public static TimeAxis AxisOf(RaceState race, double nowMs)
    {
        var longest = race.Runs.Select(run => (run.EndedAtMs ?? nowMs) - (run.StartedAtMs ?? nowMs)).DefaultIfEmpty().Max();
        return race.FinishedAtMs is null ? TimeAxis.ForRunningRace(longest) : TimeAxis.ForFinishedRace(longest);
    }
}

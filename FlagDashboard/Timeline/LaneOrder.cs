using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The order of the lanes before a person changes it. Pure functions.</summary>
public static class LaneOrder
{
    /// <summary>
    /// The runs of a race in the order of their lanes, each with its number in the race. The lane that shows where a program's own code
    /// waits is the last one. While the program runs, executors may follow it in the log.
    /// </summary>
    public static IReadOnlyList<(RunState Run, int Number)> Of(RaceState race) =>
        [.. race.Runs.Select((run, number) => (run, number)).OrderBy(lane => lane.run.Mode == ProgramInfo.WaitsRunId)];
}

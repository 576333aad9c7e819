using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>The reason why a run of a series is not counted.</summary>
public enum ExclusionReason
{
    /// <summary>The race was cancelled. Its fast runs may have completed, but counting only these would favour fast modes.</summary>
    Cancelled,

    /// <summary>The server stopped before the race ended.</summary>
    Interrupted,

    /// <summary>The mode ended before all of its futures were received.</summary>
    EndedEarly,

    /// <summary>A person changed a future of the race, so that the race differs from the other races.</summary>
    Changed,
}

/// <summary>A run of one mode in one race of a series.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="ElapsedMs">The time from the start of the run to its end, in ms; null if the run is not counted.</param>
/// <param name="Reason">The reason why the run is not counted; null if it is counted.</param>
public sealed record RepeatedRun(ModeInfo Mode, double? ElapsedMs, ExclusionReason? Reason);

/// <summary>The results of one race of a series. Immutable.</summary>
/// <param name="Id">The id of the race.</param>
/// <param name="Number">The number of the race in the series, from 1.</param>
/// <param name="Runs">The runs of the race, in the order of the plan.</param>
public sealed record RepeatedRace(string Id, int Number, IReadOnlyList<RepeatedRun> Runs)
{
    /// <summary>The results of a race that has ended.</summary>
    public static RepeatedRace Of(string id, int number, RaceState race) =>
        new(id, number, [.. race.Runs.Where(run => !run.Info.IsAuxiliary).Select(run => Of(race, run))]);

    private static RepeatedRun Of(RaceState race, RunState run)
    {
        ExclusionReason? reason = race.IsInterrupted ? ExclusionReason.Interrupted
            : race.Outcome != Outcome.Ok ? ExclusionReason.Cancelled
            : race.Interventions.Any() ? ExclusionReason.Changed
            : run.Outcome != Outcome.Ok ? ExclusionReason.EndedEarly
            : null;
        return new(run.Info, reason is null ? run.ElapsedMs : null, reason);
    }
}

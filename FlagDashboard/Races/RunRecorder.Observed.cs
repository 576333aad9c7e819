using FlagDashboard.Log;

namespace FlagDashboard.Races;

// This part records what happened in another process.
internal sealed partial class RunRecorder
{
    /// <summary>The time at which the run ended in another process, in ms since the race began; null if it ends in this process.</summary>
    public double? EndAtMs { private get; set; }

    /// <summary>
    /// Records an event of this run at its own time, but not before the last event of the race, and not in the future.
    /// </summary>
    public void RecordTimed(in RaceEvent raceEvent)
    {
        if (raceEvent.Kind == RaceEventKind.Finished)
            _unfinished.TryRemove(raceEvent.Future, out _);
        // The time of the event must not be later than the clock of the race. Otherwise AppendWithOwnTime would put the clock forward.
        log.AppendWithOwnTime(raceEvent with { Run = number, At = Math.Min(raceEvent.At, log.ElapsedMs) });
    }
}

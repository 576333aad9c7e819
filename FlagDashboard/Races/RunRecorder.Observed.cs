using FlagDashboard.Log;

namespace FlagDashboard.Races;

// This part of RunRecorder records runs that happen in another process, such as Python. Their events come with times of their own.
internal sealed partial class RunRecorder
{
    /// <summary>The time at which the run ended in another process, in ms since the race began; null if it ends in this process.</summary>
    public double? ExternalEndAtMs { private get; set; }

    /// <summary>
    /// Records an event of this run at its own time, but not before the last event of the race, and not in the future.
    /// </summary>
    public void RecordWithOwnTime(in RaceEvent raceEvent)
    {
        if (raceEvent.Kind == RaceEventKind.Finished)
            _unfinished.TryRemove(raceEvent.Future, out _);
        // AppendWithOwnTime moves the clock of the race forward if an event is later than the clock. The time of the event is therefore
        // limited to the current time of the clock.
        log.AppendWithOwnTime(raceEvent with { Run = number, AtMs = Math.Min(raceEvent.AtMs, log.ElapsedMs) });
    }
}

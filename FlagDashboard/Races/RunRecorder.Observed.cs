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
        // Limits the time of the event to the current time of the race. With a later time, such as double.MaxValue, AppendWithOwnTime would
        // put the clock of the race forward to that time.
        log.AppendWithOwnTime(raceEvent with { Run = number, AtMs = Math.Min(raceEvent.AtMs, log.ElapsedMs) });
    }
}

using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>Lists races that do not run on this server.</summary>
public sealed partial class RaceRegistry
{
    /// <summary>Lists the race of a program that runs elsewhere. It takes no place from the races that run on this server.</summary>
    /// <param name="definition">What is known of the program.</param>
    /// <exception cref="RaceRefusedException">The server is stopping, or the memory limit leaves no room.</exception>
    internal Race StartRecordedProgram(RaceDefinition definition)
    {
        RemoveOldest(0);
        var race = new Race(CreateRandomId(), definition, time, logger);
        lock (_gate)
        {
            Capacity.ThrowIfStopping();
            Capacity.ThrowIfMemoryIsFull(0);
            _listed.Add(race);
        }

        race.StartProgramRecording();
        AddAndEvictOldest(race);
        return race;
    }

    /// <summary>Lists a race that ran on another server, under a new id.</summary>
    /// <param name="events">All events of the race, which <see cref="RaceState"/> accepts.</param>
    /// <exception cref="ArgumentException">The log does not end with the end of a race.</exception>
    /// <exception cref="RaceRefusedException">The memory limit leaves no room for the race.</exception>
    internal Race Import(IReadOnlyList<RaceEvent> events)
    {
        var now = time.GetUtcNow();
        var race = Race.FromLog(CreateRandomId(), events[0].Definition?.FindPlausibleStart(now) ?? now, events, importedAt: now);
        RemoveOldest(race.Log.MemoryBytes);
        lock (_gate)
        {
            Capacity.ThrowIfMemoryIsFull(race.Log.MemoryBytes);
            _listed.Add(race);
        }

        AddAndEvictOldest(race);
        return race;
    }
}

namespace FlagDashboard.Races;

/// <summary>A race that was created and can be started.</summary>
/// <param name="Race">The race.</param>
/// <param name="Start">Starts the race; must be called only once.</param>
internal readonly record struct PreparedRace(Race Race, Action Start);

/// <summary>
/// The races that wait until others have ended. The first race that entered the queue is the first to leave it. Not thread-safe:
/// <see cref="RaceRegistry"/> calls it within its lock.
/// </summary>
internal sealed class RaceQueue
{
    private readonly List<PreparedRace> _waiting = [];

    /// <summary>The number of queued races.</summary>
    public int Count => _waiting.Count;

    /// <summary>Adds a race to the end of the queue.</summary>
    public void Enqueue(PreparedRace race)
    {
        _waiting.Add(race);
        race.Race.QueuePosition = _waiting.Count;
    }

    /// <summary>
    /// Removes and returns the first race of the queue. Returns null if the queue is empty, or if <paramref name="hasRoom"/> returns false
    /// for the first race.
    /// </summary>
    public PreparedRace? TryDequeue(Func<RaceLoad, bool> hasRoom) =>
        _waiting.Count > 0 && hasRoom(_waiting[0].Race.Load) ? RemoveAt(0) : null;

    /// <summary>Removes a race from the queue and returns it; null if the race is not in the queue.</summary>
    public PreparedRace? TryRemove(Race race) =>
        _waiting.FindIndex(other => other.Race == race) is >= 0 and var index ? RemoveAt(index) : null;

    /// <summary>Removes all races from the queue and returns them.</summary>
    public IReadOnlyList<PreparedRace> RemoveAll()
    {
        var all = _waiting.ToList();
        while (_waiting.Count > 0)
            RemoveAt(0);
        return all;
    }

    private PreparedRace RemoveAt(int index)
    {
        var removed = _waiting[index];
        _waiting.RemoveAt(index);
        removed.Race.QueuePosition = 0;
        for (var behind = index; behind < _waiting.Count; behind++)
            _waiting[behind].Race.QueuePosition = behind + 1;
        return removed;
    }
}

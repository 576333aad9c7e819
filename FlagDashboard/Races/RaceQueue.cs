namespace FlagDashboard.Races;

/// <summary>A race that is ready to start.</summary>
/// <param name="Race">The race.</param>
/// <param name="Start">Starts the race; must be called only once.</param>
internal readonly record struct PreparedRace(Race Race, Action Start);

/// <summary>
/// The races that wait until other races have ended, first in, first out. Not thread-safe: <see cref="RaceRegistry"/> calls it within
/// its lock.
/// </summary>
internal sealed class RaceQueue
{
    private readonly List<PreparedRace> _waiting = [];

    /// <summary>The number of queued races.</summary>
    public int Count => _waiting.Count;

    /// <summary>Adds a race at the end.</summary>
    public void Enqueue(PreparedRace race)
    {
        _waiting.Add(race);
        race.Race.QueuePosition = _waiting.Count;
    }

    /// <summary>
    /// Removes and returns the first race if <paramref name="hasRoom"/> accepts it; null if the queue is empty or the first race must wait
    /// on.
    /// </summary>
    public PreparedRace? TryDequeue(Func<RaceRequirements, bool> hasRoom) =>
        _waiting.Count > 0 && hasRoom(_waiting[0].Race.Requirements) ? RemoveAt(0) : null;

    /// <summary>Removes and returns a race; null if it is not in the queue.</summary>
    public PreparedRace? TryRemove(Race race) =>
        _waiting.FindIndex(other => other.Race == race) is >= 0 and var index ? RemoveAt(index) : null;

    /// <summary>Removes and returns all races.</summary>
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

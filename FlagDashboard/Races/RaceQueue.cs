namespace FlagDashboard.Races;

/// <summary>A race whose runs are made, and which can be started.</summary>
/// <param name="Race">The race.</param>
/// <param name="Start">Starts it; called once.</param>
internal readonly record struct PreparedRace(Race Race, Action Start);

/// <summary>
/// The races that wait for their turn, in the order in which they were started. Not thread-safe: <see cref="RaceRegistry"/> calls it within
/// its lock.
/// </summary>
internal sealed class RaceQueue
{
    private readonly List<PreparedRace> _waiting = [];

    /// <summary>How many races wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Adds a race at the end.</summary>
    public void Enqueue(PreparedRace race)
    {
        _waiting.Add(race);
        race.Race.QueuePosition = _waiting.Count;
    }

    /// <summary>Removes the first race if it has room; null if none waits, or the first one has no room yet.</summary>
    public PreparedRace? TryDequeue(Func<RaceRequirements, bool> hasRoom) =>
        _waiting.Count > 0 && hasRoom(_waiting[0].Race.Requirements) ? RemoveAt(0) : null;

    /// <summary>Removes a race; null if it does not wait.</summary>
    public PreparedRace? TryRemove(Race race) =>
        _waiting.FindIndex(other => other.Race == race) is >= 0 and var index ? RemoveAt(index) : null;

    /// <summary>Removes all races.</summary>
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

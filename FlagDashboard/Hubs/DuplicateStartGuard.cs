using FlagDashboard.Races;

namespace FlagDashboard.Hubs;

/// <summary>
/// Remembers the races that one page has started, so that pressing a button several times starts only one race. The key of a race
/// identifies the plan or the experiment with its settings. Not thread-safe.
/// </summary>
internal sealed class DuplicateStartGuard(TimeProvider time)
{
    /// <summary>The time during which a second press counts as the same press, even if the race has already ended.</summary>
    public static readonly TimeSpan DuplicateStartWindow = TimeSpan.FromMilliseconds(750);

    private readonly Dictionary<string, (Race Race, Task Completion, long StartedAt)> _starts = [];

    /// <summary>Finds the race with this key that is still running or was started just now; null if there is none.</summary>
    public Race? Find(string key)
    {
        foreach (var (old, _) in _starts.Where(start => IsOld(start.Value)).ToList())
            _starts.Remove(old);
        return _starts.GetValueOrDefault(key).Race;
    }

    /// <summary>Adds a race that was started now.</summary>
    /// <param name="key">Identifies the plan or the experiment with its settings.</param>
    /// <param name="race">The race.</param>
    /// <param name="completion">Completes when the race or the whole series has ended.</param>
    public void Add(string key, Race race, Task completion) => _starts[key] = (race, completion, time.GetTimestamp());

    private bool IsOld((Race Race, Task Completion, long StartedAt) start) =>
        start.Completion.IsCompleted && time.GetElapsedTime(start.StartedAt) >= DuplicateStartWindow;
}

using FlagDashboard.Races;

namespace FlagDashboard.Hubs;

/// <summary>
/// The races that one page has started, each under a key that says what was started. Pressing a button several times starts
/// one race; starting something else starts another. Not thread-safe.
/// </summary>
internal sealed class RecentStarts(TimeProvider time)
{
    /// <summary>How long a second press counts as the same press, even if the race is over by then.</summary>
    public static readonly TimeSpan DuplicateStartWindow = TimeSpan.FromMilliseconds(750);

    private readonly Dictionary<string, (Race Race, Task Completion, long StartedAt)> _starts = [];

    /// <summary>The race that was started under <paramref name="key"/> and still runs or began just now; null if there is none.</summary>
    public Race? Find(string key)
    {
        foreach (var (old, _) in _starts.Where(start => IsOld(start.Value)).ToList())
            _starts.Remove(old);
        return _starts.GetValueOrDefault(key).Race;
    }

    /// <summary>Remembers a race that was started now.</summary>
    /// <param name="key">What was started.</param>
    /// <param name="race">The race.</param>
    /// <param name="completion">Completes when all that was started has ended.</param>
    public void Add(string key, Race race, Task completion) => _starts[key] = (race, completion, time.GetTimestamp());

    private bool IsOld((Race Race, Task Completion, long StartedAt) start) =>
        start.Completion.IsCompleted && time.GetElapsedTime(start.StartedAt) >= DuplicateStartWindow;
}

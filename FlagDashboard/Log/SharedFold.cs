namespace FlagDashboard.Log;

/// <summary>
/// Shares one folded state of a race among all readers, because a state needs about as much memory as the log. The garbage collector frees
/// the state when no reader uses it. Thread-safe.
/// </summary>
/// <param name="log">The log of the race.</param>
internal sealed class SharedFold(RaceLog log)
{
    private readonly Lock _gate = new();
    private readonly WeakReference<RaceState?> _latest = new(null);

    /// <summary>Returns the state of the race after all events so far. The state is shared, so callers must not change it.</summary>
    public RaceState Read()
    {
        lock (_gate)
        {
            var count = log.Count;
            if (_latest.TryGetTarget(out var latest) && latest.LastEventSeq == count)
                return latest;
            var fold = RaceState.At(log.Take(count), double.MaxValue);
            _latest.SetTarget(fold);
            return fold;
        }
    }
}

namespace FlagDashboard.Log;

/// <summary>
/// Shares one fold of a log among all readers, because a fold needs about as much memory as the log. The fold is garbage collected when no
/// reader uses it. Thread-safe.
/// </summary>
/// <param name="log">The log.</param>
internal sealed class SharedFold(RaceLog log)
{
    private readonly Lock _gate = new();
    private readonly WeakReference<RaceState?> _latest = new(null);

    /// <summary>Returns the fold of all events so far. Callers must not change it.</summary>
    public RaceState Read()
    {
        lock (_gate)
        {
            var count = log.Count;
            if (_latest.TryGetTarget(out var latest) && latest.Seq == count)
                return latest;
            var fold = RaceState.At(log.Take(count), double.MaxValue);
            _latest.SetTarget(fold);
            return fold;
        }
    }
}

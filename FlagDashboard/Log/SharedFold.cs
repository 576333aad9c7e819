namespace FlagDashboard.Log;

/// <summary>
/// The fold of all events of a log so far, which its readers share: a fold takes about as much memory as its log, so one for each
/// reader would let slow readers fill the memory. It is dropped when nobody uses it any more. Thread-safe.
/// </summary>
/// <param name="log">The log.</param>
internal sealed class SharedFold(RaceLog log)
{
    private readonly Lock _gate = new();
    private readonly WeakReference<RaceState?> _latest = new(null);

    /// <summary>Returns the fold of all events so far. It must only be read.</summary>
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

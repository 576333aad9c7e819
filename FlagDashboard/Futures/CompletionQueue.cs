namespace FlagDashboard.Futures;

/// <summary>
/// Collects futures as they complete, for one thread that waits for them. Every method that blocks until futures are done waits in such a
/// queue.
/// </summary>
/// <remarks>Thread-safe: any thread may add; one thread takes.</remarks>
internal sealed class CompletionQueue
{
    // An object and not a Lock, because Monitor.Wait and Monitor.PulseAll do not work with a Lock.
    private readonly object _monitor = new();
    private List<Future> _completed = [];

    /// <summary>Adds a future that is done, and wakes the waiting thread.</summary>
    public void Add(Future done)
    {
        lock (_monitor)
        {
            _completed.Add(done);
            Monitor.PulseAll(_monitor);
        }
    }

    /// <summary>Waits for at least one future, then removes and returns all that have been added, in order of completion.</summary>
    /// <returns>The futures; none if the deadline passed first.</returns>
    public IReadOnlyList<Future> Take(Deadline deadline)
    {
        SpinBeforeWait.YieldBrieflyUntil(() => Volatile.Read(ref _completed).Count > 0);
        List<Future> taken;
        lock (_monitor)
        {
            WaitForAny(deadline);
            (taken, _completed) = (_completed, []);
        }

        // Two threads may complete two futures and then add them here in the opposite order. Sorting restores the order of completion.
        taken.Sort(static (a, b) => a.CompletionNumber.CompareTo(b.CompletionNumber));
        return taken;
    }

    private void WaitForAny(Deadline deadline)
    {
        if (_completed.Count > 0 || deadline.HasPassed)
            return;

        // The timer ends the wait by setting timedOut. Comparing the clock with the deadline instead would be wrong: the timer may fire
        // slightly early, and the thread would then wait again with no timer left to wake it.
        var timedOut = false;
        using var timer = deadline.StartTimer(() =>
        {
            lock (_monitor)
            {
                timedOut = true;
                Monitor.PulseAll(_monitor);
            }
        });
        while (_completed.Count == 0 && !timedOut)
            Monitor.Wait(_monitor);
    }
}

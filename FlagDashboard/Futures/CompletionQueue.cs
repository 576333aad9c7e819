namespace FlagDashboard.Futures;

/// <summary>
/// Where one thread waits for futures to be done. Every blocking wait of this folder ends up here.
/// </summary>
internal sealed class CompletionQueue
{
    private readonly object _gate = new();
    private List<Future> _arrived = [];

    public void Add(Future done)
    {
        lock (_gate)
        {
            _arrived.Add(done);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>
    /// Waits until there is something, and takes all of it in order of completion; nothing if the deadline passes.
    /// </summary>
    public IReadOnlyList<Future> Take(Deadline deadline)
    {
        SpinBeforeWait.Until(() => Volatile.Read(ref _arrived).Count > 0);
        List<Future> taken;
        lock (_gate)
        {
            Await(deadline);
            (taken, _arrived) = (_arrived, []);
        }

        // Threads that complete futures at the same time may arrive here in another order than they completed them.
        taken.Sort(static (a, b) => a.CompletionNumber.CompareTo(b.CompletionNumber));
        return taken;
    }

    private void Await(Deadline deadline)
    {
        if (_arrived.Count > 0 || deadline.Passed)
            return;

        // A flag and not the clock ends the wait: a timer may ring a little before its time by the clock.
        var rang = false;
        using var alarm = deadline.Alarm(() =>
        {
            lock (_gate)
            {
                rang = true;
                Monitor.PulseAll(_gate);
            }
        });
        while (_arrived.Count == 0 && !rang)
            Monitor.Wait(_gate);
    }
}

namespace FlagDashboard.Futures;

/// <summary>The futures as they are completed; see <see cref="Future.AsCompleted{T}"/>.</summary>
internal sealed class AsCompletedSequence<T>(HashSet<Future<T>> waitedFor, Deadline deadline) : SinglePassEnumerable<Future<T>>
{
    private readonly int _total = waitedFor.Count;
    private readonly Queue<Future> _ready = [];
    private CompletionQueue? _arrivals;

    protected override bool TryNext(out Future<T> next)
    {
        next = null!;
        if (waitedFor.Count == 0)
            return false;
        if (_ready.Count == 0)
            Refill();

        next = (Future<T>)_ready.Dequeue();
        waitedFor.Remove(next);
        return true;
    }

    private void Refill()
    {
        foreach (var future in (_arrivals ?? Begin()).Take(deadline))
            _ready.Enqueue(future);
        if (_ready.Count == 0)
            throw new TimeoutException($"{waitedFor.Count} (of {_total}) futures unfinished");
    }

    // Not before the first element is asked for: a sequence that nobody enumerates would never end either.
    private CompletionQueue Begin()
    {
        _arrivals = new CompletionQueue();
        foreach (var future in waitedFor)
            future.Register(_arrivals);
        return _arrivals;
    }

    protected override void End()
    {
        foreach (var future in waitedFor)
            if (_arrivals is not null)
                future.Unregister(_arrivals);
        waitedFor.Clear();
        _ready.Clear();
        _arrivals = null;
    }
}

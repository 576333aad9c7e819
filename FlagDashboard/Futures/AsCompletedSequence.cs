namespace FlagDashboard.Futures;

/// <summary>The sequence that <see cref="Future.AsCompleted{T}"/> returns: futures in the order in which they complete.</summary>
internal sealed class AsCompletedSequence<T>(HashSet<Future<T>> remaining, Deadline deadline) : SinglePassEnumerable<Future<T>>
{
    private readonly int _total = remaining.Count;
    private readonly Queue<Future> _ready = [];
    private CompletionQueue? _completions;

    protected override bool TryNext(out Future<T> next)
    {
        next = null!;
        if (remaining.Count == 0)
            return false;
        if (_ready.Count == 0)
            WaitForMore();

        next = (Future<T>)_ready.Dequeue();
        remaining.Remove(next);
        return true;
    }

    protected override void DisposeCore()
    {
        foreach (var future in remaining)
            if (_completions is not null)
                future.RemoveWaiter(_completions);
        remaining.Clear();
        _ready.Clear();
        _completions = null;
    }

    private void WaitForMore()
    {
        foreach (var future in (_completions ?? RegisterWithAll()).Take(deadline))
            _ready.Enqueue(future);
        if (_ready.Count == 0)
            throw new TimeoutException($"{remaining.Count} (of {_total}) futures unfinished");
    }

    // Creates a queue, to which each future adds itself when it completes. A sequence that nobody enumerates is never disposed, so its
    // futures would refer to such a queue for ever. The queue is therefore created at the first MoveNext and not in the constructor.
    private CompletionQueue RegisterWithAll()
    {
        _completions = new CompletionQueue();
        foreach (var future in remaining)
            future.AddWaiter(_completions);
        return _completions;
    }
}

namespace FlagDashboard.Futures;

/// <content>Those who want to know when a future is done: waiters, which are woken, and callbacks, which are run.</content>
public abstract partial class Future
{
    /// <summary>
    /// Yields the futures in the order in which they are completed; those done already come first. Cancelled ones
    /// are yielded too, duplicates once (Python: as_completed).
    /// </summary>
    /// <remarks>
    /// The futures are read at the call. The sequence can be enumerated once and by one thread, and keeps no
    /// reference to what it has yielded. It waits for the next future in MoveNext.
    /// </remarks>
    /// <typeparam name="T">What the futures return.</typeparam>
    /// <param name="futures">The futures, of one executor or of several.</param>
    /// <param name="timeout">Counted from this call, on the clock of the first future; no limit by default. Futures
    /// that are done are still yielded after it.</param>
    /// <returns>The futures, as they are completed.</returns>
    /// <exception cref="TimeoutException">While enumerating: the next future is not done in time.</exception>
    /// <exception cref="InvalidOperationException">The sequence is enumerated a second time.</exception>
    public static IEnumerable<Future<T>> AsCompleted<T>(IEnumerable<Future<T>> futures, TimeSpan? timeout = null)
    {
        var distinct = Distinct(futures);
        return new AsCompletedSequence<T>(distinct, new Deadline(ClockOf(distinct), timeout));
    }

    /// <summary>Waits until the futures are done, as far as <paramref name="returnWhen"/> asks (Python: wait).</summary>
    /// <typeparam name="T">What the futures return.</typeparam>
    /// <param name="futures">The futures, of one executor or of several; duplicates count once.</param>
    /// <param name="timeout">Counted on the clock of the first future; no limit by default. That it has passed is no
    /// error: the result says what is not done.</param>
    /// <param name="returnWhen">What to wait for.</param>
    /// <returns>Which futures are done and which are not.</returns>
    public static WaitResult<T> Wait<T>(
        IEnumerable<Future<T>> futures, TimeSpan? timeout = null, ReturnWhen returnWhen = ReturnWhen.AllCompleted)
    {
        var distinct = Distinct(futures);
        if (!Enum.IsDefined(returnWhen))
            throw new ArgumentOutOfRangeException(nameof(returnWhen), returnWhen, null);

        AwaitEnough(distinct, new Deadline(ClockOf(distinct), timeout), returnWhen);
        var parts = distinct.ToLookup(future => future.Done);
        return new WaitResult<T>(parts[true].ToHashSet(), parts[false].ToHashSet());
    }

    /// <summary>Waits until it is done; throws if that takes too long or it was cancelled.</summary>
    private protected void AwaitOutcome(Deadline deadline)
    {
        if (!Done && !WaitUntilDone(deadline))
            throw new TimeoutException($"{this} was not done in time.");
        if (Cancelled)
            throw CancelledError();
    }

    private bool WaitUntilDone(Deadline deadline)
    {
        var arrival = new CompletionQueue();
        Register(arrival);
        var done = arrival.Take(deadline).Count > 0;
        Unregister(arrival);
        return done;
    }

    private static void AwaitEnough<T>(HashSet<Future<T>> futures, Deadline deadline, ReturnWhen returnWhen)
    {
        var arrivals = new CompletionQueue();
        foreach (var future in futures)
            future.Register(arrivals);

        for (var left = futures.Count; left > 0;)
        {
            var arrived = arrivals.Take(deadline);
            left -= arrived.Count;
            if (arrived.Count == 0
                || returnWhen == ReturnWhen.FirstCompleted
                || (returnWhen == ReturnWhen.FirstException && arrived.Any(future => future.Error is not null)))
                break;
        }

        foreach (var future in futures)
            future.Unregister(arrivals);
    }

    private static HashSet<Future<T>> Distinct<T>(IEnumerable<Future<T>> futures)
    {
        ArgumentNullException.ThrowIfNull(futures);
        var distinct = futures.ToHashSet();
        return distinct.Contains(null!)
            ? throw new ArgumentException("One of the futures is null.", nameof(futures))
            : distinct;
    }

    private static TimeProvider ClockOf<T>(HashSet<Future<T>> futures) =>
        futures.FirstOrDefault()?.Clock ?? TimeProvider.System;

    /// <summary>Has the queue told, once, when this is done: at once if it is already.</summary>
    internal void Register(CompletionQueue waiter)
    {
        lock (_gate)
        {
            if (!Done)
            {
                (_waiters ??= []).Add(waiter);
                return;
            }
        }

        waiter.Add(this);
    }

    internal void Unregister(CompletionQueue waiter)
    {
        lock (_gate)
            _waiters?.Remove(waiter);
    }

    /// <summary>Runs it when this is done: here and at once if it is already.</summary>
    private protected void OnDone(Action callback)
    {
        lock (_gate)
        {
            if (!Done)
            {
                (_callbacks ??= []).Add(callback);
                return;
            }
        }

        RunCallback(callback);
    }

    /// <summary>Wakes those who wait. Returns the callbacks, which may take long and so are the caller's to run.</summary>
    private Action? NotifyWaiters()
    {
        List<CompletionQueue>? waiters;
        List<Action>? callbacks;
        lock (_gate)
            (waiters, callbacks, _waiters, _callbacks) = (_waiters, _callbacks, null, null);

        waiters?.ForEach(waiter => waiter.Add(this));
        return callbacks is null ? null : () => callbacks.ForEach(RunCallback);
    }

    private static void RunCallback(Action callback) => SafeInvoke.Run("A future's callback", callback);
}

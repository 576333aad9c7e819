namespace FlagDashboard.Futures;

/// <content>The methods that wait for futures, by blocking a thread or by registering a callback.</content>
public abstract partial class Future
{
    /// <summary>
    /// Yields futures in the order in which they complete; futures that are already done come first. As in Python's as_completed, cancelled
    /// futures are yielded too, and duplicates are yielded once.
    /// </summary>
    /// <remarks>
    /// This method reads all <paramref name="futures"/> at once and does not wait. MoveNext of the sequence waits. The sequence can be
    /// enumerated once, by one thread, and keeps no reference to futures that it has yielded.
    /// </remarks>
    /// <typeparam name="T">The type of the futures' results.</typeparam>
    /// <param name="futures">Futures of one executor or of several.</param>
    /// <param name="timeout">One limit for all futures, counted from this call on the clock of the first future; none by
    /// default. Futures that are done are yielded even after it.</param>
    /// <returns>The futures in order of completion.</returns>
    /// <exception cref="TimeoutException">While enumerating: the next future was not done in time.</exception>
    /// <exception cref="InvalidOperationException">The sequence is enumerated a second time.</exception>
    public static IEnumerable<Future<T>> AsCompleted<T>(IEnumerable<Future<T>> futures, TimeSpan? timeout = null)
    {
        var distinct = Distinct(futures);
        return new AsCompletedSequence<T>(distinct, new Deadline(ClockOf(distinct), timeout));
    }

    /// <summary>
    /// Waits until one future is done, until one has raised an exception, or until all are done, as <paramref name="returnWhen"/> says. As
    /// in Python's concurrent.futures.wait, the end of the timeout raises no exception.
    /// </summary>
    /// <typeparam name="T">The type of the futures' results.</typeparam>
    /// <param name="futures">Futures of one executor or of several; duplicates count once.</param>
    /// <param name="timeout">The longest time to wait, on the clock of the first future; no limit by default.</param>
    /// <param name="returnWhen">The condition that ends the wait.</param>
    /// <returns>The futures that are done, and those that are not.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="returnWhen"/> is not a value of its type.</exception>
    public static WaitResult<T> Wait<T>(
        IEnumerable<Future<T>> futures, TimeSpan? timeout = null, ReturnWhen returnWhen = ReturnWhen.AllCompleted)
    {
        var distinct = Distinct(futures);
        if (!Enum.IsDefined(returnWhen))
            throw new ArgumentOutOfRangeException(nameof(returnWhen), returnWhen, null);

        WaitForEnough(distinct, new Deadline(ClockOf(distinct), timeout), returnWhen);
        var parts = distinct.ToLookup(future => future.Done);
        return new WaitResult<T>(parts[true].ToHashSet(), parts[false].ToHashSet());
    }

    /// <summary>Adds this future to a queue when it becomes done, or at once if it is done already.</summary>
    internal void AddWaiter(CompletionQueue waiter)
    {
        lock (_lock)
        {
            if (!Done)
            {
                (_waiters ??= []).Add(waiter);
                return;
            }
        }

        waiter.Add(this);
    }

    internal void RemoveWaiter(CompletionQueue waiter)
    {
        lock (_lock)
            _waiters?.Remove(waiter);
    }

    /// <summary>Waits until this future is done.</summary>
    /// <exception cref="TimeoutException">The deadline passed first.</exception>
    /// <exception cref="OperationCanceledException">The future was cancelled.</exception>
    private protected void WaitForOutcome(Deadline deadline)
    {
        if (!Done && !WaitUntilDone(deadline))
            throw new TimeoutException($"{this} was not done in time.");
        if (Cancelled)
            throw CreateCancelledException();
    }

    /// <summary>
    /// Runs a callback when this future becomes done. If it is done already, the callback runs at once on the calling thread.
    /// </summary>
    private protected void OnDone(Action callback)
    {
        lock (_lock)
        {
            if (!Done)
            {
                (_callbacks ??= []).Add(callback);
                return;
            }
        }

        RunCallback(callback);
    }

    private bool WaitUntilDone(Deadline deadline)
    {
        var completion = new CompletionQueue();
        AddWaiter(completion);
        var done = completion.Take(deadline).Count > 0;
        RemoveWaiter(completion);
        return done;
    }

    private static void WaitForEnough<T>(HashSet<Future<T>> futures, Deadline deadline, ReturnWhen returnWhen)
    {
        var completions = new CompletionQueue();
        foreach (var future in futures)
            future.AddWaiter(completions);

        for (var left = futures.Count; left > 0;)
        {
            var completed = completions.Take(deadline);
            left -= completed.Count;
            if (completed.Count == 0
                || returnWhen == ReturnWhen.FirstCompleted
                || (returnWhen == ReturnWhen.FirstException && completed.Any(future => future.Error is not null)))
                break;
        }

        foreach (var future in futures)
            future.RemoveWaiter(completions);
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

    /// <summary>Wakes the waiting threads.</summary>
    /// <returns>The callbacks of the future. The caller runs them, because they may take long.</returns>
    private Action? WakeWaiters()
    {
        List<CompletionQueue>? waiters;
        List<Action>? callbacks;
        lock (_lock)
            (waiters, callbacks, _waiters, _callbacks) = (_waiters, _callbacks, null, null);

        waiters?.ForEach(waiter => waiter.Add(this));
        return callbacks is null ? null : () => callbacks.ForEach(RunCallback);
    }

    private static void RunCallback(Action callback) => SafeInvoke.Run("A future's callback", callback);
}

using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures;

/// <summary>
/// One call that was submitted to an <see cref="Executor"/>, without the type of its result. Corresponds to Python's
/// concurrent.futures.Future. Only executors make and complete futures.
/// </summary>
/// <remarks>
/// All members are thread-safe. Timeouts are counted on the executor's clock: null, <see cref="Timeout.InfiniteTimeSpan"/> and
/// anything longer than a timer can hold (about 49 days) mean no limit; zero and other negative values do not wait.
/// </remarks>
public abstract partial class Future
{
    private static long _completions;

    private readonly Lock _lock = new();
    private readonly string _label;
    private readonly IFutureObserver? _observer;
    private List<CompletionQueue>? _waiters;
    private List<Action>? _callbacks;
    private volatile FutureState _state;

    private protected Future(string label, TimeProvider clock, IFutureObserver? observer) =>
        (_label, Clock, _observer) = (label, clock, observer);

    /// <summary>The state at this moment. Another thread may change it at once, unless the future is done.</summary>
    public FutureState State => _state;

    /// <summary>Whether the future is finished or cancelled. Corresponds to Python's Future.done.</summary>
    public bool Done => _state is FutureState.Cancelled or FutureState.Finished;

    /// <summary>Whether a worker is making the call. Corresponds to Python's Future.running.</summary>
    public bool Running => _state == FutureState.Running;

    /// <summary>Whether the future was cancelled. Corresponds to Python's Future.cancelled.</summary>
    public bool Cancelled => _state == FutureState.Cancelled;

    /// <summary>The number of threads and sequences that wait for this future; for tests.</summary>
    internal int WaiterCount
    {
        get
        {
            lock (_lock)
                return _waiters?.Count ?? 0;
        }
    }

    internal TimeProvider Clock { get; }

    /// <summary>The position of this future among all that have completed in this process; orders them by completion.</summary>
    internal long CompletionNumber { get; private set; }

    /// <summary>The exception that the function raised, if any. Valid once the future is done.</summary>
    private protected ExceptionDispatchInfo? Error { get; private set; }

    /// <summary>The name of the result's type. Valid once the future is finished.</summary>
    private protected abstract string ResultType { get; }

    /// <summary>
    /// Cancels the call if no worker has started it. Corresponds to Python's Future.cancel. The callbacks run on the calling thread before
    /// this method returns.
    /// </summary>
    /// <returns>True if the future is cancelled, by this call or an earlier one; false if the call has started.</returns>
    public bool Cancel()
    {
        lock (_lock)
        {
            if (_state != FutureState.Pending)
                return Cancelled;
            CompleteAs(FutureState.Cancelled);
        }

        NotifyObserver(static (observer, future) => observer.Cancelled(future));
        WakeWaiters()?.Invoke();
        return true;
    }

    /// <summary>Waits until the call is done, and returns the exception that it raised. Corresponds to Python's Future.exception.</summary>
    /// <param name="timeout">The longest time to wait; no limit by default.</param>
    /// <returns>The exception object itself; null if the function returned.</returns>
    /// <exception cref="TimeoutException">The call was not done in time.</exception>
    /// <exception cref="OperationCanceledException">The future was cancelled.</exception>
    public Exception? Exception(TimeSpan? timeout = null)
    {
        WaitForOutcome(new Deadline(Clock, timeout));
        return Error?.SourceException;
    }

    /// <summary>The future in one line: its argument's text, its state, and the type of its result or exception.</summary>
    public override string ToString() => _state switch
    {
        FutureState.Finished when Error is { } error =>
            $"<Future {_label} state=finished raised {TypeDisplayName.Format(error.SourceException.GetType())}>",
        FutureState.Finished => $"<Future {_label} state=finished returned {ResultType}>",
        FutureState.Running => $"<Future {_label} state=running>",
        FutureState.Cancelled => $"<Future {_label} state=cancelled>",
        _ => $"<Future {_label} state=pending>",
    };

    internal void NotifySubmitted(object? argument) =>
        NotifyObserver((observer, future) => observer.Submitted(future, argument));

    /// <summary>Changes a pending future to Running and notifies the observer. Returns false if the future was already cancelled.</summary>
    internal bool TryStart(int worker)
    {
        if (!TryStartUnobserved())
            return false;
        NotifyObserver((observer, future) => observer.Started(future, worker));
        return true;
    }

    /// <summary>
    /// Changes a pending future to Running without notifying the observer. Returns false if the future was already cancelled. A broken
    /// process pool finishes pending futures in this way, because no worker has started their calls.
    /// </summary>
    internal bool TryStartUnobserved()
    {
        lock (_lock)
        {
            if (_state != FutureState.Pending)
                return false;
            _state = FutureState.Running;
            return true;
        }
    }

    private protected void NotifyFinished(object? result, Exception? error) =>
        NotifyObserver((observer, future) => observer.CallEnded(future, result, error));

    /// <summary>
    /// Makes the outcome visible to other threads, and wakes the waiting threads. The derived class stores the result first.
    /// </summary>
    /// <returns>The callbacks, for the caller to run; null if there are none.</returns>
    private protected Action? Publish(ExceptionDispatchInfo? error)
    {
        lock (_lock)
        {
            Error = error;
            CompleteAs(FutureState.Finished);
        }

        return WakeWaiters();
    }

    private protected OperationCanceledException CreateCancelledException() => new($"{this} was cancelled.");

    // The caller holds the lock. The volatile state is written last, so a thread that reads the final state without the lock also sees all
    // other fields.
    private void CompleteAs(FutureState state)
    {
        CompletionNumber = Interlocked.Increment(ref _completions);
        _state = state;
    }

    /// <summary>Notifies the observer that a sequence of Map is about to raise the exception of this future.</summary>
    internal void NotifyRaisedByMap(Exception error) => NotifyObserver((observer, future) => observer.RaisedByMap(future, error));

    private void NotifyObserver(Action<IFutureObserver, Future> notify)
    {
        if (_observer is { } observer)
            SafeInvoke.Run("An observer of futures", () => notify(observer, this));
    }
}

using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures;

/// <summary>
/// A pending operation given to an <see cref="Executor"/>. Only executors make and complete futures.
/// </summary>
/// <remarks>
/// All members are safe to call from any thread at any time. Timeouts: null, <see cref="Timeout.InfiniteTimeSpan"/>
/// and anything beyond a timer's range (about 49 days) mean no limit; zero and other negative values ask for what is
/// there already. They are counted on the executor's clock.
/// </remarks>
public abstract partial class Future
{
    private static long _completions;

    private readonly object _gate = new();
    private readonly string _label;
    private readonly IFutureObserver? _observer;
    private List<CompletionQueue>? _waiters;
    private List<Action>? _callbacks;
    private volatile FutureState _state;

    private protected Future(string label, TimeProvider clock, IFutureObserver? observer) =>
        (_label, Clock, _observer) = (label, clock, observer);

    /// <summary>Where it stands now.</summary>
    public FutureState State => _state;

    /// <summary>Whether it is finished or cancelled (Python: Future.done).</summary>
    public bool Done => _state is FutureState.Cancelled or FutureState.Finished;

    /// <summary>Whether a worker is calling its function (Python: Future.running).</summary>
    public bool Running => _state == FutureState.Running;

    /// <summary>Whether it was cancelled (Python: Future.cancelled).</summary>
    public bool Cancelled => _state == FutureState.Cancelled;

    /// <summary>The number of threads and sequences that wait for it; for tests.</summary>
    internal int WaiterCount
    {
        get
        {
            lock (_gate)
                return _waiters?.Count ?? 0;
        }
    }

    internal TimeProvider Clock { get; }

    /// <summary>Grows from one completed future to the next, whatever executors they belong to.</summary>
    internal long CompletionNumber { get; private set; }

    /// <summary>What the function raised. To be read when done.</summary>
    private protected ExceptionDispatchInfo? Error { get; private set; }

    /// <summary>
    /// Cancels it if it is still pending. Its callbacks, run here, have returned before this does
    /// (Python: Future.cancel).
    /// </summary>
    /// <returns>True if it is now cancelled, by this call or an earlier one; false if it has started.</returns>
    public bool Cancel()
    {
        lock (_gate)
        {
            if (_state != FutureState.Pending)
                return Cancelled;
            CompleteAs(FutureState.Cancelled);
        }

        Tell(static (observer, future) => observer.Cancelled(future));
        NotifyWaiters()?.Invoke();
        return true;
    }

    /// <summary>Waits until it is done and says what its function raised (Python: Future.exception).</summary>
    /// <param name="timeout">How long to wait; no limit by default.</param>
    /// <returns>The very exception, or null if the function returned.</returns>
    /// <exception cref="TimeoutException">It is not done in time.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Exception? Exception(TimeSpan? timeout = null)
    {
        AwaitOutcome(new Deadline(Clock, timeout));
        return Error?.SourceException;
    }

    /// <summary>The future in one line: its argument's text, its state and the type of its outcome.</summary>
    public override string ToString() => _state switch
    {
        FutureState.Finished when Error is { } error =>
            $"<Future {_label} state=finished raised {error.SourceException.GetType().Name}>",
        FutureState.Finished => $"<Future {_label} state=finished returned {ResultType}>",
        FutureState.Running => $"<Future {_label} state=running>",
        FutureState.Cancelled => $"<Future {_label} state=cancelled>",
        _ => $"<Future {_label} state=pending>",
    };

    /// <summary>The name of the result's type. To be read when finished.</summary>
    private protected abstract string ResultType { get; }

    internal void TellSubmitted(object? argument) =>
        Tell((observer, future) => observer.Submitted(future, argument));

    /// <summary>Makes a pending future run; false if it was cancelled before.</summary>
    internal bool TryStart(int worker)
    {
        if (!TryClaim())
            return false;
        Tell((observer, future) => observer.Started(future, worker));
        return true;
    }

    /// <summary>The same without telling anybody: for one that is to be finished though no worker will call its function.</summary>
    internal bool TryClaim()
    {
        lock (_gate)
        {
            if (_state != FutureState.Pending)
                return false;
            _state = FutureState.Running;
            return true;
        }
    }

    private protected void TellFinished(object? result, Exception? error) =>
        Tell((observer, future) => observer.Finished(future, result, error));

    /// <summary>Shows the outcome to all. The result is stored before, by the typed future.</summary>
    /// <returns>The callbacks, for the caller to run; null if there are none.</returns>
    private protected Action? Publish(ExceptionDispatchInfo? error)
    {
        lock (_gate)
        {
            Error = error;
            CompleteAs(FutureState.Finished);
        }

        return NotifyWaiters();
    }

    private protected OperationCanceledException CancelledError() => new($"{this} was cancelled.");

    /// <summary>Under the lock. The state is written last: whoever reads it, without the lock, may read the rest.</summary>
    private void CompleteAs(FutureState state)
    {
        CompletionNumber = Interlocked.Increment(ref _completions);
        _state = state;
    }

    private void Tell(Action<IFutureObserver, Future> happened)
    {
        if (_observer is { } observer)
            SafeInvoke.Run("An observer of futures", () => happened(observer, this));
    }
}

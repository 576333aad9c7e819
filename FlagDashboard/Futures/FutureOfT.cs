using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures;

/// <summary>A pending operation that returns a <typeparamref name="T"/>.</summary>
/// <inheritdoc cref="Future" path="/remarks"/>
/// <typeparam name="T">What its function returns.</typeparam>
public sealed class Future<T> : Future
{
    private T? _result;

    internal Future(string label, TimeProvider clock, IFutureObserver? observer)
        : base(label, clock, observer)
    {
    }

    private protected override string ResultType => _result?.GetType().Name ?? "null";

    /// <summary>
    /// Waits until it is done and returns what its function returned, or throws what it raised: the same object,
    /// with the stack trace it was raised with (Python: Future.result).
    /// </summary>
    /// <param name="timeout">How long to wait; no limit by default.</param>
    /// <returns>What the function returned.</returns>
    /// <exception cref="TimeoutException">It is not done in time; it goes on all the same.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public T Result(TimeSpan? timeout = null) => Result(new Deadline(Clock, timeout));

    /// <summary>
    /// Has it called when this future is done, finished or cancelled: at once and here if it is done already, else
    /// on the thread that completes it, in the order added. What it throws is traced and stops nobody
    /// (Python: Future.add_done_callback).
    /// </summary>
    /// <param name="callback">Called once, with this future. A worker runs nothing else meanwhile.</param>
    public void AddDoneCallback(Action<Future<T>> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        OnDone(() => callback(this));
    }

    /// <summary>
    /// Makes a future awaitable: <c>await</c> gives or throws what <see cref="Result(TimeSpan?)"/> would, without
    /// blocking, and goes on where awaiting a task would.
    /// </summary>
    /// <returns>What <c>await</c> needs.</returns>
    public TaskAwaiter<T> GetAwaiter()
    {
        // What awaits must not run on the worker, in the middle of the other callbacks.
        var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        OnDone(() =>
        {
            if (Cancelled)
                source.SetException(CancelledError());
            else if (Error is { } error)
                source.SetException(error.SourceException);
            else
                source.SetResult(_result!);
        });
        return source.Task.GetAwaiter();
    }

    internal T Result(Deadline deadline)
    {
        AwaitOutcome(deadline);
        Error?.Throw();
        return _result!;
    }

    /// <summary>
    /// Completes a running future in two steps, so that a worker can make itself available between them: this one
    /// tells the observer, the returned one shows the outcome to all and returns the callbacks to run.
    /// </summary>
    internal Func<Action?> Finish(T? result, ExceptionDispatchInfo? error)
    {
        TellFinished(result, error?.SourceException);
        return () =>
        {
            _result = result;
            return Publish(error);
        };
    }
}

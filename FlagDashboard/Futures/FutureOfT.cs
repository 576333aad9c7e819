using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures;

/// <summary>One call that was submitted to an <see cref="Executor"/>, and its result.</summary>
/// <inheritdoc cref="Future" path="/remarks"/>
/// <typeparam name="T">The type of the result.</typeparam>
public sealed class Future<T> : Future
{
    private T? _result;

    internal Future(string label, TimeProvider clock, IFutureObserver? observer)
        : base(label, clock, observer)
    {
    }

    private protected override string ResultType => _result is null ? "null" : TypeDisplayName.Format(_result.GetType());

    /// <summary>
    /// Waits until the call is done. Then returns its result, or throws the exception that it raised: the same object, with its original
    /// stack trace. Corresponds to Python's Future.result.
    /// </summary>
    /// <param name="timeout">The longest time to wait; no limit by default.</param>
    /// <returns>The value that the function returned.</returns>
    /// <exception cref="TimeoutException">The call was not done in time. The call goes on.</exception>
    /// <exception cref="OperationCanceledException">The future was cancelled.</exception>
    public T Result(TimeSpan? timeout = null) => Result(new Deadline(Clock, timeout));

    /// <summary>
    /// Adds a callback that runs once this future is finished or cancelled. As in Python's Future.add_done_callback, callbacks run in the
    /// order in which they were added, on the thread that completes the future. If the future is done already, the callback runs at once on
    /// the calling thread. Exceptions of callbacks are written to <see cref="System.Diagnostics.Trace"/> and otherwise ignored.
    /// </summary>
    /// <param name="callback">Called once, with this future. The worker makes no other call meanwhile.</param>
    public void AddDoneCallback(Action<Future<T>> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        OnDone(() => callback(this));
    }

    /// <summary>
    /// Makes the future awaitable. <c>await</c> returns or throws as <see cref="Result(TimeSpan?)"/> does, but does not block. The awaiting
    /// code resumes in the same context as after awaiting a task.
    /// </summary>
    /// <returns>The awaiter that the compiler needs for <c>await</c>.</returns>
    public TaskAwaiter<T> GetAwaiter()
    {
        // RunContinuationsAsynchronously makes the code after an await run on another thread. Otherwise the worker that completes the
        // future would run this code itself, and could not take its next call until the code returns.
        var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        OnDone(() =>
        {
            if (Cancelled)
                source.SetException(CreateCancelledException());
            else if (Error is { } error)
                source.SetException(error.SourceException);
            else
                source.SetResult(_result!);
        });
        return source.Task.GetAwaiter();
    }

    internal T Result(Deadline deadline)
    {
        WaitForOutcome(deadline);
        Error?.Throw();
        return _result!;
    }

    /// <summary>Notifies the observer of the outcome, and returns a function that completes the future.</summary>
    /// <remarks>Completing is a separate step, so that a worker can mark itself idle before waiting threads see the outcome.</remarks>
    /// <returns>
    /// A function that makes the outcome visible. It returns the callbacks that the caller must run, or null if there are none.
    /// </returns>
    internal Func<Action?> PrepareCompletion(T? result, ExceptionDispatchInfo? error)
    {
        NotifyFinished(result, error?.SourceException);
        return () =>
        {
            _result = result;
            return Publish(error);
        };
    }
}

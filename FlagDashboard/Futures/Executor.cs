namespace FlagDashboard.Futures;

/// <summary>
/// Calls functions concurrently, and returns a <see cref="Future{T}"/> for each call. Corresponds to Python's concurrent.futures.Executor.
/// Dispose an executor when it is no longer needed.
/// </summary>
/// <remarks>All members are thread-safe. A sequence returned by Map belongs to the one thread that enumerates it.</remarks>
public abstract class Executor : IDisposable
{
    private readonly IFutureObserver? _observer;
    private readonly TimeProvider _clock;

    // Private protected, because only this assembly can create futures. An executor in another assembly could not return a future.
    private protected Executor(IFutureObserver? observer, TimeProvider? timeProvider) =>
        (_observer, _clock) = (observer, timeProvider ?? TimeProvider.System);

    /// <summary>Schedules a call. The next free worker makes the call. Corresponds to Python's Executor.submit.</summary>
    /// <typeparam name="TArg">The type of the argument.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="function">The function to call.</param>
    /// <param name="argument">The argument of the call. Its text becomes the label of the future.</param>
    /// <returns>The future of the call.</returns>
    /// <exception cref="InvalidOperationException">
    /// The executor was shut down, or the call needs another thread and the system cannot start one.
    /// </exception>
    public abstract Future<TResult> Submit<TArg, TResult>(Func<TArg, TResult> function, TArg argument);

    /// <summary>
    /// Calls a function with each argument, concurrently, and yields the results in the order of the arguments. Corresponds to Python's
    /// Executor.map.
    /// </summary>
    /// <remarks>
    /// Map itself reads and submits the first arguments, at most <paramref name="bufferSize"/> of them. If that fails, Map cancels the
    /// calls that it has submitted, and throws. Later, the thread that enumerates reads one more argument after each result. If that fails,
    /// the exception is thrown after the results of all earlier arguments.
    /// <para>The sequence can be enumerated once, by one thread, and keeps no reference to results that it has yielded. When the
    /// enumeration ends, for any reason, calls that have not started are cancelled. If the sequence is never enumerated, the submitted
    /// calls run to their end.</para>
    /// </remarks>
    /// <typeparam name="TArg">The type of the arguments.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="function">The function to call.</param>
    /// <param name="arguments">The arguments, one for each call.</param>
    /// <param name="timeout">
    /// One limit for all results, counted from this call; none by default. Results that are ready are yielded even after the limit.
    /// <see cref="Future"/> explains the special values.
    /// </param>
    /// <param name="bufferSize">
    /// The maximum number of arguments that are read ahead of the yielded results, from 1. By default, all arguments are read at once.
    /// </param>
    /// <returns>
    /// The results. If a call raised an exception, the enumeration throws that exception in place of the result, and ends.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferSize"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The executor was shut down, or the sequence is enumerated a second
    /// time.</exception>
    /// <exception cref="TimeoutException">While enumerating: the next result was not ready in time.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the next call was cancelled.</exception>
    public IEnumerable<TResult> Map<TArg, TResult>(
        Func<TArg, TResult> function, IEnumerable<TArg> arguments, TimeSpan? timeout = null, int? bufferSize = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(arguments);
        if (bufferSize is { } size)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(bufferSize));

        var deadline = new Deadline(_clock, timeout);
        return new MapSequence<TArg, TResult>(this, function, arguments, bufferSize ?? int.MaxValue, deadline);
    }

    /// <summary>
    /// Refuses further calls, and ends the workers after the calls that were submitted. Corresponds to Python's Executor.shutdown. May be
    /// called more than once, for example to wait or to cancel later.
    /// </summary>
    /// <param name="wait">Whether to return only when all calls are done and all workers have ended.</param>
    /// <param name="cancelFutures">Whether to cancel every pending future first.</param>
    public abstract void Shutdown(bool wait = true, bool cancelFutures = false);

    /// <summary>Shuts down and waits for all calls, as the end of Python's with statement does.</summary>
    public void Dispose()
    {
        Shutdown(wait: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a pending future and notifies the observer. Call it without holding a lock: the observer may call back.</summary>
    private protected Future<TResult> CreateFuture<TResult>(object? argument)
    {
        var future = new Future<TResult>(FutureLabel.Of(argument), _clock, _observer);
        future.NotifySubmitted(argument);
        return future;
    }

    private protected static InvalidOperationException CreateShutDownException() =>
        new("The executor was shut down and takes no more calls.");
}

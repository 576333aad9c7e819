namespace FlagDashboard.Futures;

/// <summary>
/// Calls functions concurrently and hands out a <see cref="Future{T}"/> for each call. Dispose it when done with it.
/// </summary>
/// <remarks>All members are safe to call from any thread. (A sequence got from Map belongs to one thread.)</remarks>
public abstract class Executor : IDisposable
{
    private readonly IFutureObserver? _observer;
    private readonly TimeProvider _clock;

    // Only this assembly can make futures, so only it can make executors.
    private protected Executor(IFutureObserver? observer, TimeProvider? timeProvider) =>
        (_observer, _clock) = (observer, timeProvider ?? TimeProvider.System);

    /// <summary>Has the function called by a worker, as soon as one is free (Python: Executor.submit).</summary>
    /// <typeparam name="TArg">What the function takes.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="function">What to call.</param>
    /// <param name="argument">What to call it with. Its text names the future.</param>
    /// <returns>The future of the call.</returns>
    /// <exception cref="InvalidOperationException">The executor was shut down.</exception>
    public abstract Future<TResult> Submit<TArg, TResult>(Func<TArg, TResult> function, TArg argument);

    /// <summary>
    /// Calls the function with each argument, concurrently, and yields the results in the order of the arguments
    /// (Python: Executor.map).
    /// </summary>
    /// <remarks>
    /// Arguments are read and submitted at this call, up to <paramref name="bufferSize"/> of them; what goes wrong in
    /// that is thrown here, and what was submitted before is cancelled. Each result taken lets one more argument be
    /// read, on the consumer's thread; what goes wrong in that is thrown after the results that come before it.
    /// <para>The sequence can be enumerated once and by one thread, and keeps no reference to what it has yielded.
    /// However its enumeration ends, what has not started by then is cancelled. If it is never enumerated, what was
    /// submitted runs to its end.</para>
    /// </remarks>
    /// <typeparam name="TArg">What the function takes.</typeparam>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="function">What to call.</param>
    /// <param name="arguments">What to call it with.</param>
    /// <param name="timeout">One limit for all, counted from this call; none by default. Results that are there come
    /// even after it. Values as for <see cref="Future"/>.</param>
    /// <param name="bufferSize">How many arguments to read beyond the results taken, at least 1; all of them by
    /// default.</param>
    /// <returns>The results. Where a call raised, enumerating throws what it raised, and ends.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferSize"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The executor was shut down, or the sequence is enumerated a second
    /// time.</exception>
    /// <exception cref="TimeoutException">While enumerating: the next result is not there in time.</exception>
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
    /// Takes no more calls, and lets its workers go when they have made those it has (Python: Executor.shutdown).
    /// May be called again, to wait or to cancel after all.
    /// </summary>
    /// <param name="wait">Whether to return only when all calls are done and the workers gone.</param>
    /// <param name="cancelFutures">Whether to cancel, first of all, every future that has not started.</param>
    public abstract void Shutdown(bool wait = true, bool cancelFutures = false);

    /// <summary>Shuts down, and waits for all calls (Python: the end of a with statement).</summary>
    public void Dispose()
    {
        Shutdown(wait: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A new future, of which the observer has been told. To be called outside all locks.</summary>
    private protected Future<TResult> NewFuture<TResult>(object? argument)
    {
        var future = new Future<TResult>(Label.Of(argument), _clock, _observer);
        future.TellSubmitted(argument);
        return future;
    }

    private protected static InvalidOperationException ShutDownError() =>
        new("The executor was shut down and takes no more calls.");
}

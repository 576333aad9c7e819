namespace FlagDashboard.Futures;

/// <summary>
/// Calls functions on threads of its own; a function may block its thread. Corresponds to Python's ThreadPoolExecutor. Thread-safe.
/// </summary>
/// <remarks>
/// Threads start on demand, and an idle thread is used before another starts. Threads live until the shutdown. They are background threads,
/// so a program that ends does not wait for them: dispose the executor if its calls matter. If an executor is never shut down, its
/// finalizer lets the threads end after the submitted calls.
/// <para>As in Python, a call that waits for another call of the same executor may deadlock, because no thread may be left to make the
/// other call.</para>
/// </remarks>
public sealed class ThreadPoolExecutor : Executor
{
    private static int _lastPoolNumber = -1;

    private readonly WorkerPool _workers;

    /// <summary>Makes an executor. No thread starts yet.</summary>
    /// <param name="maxWorkers">The maximum number of threads, from 1. By default, as in Python, the number of processors
    /// plus 4, but at most 32.</param>
    /// <param name="observer">Is notified of every future; none by default.</param>
    /// <param name="timeProvider">The clock for timeouts; the system's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxWorkers"/> is less than 1.</exception>
    public ThreadPoolExecutor(int? maxWorkers = null, IFutureObserver? observer = null, TimeProvider? timeProvider = null)
        : base(observer, timeProvider)
    {
        var limit = maxWorkers ?? Math.Min(32, Environment.ProcessorCount + 4);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit, nameof(maxWorkers));
        _workers = new WorkerPool(limit, $"{nameof(ThreadPoolExecutor)}-{Interlocked.Increment(ref _lastPoolNumber)}");
    }

    /// <summary>
    /// Lets the threads of an executor end if it was never shut down. The finalizer can run while threads live, because they refer to the
    /// <see cref="WorkerPool"/> and not to the executor.
    /// </summary>
    ~ThreadPoolExecutor() => _workers?.Close();

    /// <inheritdoc/>
    /// <remarks>
    /// The call does not run in the <see cref="ExecutionContext"/> of the code that submitted it. A thread makes calls for many submitters.
    /// If it captured the context of the first submitter, the calls of all others would see the values of that context.
    /// </remarks>
    public override Future<TResult> Submit<TArg, TResult>(Func<TArg, TResult> function, TArg argument)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (_workers.IsClosed)
            throw CreateShutDownException();

        var future = CreateFuture<TResult>(argument);
        var accepted = _workers.TryAdd(new ThreadWorkItem<TArg, TResult>(future, function, argument));
        // Keeps this executor reachable until this line. Otherwise its finalizer could close the pool while this method is still adding the
        // call.
        GC.KeepAlive(this);
        if (accepted)
            return future;

        // TryAdd has refused the call, because the pool was closed while this method ran. CreateFuture has already told the observer that
        // the future was submitted, so Cancel tells it that the future has ended.
        future.Cancel();
        throw CreateShutDownException();
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Never waits if a function or callback calls this method on one of the executor's own threads, because that thread would wait for its
    /// own end.
    /// </remarks>
    public override void Shutdown(bool wait = true, bool cancelFutures = false) => _workers.Shutdown(wait, cancelFutures);
}

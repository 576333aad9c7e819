namespace FlagDashboard.Futures;

/// <summary>
/// Calls functions on threads of its own, which block where the functions block (Python: ThreadPoolExecutor).
/// </summary>
/// <remarks>
/// Threads start on demand, an idle one is used before another starts, and they live until the shutdown. They are
/// background threads: a program that ends does not wait for them, so dispose the executor if the calls matter.
/// One that is forgotten without a shutdown makes the calls it has and then lets its threads go.
/// A call that waits for another call of the same executor may wait forever, since there may be no thread to make it.
/// </remarks>
public sealed class ThreadPoolExecutor : Executor
{
    private static int _pools = -1;

    private readonly WorkerPool _workers;

    /// <summary>Makes an executor; no thread starts yet.</summary>
    /// <param name="maxWorkers">The most threads there may be, at least 1; by default the number of processors plus
    /// 4, but at most 32.</param>
    /// <param name="observer">Sees what happens to each future; nobody by default.</param>
    /// <param name="timeProvider">The clock that timeouts are counted on; the system's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxWorkers"/> is less than 1.</exception>
    public ThreadPoolExecutor(int? maxWorkers = null, IFutureObserver? observer = null, TimeProvider? timeProvider = null)
        : base(observer, timeProvider)
    {
        var most = maxWorkers ?? Math.Min(32, Environment.ProcessorCount + 4);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most, nameof(maxWorkers));
        _workers = new WorkerPool(most, $"{nameof(ThreadPoolExecutor)}-{Interlocked.Increment(ref _pools)}");
    }

    /// <summary>Lets the threads of a forgotten executor go. They refer to the pool of workers, not to this.</summary>
    ~ThreadPoolExecutor() => _workers?.Close();

    /// <inheritdoc/>
    /// <remarks>
    /// The call does not see the submitter's <see cref="ExecutionContext"/>: as in Python, a thread belongs to
    /// nobody, and one that carried the first submitter's values would carry them for all.
    /// </remarks>
    public override Future<TResult> Submit<TArg, TResult>(Func<TArg, TResult> function, TArg argument)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (_workers.Closed)
            throw ShutDownError();

        var future = NewFuture<TResult>(argument);
        var taken = _workers.TryAdd(new ThreadWorkItem<TArg, TResult>(future, function, argument));
        GC.KeepAlive(this);
        if (taken)
            return future;

        // Shut down meanwhile, perhaps by the observer: it has seen the future begin, and now sees it end.
        future.Cancel();
        throw ShutDownError();
    }

    /// <inheritdoc/>
    /// <remarks>
    /// One of its own threads, in a call or a callback, never waits here: it would wait for its own end.
    /// </remarks>
    public override void Shutdown(bool wait = true, bool cancelFutures = false) => _workers.Shutdown(wait, cancelFutures);
}

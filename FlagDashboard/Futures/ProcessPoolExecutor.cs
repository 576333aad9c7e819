using System.Diagnostics;
using FlagDashboard.Futures.Processes;

namespace FlagDashboard.Futures;

/// <summary>
/// Calls functions in processes of its own, so that they share neither memory nor a lock with this one
/// (Python: ProcessPoolExecutor).
/// </summary>
/// <remarks>
/// A function is found by its name in the other process, so it must be a static method, of any accessibility and in any
/// assembly that is a file; its argument and its result cross as JSON, so they arrive as copies. What it raises arrives
/// as a <see cref="RemoteException"/>. What it prints goes to standard error; standard input and output belong to the
/// executor.
/// <para>Processes start on demand, an idle one is used before another starts, and they live until the shutdown. They end
/// with this process, however it ends, even in the middle of a call; one that is forgotten without a shutdown makes the
/// calls it has and then lets its processes go.</para>
/// <para>A process that dies, writes to its standard output or no longer answers breaks the pool: the others are killed,
/// every future that is not done raises <see cref="BrokenProcessPoolException"/>, and so does every later call. A call may
/// take as long as it likes.</para>
/// </remarks>
public sealed class ProcessPoolExecutor : Executor
{
    private static int _pools = -1;

    private readonly WorkerProcessPool _children;

    /// <summary>Makes an executor; no process starts yet.</summary>
    /// <param name="maxWorkers">The most processes there may be, at least 1; by default the number of processors.</param>
    /// <param name="observer">Sees what happens to each future and each worker; nobody by default.</param>
    /// <param name="timeProvider">The clock that timeouts are counted on; the system's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxWorkers"/> is less than 1.</exception>
    public ProcessPoolExecutor(int? maxWorkers = null, IFutureObserver? observer = null, TimeProvider? timeProvider = null)
        : this(maxWorkers, observer, timeProvider, WorkerCommand.Default)
    {
    }

    internal ProcessPoolExecutor(int? maxWorkers, IFutureObserver? observer, TimeProvider? timeProvider, Func<ProcessStartInfo> command)
        : base(observer, timeProvider)
    {
        var most = maxWorkers ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most, nameof(maxWorkers));
        var name = $"{nameof(ProcessPoolExecutor)}-{Interlocked.Increment(ref _pools)}";
        _children = new WorkerProcessPool(most, name, observer, timeProvider ?? TimeProvider.System, command);
    }

    /// <summary>Lets the processes of a forgotten executor go.</summary>
    ~ProcessPoolExecutor() => _children?.Workers.Close();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Another process cannot find the function; the message says why.</exception>
    /// <exception cref="BrokenProcessPoolException">A worker process died.</exception>
    /// <remarks>An argument or a result that cannot be written as JSON is raised by the call's future alone.</remarks>
    public override Future<TResult> Submit<TArg, TResult>(Func<TArg, TResult> function, TArg argument)
    {
        ArgumentNullException.ThrowIfNull(function);
        var name = StaticFunction.Of(function);
        if (_children.Workers.Closed)
            throw Refusal();

        var future = NewFuture<TResult>(argument);
        var taken = _children.Workers.TryAdd(new ProcessWorkItem<TArg, TResult>(future, function, name, argument, _children));
        GC.KeepAlive(this);
        if (taken)
            return future;

        // Shut down or broken meanwhile: the observer has seen the future begin, and now sees it end.
        future.Cancel();
        throw Refusal();
    }

    /// <inheritdoc/>
    /// <remarks>One of its own threads, in a callback, never waits here: it would wait for its own end.</remarks>
    public override void Shutdown(bool wait = true, bool cancelFutures = false) => _children.Workers.Shutdown(wait, cancelFutures);

    /// <summary>
    /// Shuts down without waiting, cancels every future that has not started, and kills the processes, so that the calls
    /// they are making raise <see cref="BrokenProcessPoolException"/> (Python: kill_workers). May be called at any time,
    /// and again.
    /// </summary>
    public void KillWorkers()
    {
        Shutdown(wait: false, cancelFutures: true);
        _children.Break("the worker processes were killed: KillWorkers was called");
    }

    private Exception Refusal() => _children.Broken is { } broken ? broken : ShutDownError();
}

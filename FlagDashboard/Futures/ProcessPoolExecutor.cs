using System.Diagnostics;
using FlagDashboard.Futures.Processes;

namespace FlagDashboard.Futures;

/// <summary>
/// Calls functions in worker processes, which share neither memory nor locks with this process. Corresponds to Python's
/// ProcessPoolExecutor. Thread-safe.
/// </summary>
/// <remarks>
/// A worker process finds a function by its name. The function must therefore be a static method, of any accessibility, in an assembly that
/// was loaded from a file. Arguments and results are sent as JSON and arrive as equal copies. A value whose declared type is object arrives
/// as <see cref="System.Text.Json.JsonElement"/>. An exception arrives as a <see cref="RemoteException"/>. The executor uses the standard
/// input and output of a worker, so the console output of a function goes to standard error.
/// <para>Processes start on demand, and an idle process is used before another starts. Processes live until the shutdown, and end when
/// this process ends in any way, even in the middle of a call. If an executor is never shut down, its finalizer lets the processes end
/// after the submitted calls.</para>
/// <para>A process that dies, writes to its standard output, or stops answering breaks the pool. As in Python, the other processes are then
/// killed, every future that is not done raises <see cref="BrokenProcessPoolException"/>, and so does every later Submit. The duration of a
/// call is not limited.</para>
/// </remarks>
public sealed class ProcessPoolExecutor : Executor
{
    private static int _lastPoolNumber = -1;

    private readonly WorkerProcessPool _processes;

    /// <summary>Makes an executor. No process starts yet.</summary>
    /// <param name="maxWorkers">The maximum number of processes, from 1; by default the number of processors.</param>
    /// <param name="observer">Is notified of every future and every worker; none by default.</param>
    /// <param name="timeProvider">The clock for timeouts; the system's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxWorkers"/> is less than 1.</exception>
    public ProcessPoolExecutor(int? maxWorkers = null, IFutureObserver? observer = null, TimeProvider? timeProvider = null)
        : this(maxWorkers, observer, timeProvider, WorkerCommand.ForThisProgram)
    {
    }

    internal ProcessPoolExecutor(int? maxWorkers, IFutureObserver? observer, TimeProvider? timeProvider, Func<ProcessStartInfo> command)
        : base(observer, timeProvider)
    {
        var limit = maxWorkers ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit, nameof(maxWorkers));
        var name = $"{nameof(ProcessPoolExecutor)}-{Interlocked.Increment(ref _lastPoolNumber)}";
        _processes = new WorkerProcessPool(limit, name, observer, timeProvider ?? TimeProvider.System, command);
    }

    /// <summary>Tells the worker processes to end after the submitted calls, if the executor was never shut down.</summary>
    ~ProcessPoolExecutor() => _processes?.Threads.Close();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A worker process could not find the function; the message says why.</exception>
    /// <exception cref="BrokenProcessPoolException">The pool is broken.</exception>
    /// <remarks>
    /// If the argument or the result cannot be written as JSON, or would arrive changed, only the future of this call raises an exception.
    /// </remarks>
    public override Future<TResult> Submit<TArg, TResult>(Func<TArg, TResult> function, TArg argument)
    {
        ArgumentNullException.ThrowIfNull(function);
        var name = StaticFunctionName.From(function);
        if (_processes.Threads.IsClosed)
            throw CreateRefusedException();

        var future = CreateFuture<TResult>(argument);
        var accepted = _processes.Threads.TryAdd(new ProcessWorkItem<TArg, TResult>(future, function, name, argument, _processes));
        // Keeps this executor reachable until this line. Otherwise its finalizer could close the pool while this method is still adding the
        // call.
        GC.KeepAlive(this);
        if (accepted)
            return future;

        // The pool was closed while this method ran. The observer has already been told that the future was submitted, so Cancel must tell
        // it that the future has ended.
        future.Cancel();
        throw CreateRefusedException();
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Never waits if a callback calls this method on one of the executor's own threads, because that thread would wait for its own end.
    /// </remarks>
    public override void Shutdown(bool wait = true, bool cancelFutures = false) => _processes.Threads.Shutdown(wait, cancelFutures);

    /// <summary>
    /// Shuts down without waiting, cancels every pending future, and kills the processes. Calls that are running raise
    /// <see cref="BrokenProcessPoolException"/>. Corresponds to Python's ProcessPoolExecutor.kill_workers. May be called more than once.
    /// </summary>
    public void KillWorkers()
    {
        Shutdown(wait: false, cancelFutures: true);
        _processes.TerminateBroken("the worker processes were killed: KillWorkers was called");
    }

    private Exception CreateRefusedException() => _processes.BrokenError is { } broken ? broken : CreateShutDownException();
}

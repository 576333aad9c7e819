namespace FlagDashboard.Futures;

/// <summary>
/// An observer that an executor notifies of every step of every future. Calls can thus be recorded without code in the called functions.
/// </summary>
/// <remarks>
/// Each event of a future is reported at most once, in this order: Submitted, Started, Finished; or Submitted, Cancelled; or
/// Submitted, Finished if a process pool broke before a worker started the call. A future that is cancelled while
/// <see cref="Submitted"/> still runs is reported as Cancelled before Submitted returns.
/// <para>Events of different futures arrive concurrently, on different threads: implementations must be thread-safe. The
/// executor holds no lock during a notification, so an observer may call any member, <see cref="Future.Cancel"/> included. The
/// future waits until the observer returns, so observers should be fast.</para>
/// <para>An exception of an observer is written to <see cref="System.Diagnostics.Trace"/> and otherwise ignored. Observers that
/// need their failures reported must catch them.</para>
/// </remarks>
public interface IFutureObserver
{
    /// <summary>A future was made. Called on the submitting thread, before any worker can start the call.</summary>
    /// <param name="future">The pending future. From here on any thread may cancel it.</param>
    /// <param name="argument">The argument of the call.</param>
    void Submitted(Future future, object? argument);

    /// <summary>A worker starts a call. Called on the worker's thread, when the future is Running, before its function is
    /// called.</summary>
    /// <param name="future">The running future.</param>
    /// <param name="worker">The worker's number in its executor, from 1. A worker keeps its number.</param>
    void Started(Future future, int worker);

    /// <summary>
    /// A call returned or raised. Called on the worker's thread while the future is still Running: no other thread can see the
    /// outcome before this method returns.
    /// </summary>
    /// <param name="future">The future that is about to be Finished.</param>
    /// <param name="result">The value that the function returned; null if it raised.</param>
    /// <param name="error">The exception that the function raised; null if it returned.</param>
    void CallEnded(Future future, object? result, Exception? error);

    /// <summary>A future was cancelled. Called on the cancelling thread, after the state has changed, before waiting threads
    /// wake and callbacks run.</summary>
    /// <param name="future">The cancelled future.</param>
    void Cancelled(Future future);

    /// <summary>
    /// The code that enumerates a sequence of <see cref="Executor.Map"/> is about to get the exception of a call. Called on the thread of
    /// that code, before the exception leaves the sequence and pending calls are cancelled.
    /// </summary>
    /// <param name="future">The finished future of the call.</param>
    /// <param name="error">The exception that the call raised.</param>
    void RaisedByMap(Future future, Exception error)
    {
    }

    /// <summary>A worker process is about to start. Called on the worker's thread. Only process pools report this: a worker
    /// thread is ready at once.</summary>
    /// <param name="worker">The worker's number in its executor, from 1.</param>
    void WorkerProcessStarting(int worker)
    {
    }

    /// <summary>A worker process has started and has an id. Called on the worker's thread.</summary>
    /// <param name="worker">The worker's number in its executor, from 1.</param>
    /// <param name="name">The name by which the operating system knows the worker, for example “pid 4711”.</param>
    void WorkerProcessNamed(int worker, string name)
    {
    }

    /// <summary>A worker process accepts calls. Called on the worker's thread, before its first call.</summary>
    /// <param name="worker">The worker's number in its executor, from 1.</param>
    void WorkerProcessReady(int worker)
    {
    }
}

namespace FlagDashboard.Futures;

/// <summary>
/// Sees what happens to every future of an executor, with no code in the functions it runs.
/// </summary>
/// <remarks>
/// Each event of one future happens at most once, and their order is Submitted, Started, Finished, or
/// Submitted, Cancelled; or Submitted, Finished for one that no worker took before the pool of processes broke.
/// (A future cancelled while <see cref="Submitted"/> still runs is Cancelled within it.)
/// Events of different futures come at the same time from different threads. No lock is held during a call, so an
/// observer may call anything, <see cref="Future.Cancel"/> included. What it throws is traced and stops nobody,
/// but while it runs the future waits for it: be quick.
/// </remarks>
public interface IFutureObserver
{
    /// <summary>Called on the submitting thread, before any worker can take the future.</summary>
    /// <param name="future">The new future. It may be cancelled from here on, by any thread.</param>
    /// <param name="argument">What its function will be called with.</param>
    void Submitted(Future future, object? argument);

    /// <summary>Called by the worker when the future is Running, before its function is called.</summary>
    /// <param name="future">The running future.</param>
    /// <param name="worker">The worker's number in its executor, from 1; it stays with the worker.</param>
    void Started(Future future, int worker);

    /// <summary>
    /// Called by the worker before anyone can see the outcome: whatever a consumer does with it comes later.
    /// The future is still Running.
    /// </summary>
    /// <param name="future">The future about to be Finished.</param>
    /// <param name="result">What its function returned; null if it raised.</param>
    /// <param name="error">What its function raised; null if it returned.</param>
    void Finished(Future future, object? result, Exception? error);

    /// <summary>Called by the cancelling thread, after the state changed, before waiting threads and callbacks learn.</summary>
    /// <param name="future">The cancelled future.</param>
    void Cancelled(Future future);

    /// <summary>
    /// Called on a worker's thread before the worker can take anything: its process is about to start. Threads, which start at once, are
    /// not told.
    /// </summary>
    /// <param name="worker">The worker's number in its executor, from 1.</param>
    void WorkerStarting(int worker)
    {
    }

    /// <summary>Called on a worker's thread as soon as the worker has a name that others know it by too.</summary>
    /// <param name="worker">The worker's number in its executor, from 1.</param>
    /// <param name="name">Its name: “pid 4711” for a process.</param>
    void WorkerNamed(int worker, string name)
    {
    }

    /// <summary>Called on a worker's thread when its process is up, before it takes a future.</summary>
    /// <param name="worker">The worker's number in its executor, from 1.</param>
    void WorkerReady(int worker)
    {
    }
}

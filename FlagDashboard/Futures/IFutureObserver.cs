namespace FlagDashboard.Futures;

/// <summary>
/// Sees what happens to every future of an executor, with no code in the functions it runs.
/// </summary>
/// <remarks>
/// Each event of one future happens at most once, and their order is Submitted, Started, Finished, or
/// Submitted, Cancelled. (A future cancelled while <see cref="Submitted"/> still runs is Cancelled within it.)
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
}

namespace FlagDashboard.Futures;

/// <summary>A call in the queue of a <see cref="WorkerPool"/>, and its future.</summary>
internal abstract class WorkItem
{
    /// <summary>Whether the future was cancelled, so that no worker needs to take this item.</summary>
    public abstract bool Cancelled { get; }

    public abstract void Cancel();

    /// <summary>Makes the call on the thread of a worker.</summary>
    /// <param name="worker">The worker's number, from 1.</param>
    /// <returns>A function that completes the future, and returns the callbacks to run, if any. Null if the future was
    /// cancelled, so that no call was made.</returns>
    public abstract Func<Action?>? Run(int worker);
}

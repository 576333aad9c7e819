namespace FlagDashboard.Python;

/// <summary>What the workers of the experiment about the lock have told so far. Not thread-safe.</summary>
internal interface IWorkerRecords
{
    /// <summary>Returns the last time at which a worker told that it computes, in ms since the race began.</summary>
    /// <param name="worker">The number of the worker, from 1.</param>
    double LastComputingMsOf(int worker);

    /// <summary>Returns the records of a part that were not read before.</summary>
    /// <param name="part">The number of the worker, from 1; 0 for the consuming code.</param>
    IEnumerable<GilEvent> ReadNewRecords(int part);
}

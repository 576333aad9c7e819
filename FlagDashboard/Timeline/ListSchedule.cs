namespace FlagDashboard.Timeline;

/// <summary>List scheduling: the next call always goes to the worker that is free first.</summary>
public static class ListSchedule
{
    /// <summary>When the last call is through, in ms; 0 without any.</summary>
    /// <param name="callsMs">How long each call takes, in ms, in the order in which they are taken.</param>
    /// <param name="workers">How many workers there are; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no worker.</exception>
    public static double Finish(IEnumerable<double> callsMs, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        return Finish(Enumerable.Repeat(0.0, workers), callsMs);
    }

    /// <summary>Likewise, if each worker is at something until it is free.</summary>
    /// <param name="freeAfterMs">When each worker is free, in ms; at least one.</param>
    /// <param name="callsMs">How long each call takes, in ms.</param>
    internal static double Finish(IEnumerable<double> freeAfterMs, IEnumerable<double> callsMs)
    {
        var freeAfter = new PriorityQueue<double, double>(freeAfterMs.Select(ms => (ms, ms)));
        var last = freeAfter.UnorderedItems.Max(worker => worker.Element);
        foreach (var call in callsMs)
        {
            var free = freeAfter.Dequeue() + call;
            freeAfter.Enqueue(free, free);
            last = Math.Max(last, free);
        }

        return last;
    }
}

namespace FlagDashboard.Timeline;

/// <summary>List scheduling: the next call always goes to the worker that becomes free first.</summary>
public static class ListSchedule
{
    /// <summary>The time at which the last call ends, in ms; 0 without calls.</summary>
    /// <param name="callsMs">The duration of each call, in ms, in the order in which workers take them.</param>
    /// <param name="workers">The number of workers; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="workers"/> is less than 1.</exception>
    public static double MakespanMs(IEnumerable<double> callsMs, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        return MakespanMs(Enumerable.Repeat(0.0, workers), callsMs);
    }

    /// <summary>The time at which the last call ends, in ms, if each worker is busy with earlier work at first.</summary>
    /// <param name="freeAfterMs">The time at which each worker becomes free, in ms; at least one.</param>
    /// <param name="callsMs">The duration of each call, in ms, in the order in which workers take them.</param>
    internal static double MakespanMs(IEnumerable<double> freeAfterMs, IEnumerable<double> callsMs)
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

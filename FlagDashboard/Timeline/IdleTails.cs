using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The time for which a worker was idle at the end of a run because nothing was left to start.</summary>
/// <param name="Worker">The number of the worker, from 1.</param>
/// <param name="FromMs">The start of the idle time, in ms since the race began.</param>
/// <param name="IdleMs">The length of the idle time, in ms.</param>
/// <param name="LastFuture">The last future that the worker ran; null if it never ran one.</param>
public readonly record struct IdleTail(int Worker, double FromMs, double IdleMs, FutureRecord? LastFuture);

/// <summary>Computes how long each worker was idle at the end of a run.</summary>
public static class IdleTails
{
    /// <summary>
    /// The idle time of every worker, in order of their numbers; empty before the end of the run, and if nothing ever started.
    /// </summary>
    public static IReadOnlyList<IdleTail> Of(RunState run)
    {
        var taken = run.Futures.Where(future => future.StartedAtMs is not null).ToLookup(future => future.Worker);
        if (run.FinishedAtMs is not { } end || taken.Count == 0)
            return [];
        // Idle time counts only from the start of the last future. Before that start, an idle worker could still have got a call.
        var nothingLeftAt = taken.SelectMany(futures => futures).Max(future => future.StartedAtMs!.Value);
        return [.. Enumerable.Range(1, run.Workers).Select(worker =>
        {
            var last = taken[worker].MaxBy(future => future.FinishedAtMs);
            var from = Math.Max(nothingLeftAt, last?.FinishedAtMs ?? nothingLeftAt);
            return new IdleTail(worker, from, end - from, last);
        })];
    }
}

using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>How long a worker was idle at the end of a run, because nothing was left to start.</summary>
/// <param name="Worker">Which, from 1.</param>
/// <param name="FromMs">Since when, in ms since the race began.</param>
/// <param name="IdleMs">How long, in ms.</param>
/// <param name="Last">What it did last; null if it never did anything.</param>
public readonly record struct WorkerIdle(int Worker, double FromMs, double IdleMs, FutureRecord? Last);

/// <summary>The ends of the workers of a run.</summary>
public static class IdleTails
{
    /// <summary>Of every worker, in order; empty before the end of the run, and if nothing ever started.</summary>
    public static IReadOnlyList<WorkerIdle> Of(RunState run)
    {
        var taken = run.Futures.Where(future => future.StartedAt is not null).ToLookup(future => future.Worker);
        if (run.FinishedAt is not { } end || taken.Count == 0)
            return [];
        // As long as something was left to start, an idle worker is another matter.
        var nothingLeftAt = taken.SelectMany(futures => futures).Max(future => future.StartedAt!.Value);
        return [.. Enumerable.Range(1, run.Workers).Select(worker =>
        {
            var last = taken[worker].MaxBy(future => future.FinishedAt);
            var from = Math.Max(nothingLeftAt, last?.FinishedAt ?? nothingLeftAt);
            return new WorkerIdle(worker, from, end - from, last);
        })];
    }
}

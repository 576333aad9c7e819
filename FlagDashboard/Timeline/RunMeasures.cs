using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>Measures of a finished run besides its elapsed time. All times are in ms.</summary>
/// <param name="FirstResultMs">The time from the start of the run until the consuming code received its first good result; null if it
/// received none.</param>
/// <param name="TotalHeldMs">The time for which finished futures waited to be received, summed over all of them. A future that was never
/// received counts until the end of the run.</param>
/// <param name="LongestHeldMs">The longest time for which one future waited to be received.</param>
/// <param name="TotalIdleMs">The time for which workers had nothing to do, summed over all of them: workers × elapsed − work.</param>
/// <param name="TotalIdleAtEndMs">The part of <paramref name="TotalIdleMs"/> at the end of the run, when nothing was left to start.</param>
/// <param name="Ideal">The fastest that the run could have been; null unless it completed.</param>
public sealed record RunMeasures(
    double? FirstResultMs, double TotalHeldMs, double LongestHeldMs, double TotalIdleMs, double TotalIdleAtEndMs, Ideal? Ideal)
{
    /// <summary>Measures a finished run.</summary>
    /// <exception cref="InvalidOperationException">The run is not finished.</exception>
    public static RunMeasures Of(RunState run)
    {
        if (run.FinishedAtMs is not { } end)
            throw new InvalidOperationException($"The run of {run.Mode} is not finished.");
        var held = run.Futures.Where(future => future.Status is not (null or Outcome.Cancelled))
            .Select(future => (future.ReceivedAtMs ?? end) - future.FinishedAtMs!.Value).ToList();
        var work = run.Futures.Sum(future => future.RunningMs ?? 0);
        return new(
            run.Received.FirstOrDefault(future => future.Status == Outcome.Ok)?.ReceivedAtMs - run.StartedAtMs,
            held.Sum(),
            held.DefaultIfEmpty().Max(),
            Math.Max(0, (run.Workers * run.ElapsedMs!.Value) - work),
            IdleTails.Of(run).Sum(tail => tail.IdleMs),
            Timeline.Ideal.Of(run));
    }
}

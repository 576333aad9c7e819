using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What there is to measure of a finished run besides its time. Times in ms.</summary>
/// <param name="FirstMs">When the consuming code had its first good result, since the run began; null if none came.</param>
/// <param name="HeldMs">How long finished futures waited to be received, all together; those never received, until the run's end.</param>
/// <param name="LongestHeldMs">How long the one that waited longest did.</param>
/// <param name="IdleMs">Workers × elapsed − work: what workers were there for and not used.</param>
/// <param name="IdleAtEndMs">What of that lies at the end, when nothing was left to start.</param>
/// <param name="Ideal">How fast it could have been; null unless it came through.</param>
public sealed record RunMeasures(double? FirstMs, double HeldMs, double LongestHeldMs, double IdleMs, double IdleAtEndMs, Ideal? Ideal)
{
    /// <summary>The measures of a run that is finished.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static RunMeasures Of(RunState run)
    {
        if (run.FinishedAt is not { } end)
            throw new InvalidOperationException($"The run of {run.Mode} is not finished.");
        var held = run.Futures.Where(future => future.Status is not (null or Outcome.Cancelled))
            .Select(future => (future.ReceivedAt ?? end) - future.FinishedAt!.Value).ToList();
        var work = run.Futures.Sum(future => future.WorkMs ?? 0);
        return new(
            run.Received.FirstOrDefault(future => future.Status == Outcome.Ok)?.ReceivedAt - run.StartedAt,
            held.Sum(),
            held.DefaultIfEmpty().Max(),
            Math.Max(0, (run.Workers * run.Elapsed!.Value) - work),
            IdleTails.Of(run).Sum(tail => tail.IdleMs),
            Timeline.Ideal.Of(run));
    }
}

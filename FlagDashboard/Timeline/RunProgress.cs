using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>How far a run is, at some time.</summary>
/// <param name="Total">How many futures.</param>
/// <param name="Received">How many the consuming code has.</param>
/// <param name="Finished">How many have their outcome.</param>
/// <param name="Held">How many are finished and wait to be received.</param>
/// <param name="PerSecond">How many came well a second, on average since the run began: the calmest smoothing; null before the first
/// outcome.</param>
/// <param name="LeftMs">
/// How long the rest takes on the workers there are, in ms; null before the first and after the last. (Elapsed ÷ done × left would
/// be far off until each worker has brought its first: see <see cref="Estimator.Workers"/>.) A run that is made by hand has no pace.
/// </param>
public sealed record RunProgress(int Total, int Received, int Finished, int Held, double? PerSecond, double? LeftMs)
{
    /// <summary>What the consuming code has, of 100.</summary>
    public double Percent => 100.0 * Received / Math.Max(Total, 1);

    /// <summary>What is finished, of 100: never less than <see cref="Percent"/>.</summary>
    public double FinishedPercent => 100.0 * Finished / Math.Max(Total, 1);

    /// <summary>The progress of <paramref name="run"/>, <paramref name="nowMs"/> after the race began.</summary>
    public static RunProgress Of(RunState run, double nowMs)
    {
        // Cancelled futures are through, but nothing was done for them.
        var total = run.Futures.Count;
        var finished = run.Done - run.Count(Outcome.Cancelled);
        var elapsed = (run.EndedAt ?? nowMs) - (run.StartedAt ?? nowMs);
        var pace = finished > 0 && elapsed > 0 && !run.Info.IsInteractive ? run.Count(Outcome.Ok) / elapsed : (double?)null;
        var left = run.EndedAt is null && pace is not null ? TimeLeft.Of(Estimator.Workers, ProgressSnapshot.At(run, nowMs))?.LeftMs : null;
        return new(total, run.Received.Count, finished, Math.Max(0, finished - run.Received.Count), 1000 * pace, left);
    }
}

using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The progress of a run at some time.</summary>
/// <param name="FutureCount">The number of futures.</param>
/// <param name="Received">The number of futures that the consuming code has received.</param>
/// <param name="Finished">The number of futures that have an outcome, without cancelled ones.</param>
/// <param name="Held">The number of futures that are finished and not yet received.</param>
/// <param name="OkResultsPerSecond">
/// The number of good results per second, averaged since the run began, because this average varies least. Null before the first outcome,
/// and for an interactive run.
/// </param>
/// <param name="LeftMs">The estimated time for the remaining futures, in ms, by <see cref="Estimator.Workers"/>. The simple estimate,
/// elapsed ÷ done × left, is far off until each worker has finished its first call. Null before the first outcome, after the end, and for a
/// run whose number of futures is not known.</param>
public sealed record RunProgress(int FutureCount, int Received, int Finished, int Held, double? OkResultsPerSecond, double? LeftMs)
{
    /// <summary>The number of received futures whose outcome is not a good result.</summary>
    public int ReceivedFailures { get; init; }

    /// <summary>The share of futures that the consuming code has received, from 0 to 100.</summary>
    public double ReceivedPercent => 100.0 * Received / Math.Max(FutureCount, 1);

    /// <summary>
    /// The share of futures that the consuming code has received without a good result, from 0 to <see cref="ReceivedPercent"/>.
    /// </summary>
    public double ReceivedFailuresPercent => 100.0 * ReceivedFailures / Math.Max(FutureCount, 1);

    /// <summary>The share of futures that are finished, from 0 to 100; never less than <see cref="ReceivedPercent"/>.</summary>
    public double FinishedPercent => 100.0 * Finished / Math.Max(FutureCount, 1);

    /// <summary>The progress of <paramref name="run"/> at <paramref name="nowMs"/> ms after the race began.</summary>
    public static RunProgress Of(RunState run, double nowMs)
    {
        // The total includes cancelled futures. Cancelled futures do not count as finished, because they have no result.
        var total = run.Futures.Count;
        var finished = run.DoneCount - run.Count(Outcome.Cancelled);
        var elapsed = (run.EndedAtMs ?? nowMs) - (run.StartedAtMs ?? nowMs);
        var pace = finished > 0 && elapsed > 0 && !run.Info.IsExecutorSession ? run.Count(Outcome.Ok) / elapsed : (double?)null;
        var left = run.EndedAtMs is null && pace is not null && run.IsFutureCountKnown
            ? TimeLeft.Of(Estimator.Workers, RunProgressSnapshot.At(run, nowMs))?.LeftMs : null;
        return new(total, run.Received.Count, finished, Math.Max(0, finished - run.Received.Count), 1000 * pace, left)
        {
            ReceivedFailures = run.Received.Count(future => future.Status != Outcome.Ok),
        };
    }
}

using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What a progress display may know of a run at some moment: what the log said by then, and nothing of what came after.</summary>
/// <param name="Total">How many futures the run has.</param>
/// <param name="Workers">How many workers it has; 0 before it began.</param>
/// <param name="ElapsedMs">How long it had been going on, in ms; stands still after its end.</param>
/// <param name="FinishedAfterMs">When each finished future had its outcome, in ms since the run began, in order; without cancelled
/// ones.</param>
/// <param name="MeanMs">How long those took on average, in ms; 0 before the first.</param>
/// <param name="AgesMs">How long each running future had been running, in ms, the oldest first.</param>
/// <param name="Pending">How many waited for a worker, or were not even made.</param>
public sealed record ProgressSnapshot(
    int Total, int Workers, double ElapsedMs, IReadOnlyList<double> FinishedAfterMs, double MeanMs, IReadOnlyList<double> AgesMs,
        int Pending)
{
    /// <summary>How many had their outcome.</summary>
    public int Finished => FinishedAfterMs.Count;

    /// <summary>How many were still to come.</summary>
    public int Left => AgesMs.Count + Pending;

    /// <summary>What was known of <paramref name="run"/> <paramref name="atMs"/> after the race began.</summary>
    public static ProgressSnapshot At(RunState run, double atMs)
    {
        var (workers, began, end, work, cancelled) = (0, atMs, atMs, 0.0, 0);
        var startedAt = new Dictionary<int, double>();
        var finished = new List<double>();
        foreach (var raceEvent in run.Events.TakeWhile(raceEvent => raceEvent.At <= atMs))
        {
            switch (raceEvent.Kind)
            {
                case RaceEventKind.RunStarted:
                    (workers, began) = (raceEvent.Worker, raceEvent.At);
                    break;
                case RaceEventKind.Started:
                    startedAt[raceEvent.Future] = raceEvent.At;
                    break;
                case RaceEventKind.Finished:
                    startedAt.Remove(raceEvent.Future, out var started);
                    if (raceEvent.Status == Outcome.Cancelled)
                    {
                        cancelled++;
                        break;
                    }

                    finished.Add(raceEvent.At - began);
                    work += raceEvent.At - started;
                    break;
                case RaceEventKind.RunFinished:
                    end = raceEvent.At;
                    break;
            }
        }

        var pending = run.Futures.Count - finished.Count - cancelled - startedAt.Count;
        return new(
            run.Futures.Count, workers, end - began, finished, finished.Count > 0 ? work / finished.Count : 0,
            [.. startedAt.Values.Order().Select(started => atMs - started)], pending);
    }
}

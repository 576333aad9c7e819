using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The facts about a run that a progress display can know at a certain time of the race. Later events are ignored.</summary>
/// <param name="FutureCount">The number of futures of the run.</param>
/// <param name="Workers">The number of workers of the run; 0 before it began.</param>
/// <param name="ElapsedMs">The time since the run began, in ms; constant after its end.</param>
/// <param name="FinishTimesMs">The times at which futures finished, in ms since the run began, in ascending order. Cancelled futures are
/// left out.</param>
/// <param name="MeanDurationMs">The average duration of the finished futures, in ms; 0 if no future has finished.</param>
/// <param name="RunningForMs">The time for which each running future has been running, in ms, the longest first.</param>
/// <param name="UnstartedCount">The number of futures that have not started, whether submitted or not.</param>
public sealed record RunProgressSnapshot(
    int FutureCount, int Workers, double ElapsedMs, IReadOnlyList<double> FinishTimesMs, double MeanDurationMs,
        IReadOnlyList<double> RunningForMs,
        int UnstartedCount)
{
    /// <summary>The number of futures that have an outcome, without cancelled ones.</summary>
    public int FinishedCount => FinishTimesMs.Count;

    /// <summary>The number of futures that are running or have not started.</summary>
    public int RemainingCount => RunningForMs.Count + UnstartedCount;

    /// <summary>The snapshot of <paramref name="run"/> at <paramref name="atMs"/> ms after the race began.</summary>
    public static RunProgressSnapshot At(RunState run, double atMs)
    {
        var (workers, began, end, work, cancelled) = (0, atMs, atMs, 0.0, 0);
        var startedAt = new Dictionary<int, double>();
        var finished = new List<double>();
        foreach (var raceEvent in run.Events.TakeWhile(raceEvent => raceEvent.AtMs <= atMs))
        {
            switch (raceEvent.Kind)
            {
                case RaceEventKind.RunStarted:
                    (workers, began) = (raceEvent.Worker, raceEvent.AtMs);
                    break;
                case RaceEventKind.Started:
                    startedAt[raceEvent.Future] = raceEvent.AtMs;
                    break;
                case RaceEventKind.Finished:
                    startedAt.Remove(raceEvent.Future, out var started);
                    if (raceEvent.Status == Outcome.Cancelled)
                    {
                        cancelled++;
                        break;
                    }

                    finished.Add(raceEvent.AtMs - began);
                    work += raceEvent.AtMs - started;
                    break;
                case RaceEventKind.RunFinished:
                    end = raceEvent.AtMs;
                    break;
            }
        }

        var pending = run.Futures.Count - finished.Count - cancelled - startedAt.Count;
        return new(
            run.Futures.Count, workers, end - began, finished, finished.Count > 0 ? work / finished.Count : 0,
            [.. startedAt.Values.Order().Select(started => atMs - started)], pending);
    }
}

using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>The limit that keeps a run from being faster.</summary>
public enum IdealBound
{
    /// <summary>The longest call: more workers would not help.</summary>
    LongestCall,

    /// <summary>The sum of all calls, divided by the number of workers.</summary>
    EvenShare,
}

/// <summary>
/// The shortest time that a run could have taken: its own calls, each with its real duration, on workers that never pause.
/// </summary>
/// <param name="Workers">The number of workers; at least 1.</param>
/// <param name="ElapsedMs">The time at which the last call ends, in ms after the start of the run, if the workers take the calls in the
/// order in which the run started them.</param>
/// <param name="TotalCallMs">The sum of the durations of all calls, in ms. A single worker needs this time.</param>
/// <param name="Longest">The longest call.</param>
public sealed record Ideal(int Workers, double ElapsedMs, double TotalCallMs, FutureRecord Longest)
{
    /// <summary>The duration of the longest call, in ms. The run cannot take less time, however many workers it has.</summary>
    public double LongestCallMs => Longest.RunningMs!.Value;

    /// <summary>
    /// The time that each worker needs if all workers share the calls evenly, in ms. With this number of workers, the run cannot take less
    /// time.
    /// </summary>
    public double EvenShareMs => TotalCallMs / Workers;

    /// <summary>The limit that matters, which is the one with the longer time.</summary>
    public IdealBound Bound => LongestCallMs >= EvenShareMs ? IdealBound.LongestCall : IdealBound.EvenShare;

    /// <summary>
    /// The longer of the two limits, in ms. With this number of workers, the run cannot take less time, whatever the order of the calls.
    /// </summary>
    public double LowerBoundMs => Math.Max(LongestCallMs, EvenShareMs);

    /// <summary>
    /// Whether the page tells the ideal of a run. It does not if the calls slowed each other down, on one GIL or on an event loop that was
    /// blocked. They then took longer than they would have alone, and the ideal would say that nothing can be gained.
    /// </summary>
    public static bool IsTold(RaceState race, RunState run) =>
        ProcessorShare.Of(race, run) is null
        && !(run.Info.WorkerKind == WorkerKind.LoopSlot
            && race.Runs.Any(beside => beside.Info is { IsAuxiliary: true, Id: not ProgramInfo.WaitsRunId }));

    /// <summary>The ideal of a run, if the page tells it.</summary>
    public static Ideal? Of(RaceState race, RunState run) => IsTold(race, run) ? Of(run) : null;

    /// <summary>The ideal of a run; null if the run did not complete, has no finished call, or is interactive.</summary>
    public static Ideal? Of(RunState run)
    {
        if (run.Outcome != Outcome.Ok || run.Info.IsExecutorSession)
            return null;
        var finished = FinishedOrderedByStart(run);
        return finished.Count == 0 ? null
            : new(run.Workers, ListSchedule.MakespanMs(finished.Select(future => future.RunningMs!.Value), run.Workers),
                finished.Sum(future => future.RunningMs!.Value), finished.MaxBy(future => future.RunningMs)!);
    }

    /// <summary>
    /// The futures that workers have finished, in the order in which they started. Futures that started at the same instant are in call
    /// order.
    /// </summary>
    internal static List<FutureRecord> FinishedOrderedByStart(RunState run) =>
        [.. run.Futures.Where(future => future.RunningMs is not null).OrderBy(future => future.StartedAtMs).ThenBy(
            future => future.Number)];
}

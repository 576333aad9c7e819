using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The limit that keeps a run from being faster.</summary>
public enum LimitingFactor
{
    /// <summary>The longest call: more workers would not help.</summary>
    LongestCall,

    /// <summary>The sum of all calls, divided by the number of workers.</summary>
    EvenShare,
}

/// <summary>
/// The fastest that a run could have been: its own calls, each with the duration it really had, on workers that never pause.
/// </summary>
/// <param name="Workers">The number of workers; at least 1.</param>
/// <param name="FinishMs">The time at which the last call ends, in ms after the start of the run, if workers take the calls in the order of
/// the run.</param>
/// <param name="SumMs">The sum of the durations of all calls, in ms: the time that one worker needs.</param>
/// <param name="Longest">The longest call.</param>
public sealed record Ideal(int Workers, double FinishMs, double SumMs, FutureRecord Longest)
{
    /// <summary>The duration of the longest call, in ms. No number of workers is faster.</summary>
    public double LongestMs => Longest.WorkMs!.Value;

    /// <summary>The work of each worker if all share it evenly, in ms. The same number of workers is never faster.</summary>
    public double EvenShareMs => SumMs / Workers;

    /// <summary>The limit with the longer time.</summary>
    public LimitingFactor Bound => LongestMs >= EvenShareMs ? LimitingFactor.LongestCall : LimitingFactor.EvenShare;

    /// <summary>
    /// The time of the stronger limit, in ms. This number of workers cannot be faster, in whatever order they take the calls.
    /// </summary>
    public double LowerBoundMs => Math.Max(LongestMs, EvenShareMs);

    /// <summary>The ideal of a run; null unless the run completed, and null if a person made its calls.</summary>
    public static Ideal? Of(RunState run)
    {
        if (run.Outcome != Outcome.Ok || run.Info.IsInteractive)
            return null;
        var finished = FinishedInStartOrder(run);
        return finished.Count == 0 ? null
            : new(run.Workers, ListSchedule.MakespanMs(finished.Select(future => future.WorkMs!.Value), run.Workers),
                finished.Sum(future => future.WorkMs!.Value), finished.MaxBy(future => future.WorkMs)!);
    }

    /// <summary>
    /// The futures that workers have finished, in the order in which they started. Futures that started at the same instant are in call
    /// order.
    /// </summary>
    internal static List<FutureRecord> FinishedInStartOrder(RunState run) =>
        [.. run.Futures.Where(future => future.WorkMs is not null).OrderBy(future => future.StartedAt).ThenBy(future => future.Number)];
}

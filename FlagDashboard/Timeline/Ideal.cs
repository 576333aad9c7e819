using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What keeps a run from being faster.</summary>
public enum Bound
{
    /// <summary>Its longest call: more workers would not help.</summary>
    Longest,

    /// <summary>All its calls together, shared by its workers.</summary>
    Share,
}

/// <summary>How fast a run could have been: its own calls, each as long as it really took, on workers that never pause.</summary>
/// <param name="Workers">How many workers; at least 1.</param>
/// <param name="FinishMs">When they are through, in ms after the run's start, if they take the calls in the order in which the run
/// did.</param>
/// <param name="SumMs">How long all calls took together, in ms: what one worker needs.</param>
/// <param name="Longest">The longest call.</param>
public sealed record Ideal(int Workers, double FinishMs, double SumMs, FutureRecord Longest)
{
    /// <summary>How long the longest call took, in ms: no number of workers is faster.</summary>
    public double LongestMs => Longest.WorkMs!.Value;

    /// <summary>What each worker has to do if all share evenly, in ms: as many workers are never faster.</summary>
    public double ShareMs => SumMs / Workers;

    /// <summary>Which of the two is the harder limit.</summary>
    public Bound Bound => LongestMs >= ShareMs ? Bound.Longest : Bound.Share;

    /// <summary>That limit, in ms: as many workers cannot be faster, in whatever order they take the calls.</summary>
    public double LeastMs => Math.Max(LongestMs, ShareMs);

    /// <summary>The ideal of a run; null unless it came through, or if a person made its calls.</summary>
    public static Ideal? Of(RunState run)
    {
        if (run.Outcome != Outcome.Ok || run.Info.IsInteractive)
            return null;
        var taken = TakenBy(run);
        return taken.Count == 0 ? null
            : new(run.Workers, ListSchedule.Finish(taken.Select(future => future.WorkMs!.Value), run.Workers),
                taken.Sum(future => future.WorkMs!.Value), taken.MaxBy(future => future.WorkMs)!);
    }

    /// <summary>
    /// What workers were through with, in the order in which they took it: call order, unless two took theirs in the same instant.
    /// </summary>
    internal static List<FutureRecord> TakenBy(RunState run) =>
        [.. run.Futures.Where(future => future.WorkMs is not null).OrderBy(future => future.StartedAt).ThenBy(future => future.Number)];
}

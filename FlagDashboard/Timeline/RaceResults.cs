using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What a finished run came to.</summary>
/// <param name="Run">The run.</param>
/// <param name="ElapsedMs">From its start to its end, in ms.</param>
/// <param name="SpeedUp">How many times faster than the baseline; null where they cannot be compared.</param>
/// <param name="PerSecond">Flags downloaded a second.</param>
/// <param name="Efficiency">Speed-up ÷ workers; null without a speed-up against one worker.</param>
public sealed record RunResult(RunState Run, double ElapsedMs, double? SpeedUp, double PerSecond, double? Efficiency);

/// <summary>The results of a race so far, measured against sequential, or against the slowest when sequential did not race.</summary>
/// <param name="Runs">The finished runs, in the order of the plan.</param>
/// <param name="Baseline">What is measured against; null while it is not through, or was cut short.</param>
/// <param name="Winner">The fastest of the runs that came through, once all are done; null with fewer than two, and if the race was
/// interrupted.</param>
public sealed record RaceResults(IReadOnlyList<RunResult> Runs, RunState? Baseline, RunResult? Winner)
{
    /// <summary>Of a race whose runs are not to be compared.</summary>
    public static RaceResults None { get; } = new([], null, null);

    /// <summary>The results of <paramref name="race"/> so far.</summary>
    public static RaceResults Of(RaceState race)
    {
        var runs = race.Runs.Where(run => !run.Info.IsAuxiliary).ToList();
        var through = runs.Where(run => run.Outcome == Outcome.Ok).ToList();
        var declared = runs.Find(run => run.Info.IsBaseline);
        // One run alone has nothing to be measured against, not even itself.
        var baseline = runs.Count < 2 ? null
            : declared is not null ? through.Find(run => run == declared)
            : race.FinishedAt is null ? null
            : through.MaxBy(run => run.Elapsed);

        var results = runs.Where(run => run.Elapsed is not null).Select(run => Measure(run, baseline)).ToList();
        var winner = race is { FinishedAt: not null, Interrupted: false } && through.Count > 1
            ? results.Where(result => result.Run.Outcome == Outcome.Ok).MinBy(result => result.ElapsedMs)
            : null;
        return new(results, baseline, winner);
    }

    /// <summary>The result of a run; null while there is none.</summary>
    public RunResult? For(RunState run) => Runs.FirstOrDefault(result => result.Run == run);

    private static RunResult Measure(RunState run, RunState? baseline)
    {
        // An elapsed time of 0 exists only on a clock that stands still.
        var elapsed = Math.Max(run.Elapsed!.Value, 0.001);
        var comparable = baseline is not null && run.Outcome == Outcome.Ok;
        var speedUp = comparable ? baseline!.Elapsed!.Value / elapsed : (double?)null;
        return new(run, elapsed, speedUp, 1000 * run.Count(Outcome.Ok) / elapsed,
            baseline?.Workers > 1 ? null : speedUp / Math.Max(run.Workers, 1));
    }
}

using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The result of a finished run.</summary>
/// <param name="Run">The run.</param>
/// <param name="ElapsedMs">The time from the start of the run to its end, in ms.</param>
/// <param name="SpeedUp">The elapsed time of the baseline divided by the elapsed time of the run; null if the two cannot be
/// compared.</param>
/// <param name="OkResultsPerSecond">The number of good results per second.</param>
/// <param name="Efficiency">The speed-up divided by the number of workers; null without a speed-up, or if the baseline has several
/// workers.</param>
/// <param name="IsIdealTold">See <see cref="Ideal.IsTold"/>.</param>
/// <param name="Baseline">The run with which the run is compared; null without one.</param>
public sealed record RunResult(
    RunState Run, double ElapsedMs, double? SpeedUp, double OkResultsPerSecond, double? Efficiency, bool IsIdealTold, RunState? Baseline)
{
    /// <summary>Whether the run is compared with the baseline of the race, so that it can be better than other runs.</summary>
    public bool Competes => Run.Info.BaselineId is null;
}

/// <summary>
/// The results of a race so far. The baseline is the run whose mode is declared as the baseline. If that mode did not race, it is the
/// slowest run. A mode may name another run with which its run is compared.
/// </summary>
/// <param name="FinishedRuns">The finished runs, in the order of the plan.</param>
/// <param name="Baseline">The run with which the other runs are compared. Null while it is running, if it did not complete, and if the race
/// has only one run.</param>
/// <param name="Winner">The fastest completed run of a race that has ended. Null if fewer than two runs completed, or if the race was
/// interrupted.</param>
public sealed record RaceResults(IReadOnlyList<RunResult> FinishedRuns, RunState? Baseline, RunResult? Winner)
{
    /// <summary>
    /// Whether all runs did the same work, so that one value can be better than another. The executors of a recorded program did different
    /// work.
    /// </summary>
    public bool AreRunsComparable { get; init; } = true;

    /// <summary>Empty results, for a race whose runs cannot be compared.</summary>
    public static RaceResults None { get; } = new([], null, null);

    /// <summary>The runs that tie with the winner, without the winner.</summary>
    public IEnumerable<RunResult> TiedWithWinner => FinishedRuns.Where(result =>
        result != Winner && Winner is not null && result is { Competes: true, Run.Outcome: Outcome.Ok }
        && Tie.Between(result.ElapsedMs, Winner.ElapsedMs));

    /// <summary>Whether a run is the fastest or ties with it.</summary>
    public bool IsAmongFastest(RunResult result) => result == Winner || TiedWithWinner.Contains(result);

    /// <summary>The results of <paramref name="race"/> so far.</summary>
    public static RaceResults Of(RaceState race)
    {
        var runs = race.Runs.Where(run => !run.Info.IsAuxiliary).ToList();
        var completed = runs.Where(run => run.Outcome == Outcome.Ok).ToList();
        if (race.Program is not null)
        {
            var ended = runs.Where(run => run.ElapsedMs is not null).Select(run => Measure(race, run, null));
            return new([.. ended], null, null) { AreRunsComparable = false };
        }

        // A race may contain the baseline mode in C#, in Python, or in both. With both, the run in C# is the baseline.
        var declared = runs.Where(run => run.Info.IsBaseline).MinBy(run => run.Info.Language);
        // With a single run there is nothing to compare, so there is no baseline.
        var baseline = runs.Count < 2 ? null
            : declared is not null ? completed.Find(run => run == declared)
            : race.FinishedAtMs is null ? null
            : completed.MaxBy(run => run.ElapsedMs);

        var results = runs.Where(run => run.ElapsedMs is not null).Select(run => Measure(
            race, run, run.Info.BaselineId is { } id ? completed.Find(other => other.Mode == id) : baseline)).ToList();
        var competing = results.Where(result => result is { Competes: true, Run.Outcome: Outcome.Ok }).ToList();
        var winner = race is { FinishedAtMs: not null, IsInterrupted: false } && competing.Count > 1
            ? competing.MinBy(result => result.ElapsedMs)
            : null;
        return new(results, baseline, winner);
    }

    /// <summary>The result of <paramref name="run"/>; null until it has ended.</summary>
    public RunResult? ResultOf(RunState run) => FinishedRuns.FirstOrDefault(result => result.Run == run);

    private static RunResult Measure(RaceState race, RunState run, RunState? baseline)
    {
        // If the clock of a test stands still, a run takes 0 ms. The minimum avoids a division by 0.
        var elapsed = Math.Max(run.ElapsedMs!.Value, 0.001);
        var comparable = baseline is not null && run.Outcome == Outcome.Ok;
        var speedUp = comparable ? baseline!.ElapsedMs!.Value / elapsed : (double?)null;
        return new(run, elapsed, speedUp, 1000 * run.Count(Outcome.Ok) / elapsed,
            baseline?.Workers > 1 ? null : speedUp / Math.Max(run.Workers, 1), Ideal.IsTold(race, run), baseline);
    }
}

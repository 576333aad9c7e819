using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The baseline with which the runs of several races are compared.</summary>
public enum ComparisonBaseline
{
    /// <summary>The slowest run of all races.</summary>
    Slowest,

    /// <summary>The run of the same mode in the first race.</summary>
    FirstRace,
}

/// <summary>One row of the comparison: a run of one of several races.</summary>
/// <param name="RaceIndex">The index of the race, from 0.</param>
/// <param name="Run">The run.</param>
/// <param name="ElapsedMs">The time from the start of the run to its end, however it ended, in ms; null before its end.</param>
/// <param name="SpeedUp">The elapsed time of the baseline divided by the elapsed time of this run; null if the two cannot be
/// compared, for example because one did not complete.</param>
/// <param name="OkResultsPerSecond">
/// The number of good results per second, from the start of the run to its end; null before the run ended.
/// </param>
/// <param name="ShareOfLongest">The elapsed time as a share of the longest one, from 0 to 1.</param>
public sealed record ComparedRun(
    int RaceIndex, RunState Run, double? ElapsedMs, double? SpeedUp, double? OkResultsPerSecond, double ShareOfLongest);

/// <summary>Compares the runs of several races in one table.</summary>
public static class RunComparison
{
    /// <summary>The runs of <paramref name="races"/>, race by race, in the order of their plans.</summary>
    public static IReadOnlyList<ComparedRun> Of(IReadOnlyList<RaceState> races, ComparisonBaseline baseline)
    {
        var runs = races.SelectMany((race, number) => race.Runs.Where(run => !run.Info.IsAuxiliary).Select(run => (Race: number, Run: run)))
            .ToList();
        var slowest = runs.Max(run => CompletedIn(run.Run));
        var longest = runs.Max(run => Elapsed(run.Run));
        return [.. runs.Select(run =>
        {
            var elapsed = Elapsed(run.Run);
            var against = baseline == ComparisonBaseline.Slowest ? slowest
                : runs.Where(other => other.Race == 0 && other.Run.Mode == run.Run.Mode)
                .Select(other => CompletedIn(other.Run)).FirstOrDefault();
            return new ComparedRun(
                run.Race, run.Run, elapsed, against / CompletedIn(run.Run), PerSecond(run.Run), elapsed / longest ?? 0);
        })];
    }

    /// <summary>
    /// The axis on which all races fit. Its length is that of the longest race, where a running race counts up to its current time.
    /// </summary>
    public static TimeAxis Axis(IEnumerable<(RaceState Race, double NowMs)> races) =>
        TimeAxis.ForFinishedRace(races.Max(race => race.Race.FinishedAtMs ?? race.NowMs));

    // If the clock of a test stands still, a run takes 0 ms. The minimum avoids a division by 0.
    private static double? Elapsed(RunState run) => run.EndedAtMs - run.StartedAtMs is { } ms ? Math.Max(ms, 0.001) : null;

    private static double? CompletedIn(RunState run) => run.Outcome == Outcome.Ok ? Elapsed(run) : null;

    private static double? PerSecond(RunState run) =>
        1000 * run.Count(Outcome.Ok) / (run.EndedAtMs - run.StartedAtMs) is { } rate && double.IsFinite(rate) ? rate : null;
}

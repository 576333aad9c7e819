using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What runs of several races are measured against.</summary>
public enum ComparedWith
{
    /// <summary>The slowest run of them all.</summary>
    Slowest,

    /// <summary>The run of the same mode in the first race.</summary>
    FirstRace,
}

/// <summary>A run beside those of other races.</summary>
/// <param name="Race">Which race, from 0.</param>
/// <param name="Run">The run.</param>
/// <param name="ElapsedMs">From its start to its end, in ms; null if it did not come through.</param>
/// <param name="SpeedUp">How many times faster than what it is measured against; null where there is nothing to compare.</param>
/// <param name="PerSecond">What came well a second, up to where it ended; null before it began.</param>
/// <param name="Share">Its elapsed time as a share of the longest, from 0 to 1.</param>
public sealed record ComparedRun(int Race, RunState Run, double? ElapsedMs, double? SpeedUp, double? PerSecond, double Share);

/// <summary>Runs of several races in one table.</summary>
public static class RunsCompared
{
    /// <summary>The runs of <paramref name="races"/>, race by race, in the order of their plans.</summary>
    public static IReadOnlyList<ComparedRun> Of(IReadOnlyList<RaceState> races, ComparedWith with)
    {
        var runs = races.SelectMany((race, number) => race.Runs.Where(run => !run.Info.IsAuxiliary).Select(run => (Race: number, Run: run)))
            .ToList();
        var slowest = runs.Max(run => Elapsed(run.Run));
        return [.. runs.Select(run =>
        {
            var elapsed = Elapsed(run.Run);
            var against = with == ComparedWith.Slowest ? slowest : runs.Where(other => other.Race == 0 && other.Run.Mode == run.Run.Mode)
                .Select(other => Elapsed(other.Run)).FirstOrDefault();
            return new ComparedRun(run.Race, run.Run, elapsed, against / elapsed, PerSecond(run.Run), elapsed / slowest ?? 0);
        })];
    }

    /// <summary>The axis on which all of them are seen, each as old as it is now.</summary>
    public static TimeAxis Axis(IEnumerable<(RaceState Race, double NowMs)> races) =>
        TimeAxis.Finished(races.Max(race => race.Race.FinishedAt ?? race.NowMs));

    // An elapsed time of 0 exists only on a clock that stands still.
    private static double? Elapsed(RunState run) => run.Outcome == Outcome.Ok ? Math.Max(run.Elapsed!.Value, 0.001) : null;

    private static double? PerSecond(RunState run) =>
        1000 * run.Count(Outcome.Ok) / (run.EndedAt - run.StartedAt) is { } rate && double.IsFinite(rate) ? rate : null;
}

using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

/// <summary>Makes the races of a series, for tests.</summary>
internal static class RepeatedRaces
{
    /// <summary>A race of runs that end at these times.</summary>
    public static RaceState Race(params (string Mode, double EndMs)[] runs) => Fold(
        [.. runs.Select(run => run.Mode)], ["BR"],
        [.. runs.SelectMany((run, number) => Run(number, run.EndMs)), RaceFinished(runs.Max(run => run.EndMs))]);

    /// <summary>A run that ends at that time.</summary>
    public static RaceEvent[] Run(int run, double end, Outcome outcome = Outcome.Ok) =>
        [RunStarted(0, 1, run), .. Whole(0, end, 0, Outcome.Ok, run), RunFinished(end, outcome, run)];

    /// <summary>Summarizes these races.</summary>
    public static RepeatSummary Summary(params RaceState[] races) =>
        RepeatSummary.Of([.. races.Select((race, index) => RepeatedRace.Of($"race-{index + 1}", index + 1, race))]);

    /// <summary>Summarizes races in which two modes took these times.</summary>
    public static RepeatSummary Summary(double[] sequential, double[] async) => Summary(
        [.. sequential.Zip(async).Select(times => Race(("sequential", times.First), ("async", times.Second)))]);
}

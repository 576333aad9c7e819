using System.Runtime.CompilerServices;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>Predicts the duration of a race from its plan, so that the time axis has this length from the start.</summary>
public static class PlannedDuration
{
    // A run is predicted to take its shortest possible time, multiplied by Overhead, plus StartMs for the first connections.
    private const double Overhead = 1.03;
    private const double StartMs = 100;

    // The predicted duration of each race. A page asks for it many times a second, and computing it needs a schedule of every run, so it is
    // cached.
    private static readonly ConditionalWeakTable<RaceDefinition, object> Known = [];
    private static readonly object None = new();

    /// <summary>
    /// The expected duration of the race, in ms; null if the plan does not determine how fast the site answers. A race may take longer,
    /// because processes start slowly, an answer may stall until the client's timeout, and a person may change futures.
    /// </summary>
    public static double? MsOf(RaceDefinition definition) =>
        Known.GetValue(definition, race => (object?)Compute(race) ?? None) as double?;

    private static double? Compute(RaceDefinition race)
    {
        if (race.Plan is not { Site: SiteId.Delay or SiteId.Error } plan || race.Runs.Any(run => run.RunWorkers is not > 0))
            return null;
        var tape = new Tape(plan.Seed, plan.DelayMs, plan.JitterMs);
        var delays = race.FutureLabels.Select(code => tape.DelayMsOf(code, attempt: 1)).ToList();
        var runs = race.Runs.Select(run => StartMs + (Overhead * ListSchedule.MakespanMs(delays, run.RunWorkers!.Value)));
        return plan.StartOrder == StartOrder.InTurn ? runs.Sum() : runs.Append(StartMs).Max();
    }
}

using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>Compares the runs of an experiment that all do the same work. Pure functions.</summary>
internal static class SpeedUpComparison
{
    /// <summary>
    /// Says how many times as fast as the first run each other run was. Leaves out auxiliary runs, and runs with a baseline of their own.
    /// </summary>
    /// <param name="race">A finished race.</param>
    public static Sentence Of(RaceState race)
    {
        var baseline = race.Runs[0];
        return Of(baseline, race.Runs.Skip(1).Where(run => !run.Info.IsAuxiliary && run.Info.BaselineId is null));
    }

    /// <summary>Says how many times as fast as a baseline some runs were.</summary>
    public static Sentence Of(RunState baseline, IEnumerable<RunState> runs)
    {
        var speedUps = runs.Select(run => run.Outcome == Outcome.Ok
            ? new Sentence("{0} {1} as fast", run.Info, new FactorArg((baseline.ElapsedMs / run.ElapsedMs) ?? 0))
            : new Sentence("{0} ended early", run.Info));
        return new Sentence("Compared with {0}: {1}.", baseline.Info, Sentence.Join("{0} · {1}", speedUps));
    }
}

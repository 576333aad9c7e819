using FlagDashboard.Log;
using FlagDashboard.Python;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>
/// Says what a race of <see cref="GilExperiment"/> has shown: how fast its runs were, and for how long their workers computed at the same
/// time. Pure functions.
/// </summary>
internal static class GilConclusion
{
    // If the workers waited for a processor during more than this share of their time, the conclusion says that other work kept the
    // processors busy.
    private const double MinShareOfWaits = 0.1;

    /// <summary>Returns the conclusion of a finished race.</summary>
    public static Sentence Of(RaceState race)
    {
        var (threads, lockLane, processes, processLane) = (race.Runs[1], race.Runs[2], race.Runs[3], race.Runs[4]);
        (RunState Run, RunState Lane)[] pools = [(threads, lockLane), (processes, processLane)];
        List<Sentence> sentences = [SpeedUpComparison.Of(race)];
        sentences.AddRange(
            from pool in pools
            let computing = TimeShareOf(pool.Lane, minWorkersInPhase: 1, GilPhaseTracker.Computing)
            where computing > 0 && pool.Run.Workers > 1
            select new Sentence(
                "{0} computed at the same moment for {1:0} % of their computing time.",
                pool.Run.Info, 100 * TimeShareOf(pool.Lane, minWorkersInPhase: 2, GilPhaseTracker.Computing) / computing));
        if (pools.Select(pool => ShareOfWaits(pool.Lane)).Max() is > MinShareOfWaits and var waits)
        {
            sentences.Add(new(
                "Other work kept the processors busy for up to {0:0} % of the time, so the times say little. Run it again later.",
                100 * waits));
        }

        return Sentence.Join("{0} {1}", sentences);
    }

    // The share of their time in which the workers waited for a processor, from 0 to 1.
    private static double ShareOfWaits(RunState lane) => lane.ElapsedMs is > 0 and var elapsedMs
        ? lane.WorkerPhases.Where(phase => phase.Name == GilPhaseTracker.WaitingForProcessor).Sum(
            phase => (phase.ToMs ?? phase.FromMs) - phase.FromMs)
            / elapsedMs / lane.Workers
        : 0;

    /// <summary>Returns the share of the run's time in which a number of workers are in a phase at the same time, from 0 to 1.</summary>
    /// <param name="lane">The lane with the phases.</param>
    /// <param name="minWorkersInPhase">The number of workers, from 1.</param>
    /// <param name="phase">The name of the phase.</param>
    public static double TimeShareOf(RunState lane, int minWorkersInPhase, string phase)
    {
        var endMs = lane.EndedAtMs ?? 0;
        var changes = lane.WorkerPhases.Where(one => one.Name == phase)
            .SelectMany(one => new[] { (AtMs: one.FromMs, Change: 1), (AtMs: one.ToMs ?? endMs, Change: -1) })
            .OrderBy(change => change.AtMs).ToList();
        var (workers, sinceMs, sharedMs) = (0, 0.0, 0.0);
        foreach (var (atMs, change) in changes)
        {
            if (workers >= minWorkersInPhase)
                sharedMs += atMs - sinceMs;
            (workers, sinceMs) = (workers + change, atMs);
        }

        return lane.ElapsedMs is > 0 and var elapsedMs ? sharedMs / elapsedMs : 0;
    }
}

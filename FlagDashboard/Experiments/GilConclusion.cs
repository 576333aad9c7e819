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

    // Threads that computed at the same moment for more than this share of their computing time computed in parallel, and threads with less
    // than the second share took turns. Between the two, the conclusion says only the numbers.
    private const double MinShareInParallel = 0.5;
    private const double MaxShareInTurns = 0.1;

    /// <summary>Returns the conclusion of a finished race.</summary>
    public static Sentence Of(RaceState race)
    {
        var (pythonThreads, pythonProcesses) = (Pool.Of(race, GilRuns.Threads.Id), Pool.Of(race, GilRuns.Processes.Id));
        List<Pool> pools = [pythonThreads, pythonProcesses];
        List<Sentence> sentences = [SpeedUpComparison.Of(race)];

        // The log of an older version has no runs in C#, and most servers have no other Python.
        var dotNetThreads = Pool.Find(race, GilRuns.DotNetThreads.Id);
        var otherThreads = Pool.Find(race, GilRuns.OtherThreads.Id);
        foreach (var pool in new[] { dotNetThreads, otherThreads }.OfType<Pool>())
        {
            pools.Add(pool);
            sentences.Add(SpeedUpComparison.Of(pool.Baseline, [pool.Run]));
        }

        sentences.AddRange(
            from pool in pools
            where pool.Run.Workers > 1 && pool.ShareInParallel is not null
            select new Sentence(
                "{0} computed at the same moment for {1:0}% of their computing time.", pool.Run.Info, 100 * pool.ShareInParallel!.Value));
        if (pools.Max(pool => pool.ShareOfWaits) is > MinShareOfWaits and var waits)
        {
            sentences.Add(new(
                "Other work kept the processors busy for up to {0:0}% of the time, so the times say little. Run it again later.",
                100 * waits));
        }
        else
        {
            sentences.AddRange(LessonsOf(pythonThreads, dotNetThreads, otherThreads));
        }

        return Sentence.Join("{0} {1}", sentences);
    }

    private static IEnumerable<Sentence> LessonsOf(Pool python, Pool? dotNet, Pool? other)
    {
        if (ShowsThatTheLockIsTheReason(python, dotNet))
        {
            yield return new(
                "So threads as such are no problem: {0} computed in parallel. {1} took turns, because they share one lock.",
                dotNet!.Run.Info, python.Run.Info);
        }

        // The server may name the Python without a lock first.
        var (locked, free) = ShowsThatTheLockIsTheReason(python, other) ? (python, other)
            : ShowsThatTheLockIsTheReason(other, python) ? (other, python) : default;
        if (locked is not null && free is not null)
        {
            yield return new(
                "{0} ran the same program as {1}, without a lock, and computed in parallel.", free.Run.Info, locked.Run.Info);
        }
    }

    // On a machine with one processor, no threads compute in parallel, so that the race says nothing about the lock.
    private static bool ShowsThatTheLockIsTheReason(Pool? locked, Pool? free) =>
        locked is { IsFasterThanBaseline: false, ShareInParallel: < MaxShareInTurns }
        && locked.Lane.WorkerPhases.Any(phase => phase.Name == GilPhaseTracker.WaitingForLock)
        && free is { IsFasterThanBaseline: true, ShareInParallel: > MinShareInParallel };

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

    /// <summary>A run on several workers.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Lane">The lane that shows when its workers compute.</param>
    /// <param name="Baseline">The run on one thread in the same language.</param>
    private sealed record Pool(RunState Run, RunState Lane, RunState Baseline)
    {
        /// <summary>
        /// The share of the time in which a worker computes in Python or C# in which another one does too, from 0 to 1; null if none does.
        /// </summary>
        public double? ShareInParallel { get; } = TimeShareOf(Lane, 1, GilPhaseTracker.Computing) is > 0 and var computing
            ? TimeShareOf(Lane, 2, GilPhaseTracker.Computing) / computing
            : null;

        /// <summary>The share of their time in which the workers waited for a processor, from 0 to 1.</summary>
        public double ShareOfWaits { get; } = Lane.ElapsedMs is > 0 and var elapsedMs
            ? Lane.WorkerPhases.Where(phase => phase.Name == GilPhaseTracker.WaitingForProcessor).Sum(
                phase => (phase.ToMs ?? phase.FromMs) - phase.FromMs)
                / elapsedMs / Lane.Workers
            : 0;

        /// <summary>Whether the run was faster than one thread, and not only by chance; null if one of the two ended early.</summary>
        public bool? IsFasterThanBaseline =>
            (Run, Baseline) is ({ Outcome: Outcome.Ok, ElapsedMs: { } ms }, { Outcome: Outcome.Ok, ElapsedMs: { } baselineMs })
                ? ms < baselineMs && !Tie.Between(ms, baselineMs)
                : null;

        public static Pool? Find(RaceState race, string id) => race.Runs.Any(run => run.Mode == id) ? Of(race, id) : null;

        // The lane of a run comes right after it.
        public static Pool Of(RaceState race, string id)
        {
            var index = race.Runs.ToList().FindIndex(run => run.Mode == id);
            var run = race.Runs[index];
            return new(run, race.Runs[index + 1], race.Runs.First(other => other.Mode == (run.Info.BaselineId ?? GilRuns.OneThread.Id)));
        }
    }
}

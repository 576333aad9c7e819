using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>
/// Finds what a race of the lock experiment measured that contradicts the text of the experiment, and names the likely cause. A busy
/// machine, or a machine with one processor, shows other speed-ups than the text describes. Pure functions.
/// </summary>
internal static class UnexpectedLockResults
{
    // A speed-up above this limit counts as a real difference. The limit is higher than in comparisons of downloads, because the times of
    // runs that compute vary more than the times of runs that wait.
    private const double MinSpeedUp = 1.1;

    /// <summary>Returns one sentence for each run that contradicts the text; empty if the measured times are as described.</summary>
    /// <param name="race">A finished race of the experiment.</param>
    /// <param name="processors">The number of processors of the server that ran the race; 0 if it is not known.</param>
    public static IEnumerable<Sentence> Of(RaceState race, int processors)
    {
        var (sequential, threads, locked, holders, processes) = (race.Runs[0], race.Runs[1], race.Runs[2], race.Runs[3], race.Runs[4]);
        if (sequential.Outcome != Outcome.Ok || threads.Workers < 2)
            yield break;

        // Threads that share the simulated lock compute one at a time, so they should not be faster than one thread. If their calls also do
        // I/O, the threads wait at the same time, and may be faster.
        var hasIo = holders.WorkerPhases.Any(phase => phase.Name == SimulatedGlobalLock.BlockingCallPhase);
        if (IsNotFaster(threads, sequential))
            yield return NotFaster(threads, sequential, processors);
        if (!hasIo && locked.Outcome == Outcome.Ok && SpeedUp(sequential, locked.ElapsedMs) is > MinSpeedUp and var factor)
        {
            yield return new Sentence(
                "Other than described, {0} was {1} as fast as {2}, although only one of its threads computes at any time: "
                + "the machine was probably busier during {2}.",
                locked.Info, new FactorArg(factor), sequential.Info);
        }

        if (IsNotFaster(processes, sequential))
            yield return ProcessesNotFaster(processes, sequential, processors);
    }

    /// <summary>
    /// Whether threads that only compute were faster than one thread without the simulated lock, and not faster with it.
    /// </summary>
    /// <param name="race">A finished race of the experiment.</param>
    public static bool ShowsTurns(RaceState race)
    {
        var (sequential, threads, locked) = (race.Runs[0], race.Runs[1], race.Runs[2]);
        return new[] { sequential, threads, locked }.All(run => run.Outcome == Outcome.Ok)
            && !race.Runs[3].WorkerPhases.Any(phase => phase.Name == SimulatedGlobalLock.BlockingCallPhase)
            && SpeedUp(sequential, threads.ElapsedMs) > MinSpeedUp && SpeedUp(sequential, locked.ElapsedMs) <= MinSpeedUp;
    }

    private static Sentence ProcessesNotFaster(RunState processes, RunState sequential, int processors)
    {
        var startMs = (processes.WorkerPhases.Max(phase => phase.ToMs) - processes.StartedAtMs) ?? 0;
        return SpeedUp(sequential, processes.ElapsedMs - startMs) > MinSpeedUp
            ? new Sentence(
                "{0} was no faster than {1}, because the processes took {2} to start. Heavier items outweigh that.",
                processes.Info, sequential.Info, new DurationArg(startMs))
            : NotFaster(processes, sequential, processors);
    }

    private static Sentence NotFaster(RunState run, RunState sequential, int processors) => processors == 1
        ? new Sentence(
            "Other than described, {0} was no faster than {1}, because this server has only one processor.", run.Info, sequential.Info)
        : new Sentence(
            "Other than described, {0} was no faster than {1}: other work probably kept the processors busy. Run it again later.",
            run.Info, sequential.Info);

    private static bool IsNotFaster(RunState run, RunState sequential) =>
        run.Outcome == Outcome.Ok && SpeedUp(sequential, run.ElapsedMs) < MinSpeedUp;

    /// <summary>How many times as fast as the sequential run a run was; null if one of the two has not ended.</summary>
    public static double? SpeedUp(RunState sequential, double? elapsedMs) =>
        sequential.ElapsedMs / Math.Max(elapsedMs ?? double.NaN, 0.001);
}

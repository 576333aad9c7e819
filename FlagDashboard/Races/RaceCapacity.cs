using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>What a race takes of the server while it runs.</summary>
/// <param name="IsInteractive">Whether a person moves it on, so that it mostly sleeps.</param>
/// <param name="Workers">Its workers, in all of its runs.</param>
internal readonly record struct RaceRequirements(bool IsInteractive, int Workers);

/// <summary>
/// Decides whether the server may take another race. Not thread-safe: <see cref="RaceRegistry"/> calls it within its lock.
/// </summary>
internal sealed class RaceCapacity(Limits limits, IReadOnlyList<Race> listed, IRaceArchive archive)
{
    private readonly List<RaceRequirements> _starting = [];

    /// <summary>Whether the server stops, so that no race is taken any more.</summary>
    public bool IsStopping { get; set; }

    /// <summary>The bytes that the races in memory may take.</summary>
    public long MaxBytes => limits.MaxRaceMegabytes * 1024L * 1024;

    /// <summary>The bytes that the races in memory take.</summary>
    public long UsedBytes => listed.Sum(race => race.Log.MemoryBytes);

    /// <summary>Creates the refusal of a plan that is in order, while too many races run.</summary>
    public static PlanRefusedException CreateTooManyRunningException(int running) => Busy(
        "{0} races are running on this server: wait for one to end, or cancel one.", running);

    /// <summary>Reserves the place of a race that is about to start.</summary>
    /// <exception cref="PlanRefusedException">There is none.</exception>
    public void Reserve(RaceRequirements requirements)
    {
        ThrowIfFull(requirements);
        _starting.Add(requirements);
    }

    /// <summary>Checks whether the server takes races at all.</summary>
    /// <exception cref="PlanRefusedException">It is stopping.</exception>
    public void ThrowIfStopping()
    {
        if (IsStopping)
            throw Refusal(RefusalKind.Stopping, "This server is stopping: start the race when it has started again.");
    }

    /// <summary>Checks whether a race may start now.</summary>
    /// <exception cref="PlanRefusedException">It may not.</exception>
    public void ThrowIfFull(RaceRequirements requirements)
    {
        ThrowIfStopping();
        ThrowIfTooManyRunning(requirements);
        ThrowIfMemoryIsFull(0);
    }

    /// <summary>Whether a race of downloads must wait for its turn. If it need not, it may start now.</summary>
    /// <param name="requirements">What it takes.</param>
    /// <param name="queued">The number of races that wait already. They come first.</param>
    /// <exception cref="PlanRefusedException">It may neither start nor wait.</exception>
    public bool MustQueue(RaceRequirements requirements, int queued)
    {
        ThrowIfStopping();
        ThrowIfMemoryIsFull(0);
        ThrowIfTooManyWorkers(requirements);
        if (queued == 0 && HasRoom(requirements))
            return false;
        // A race with more workers than all races may have would never get its turn.
        if (limits.MaxQueued == 0 || requirements.Workers > limits.MaxWorkers)
            ThrowIfTooManyRunning(requirements);
        if (queued >= limits.MaxQueued)
            throw Busy(
                "{0} races are running on this server and {1} are waiting: wait for one to end, or cancel one.",
                Running(requirements).Count, queued);
        return true;
    }

    /// <summary>Whether a race of downloads has room beside those that run.</summary>
    public bool HasRoom(RaceRequirements requirements)
    {
        var running = Running(requirements);
        return running.Count < limits.MaxRunning && running.Sum(race => race.Workers) + requirements.Workers <= limits.MaxWorkers;
    }

    /// <summary>Returns the place of a race that is listed now, or could not be started.</summary>
    public void Release(RaceRequirements requirements) => _starting.Remove(requirements);

    /// <summary>Checks whether the races in memory leave room for another one.</summary>
    /// <param name="bytes">The size of the other race.</param>
    /// <exception cref="PlanRefusedException">They do not.</exception>
    public void ThrowIfMemoryIsFull(long bytes)
    {
        if (UsedBytes + bytes <= MaxBytes)
            return;
        throw archive.IsSaving
            ? Busy("The races in memory take all of the {0} MB that they may take: try again when they are saved.", limits.MaxRaceMegabytes)
            : Refusal(
                RefusalKind.MemoryFull,
                "The races in memory take all of the {0} MB that they may take, and they cannot be saved.", limits.MaxRaceMegabytes);
    }

    private void ThrowIfTooManyRunning(RaceRequirements requirements)
    {
        var running = Running(requirements);
        if (requirements.IsInteractive)
        {
            if (running.Count >= limits.MaxInteractive)
                throw Busy("{0} executors are open on this server: close one, or wait until an unused one is closed.", running.Count);
            return;
        }

        ThrowIfTooManyWorkers(requirements);
        if (running.Count >= limits.MaxRunning)
            throw CreateTooManyRunningException(running.Count);
        if (running.Sum(race => race.Workers) + requirements.Workers > limits.MaxWorkers)
            throw Busy("The races on this server may have {0} workers: wait for one to end, or choose fewer.", limits.MaxWorkers);
    }

    private void ThrowIfTooManyWorkers(RaceRequirements requirements)
    {
        if (requirements.Workers > limits.MaxWorkersPerRace)
        {
            throw new PlanRefusedException(
                [new("workers", "{0} workers in all runs are too many: at most {1}.", requirements.Workers, limits.MaxWorkersPerRace)]);
        }
    }

    private List<RaceRequirements> Running(RaceRequirements requirements) =>
        [.. listed.Where(race => !race.Completion.IsCompleted && race.QueuePosition == 0).Select(race => race.Requirements)
            .Concat(_starting).Where(other => other.IsInteractive == requirements.IsInteractive)];

    private static PlanRefusedException Busy(string template, params object[] arguments) => Refusal(RefusalKind.Busy, template, arguments);

    private static PlanRefusedException Refusal(RefusalKind kind, string template, params object[] arguments) =>
        new([new("race", template, arguments)]) { Kind = kind };
}

using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>The part of the server's capacity that a race occupies while it runs.</summary>
/// <param name="IsExecutorSession">
/// Whether a person makes the calls one by one. Such a race is idle most of the time, and has a limit of its own.
/// </param>
/// <param name="Workers">The total number of workers of all runs.</param>
internal readonly record struct RaceLoad(bool IsExecutorSession, int Workers);

/// <summary>
/// Decides whether the server has the capacity for another race. Not thread-safe: <see cref="RaceRegistry"/> calls it within its lock.
/// </summary>
internal sealed class RaceCapacity(Limits limits, IReadOnlyList<Race> listed, IRaceArchive archive)
{
    private readonly List<RaceLoad> _starting = [];

    /// <summary>Whether the server is stopping and therefore accepts no more races.</summary>
    public bool IsStopping { get; set; }

    /// <summary>The maximum memory for the logs of all races in memory, in bytes.</summary>
    public long MaxTotalLogBytes => limits.MaxRaceMegabytes * 1024L * 1024;

    /// <summary>The memory that the logs of all races in memory take now, in bytes.</summary>
    public long UsedLogBytes => listed.Sum(race => race.Log.MemoryBytes);

    /// <summary>Creates the exception that refuses a race because too many races are running.</summary>
    public static RaceRefusedException CreateTooManyRunningException(int running) => Busy(
        "{0} races are running on this server: wait for one to end, or cancel one.", running);

    /// <summary>Reserves capacity for a race that is about to start. <see cref="ReleaseReservation"/> must follow.</summary>
    /// <exception cref="RaceRefusedException">There is not enough capacity.</exception>
    public void Reserve(RaceLoad requirements)
    {
        ThrowIfFull(requirements);
        _starting.Add(requirements);
    }

    /// <summary>Throws if the server is stopping.</summary>
    /// <exception cref="RaceRefusedException">The server is stopping.</exception>
    public void ThrowIfStopping()
    {
        if (IsStopping)
            throw Refusal(RefusalKind.Stopping, "This server is stopping: start the race when it has started again.");
    }

    /// <summary>Throws unless a race with these requirements can start now.</summary>
    /// <exception cref="RaceRefusedException">The race cannot start now.</exception>
    public void ThrowIfFull(RaceLoad requirements)
    {
        ThrowIfStopping();
        ThrowIfTooManyRunning(requirements);
        ThrowIfMemoryIsFull(0);
    }

    /// <summary>Decides whether a race of downloads must wait in the queue. Returns false if the race can start now.</summary>
    /// <param name="requirements">The capacity that the race requires.</param>
    /// <param name="queued">The number of races in the queue, which start before this race.</param>
    /// <exception cref="RaceRefusedException">The race can neither start nor wait.</exception>
    public bool MustQueue(RaceLoad requirements, int queued)
    {
        ThrowIfStopping();
        ThrowIfMemoryIsFull(0);
        ThrowIfTooManyWorkers(requirements);
        if (queued == 0 && HasRoom(requirements))
            return false;
        // A race cannot wait if the server allows no queue. A race that needs more workers than the server allows for all races together
        // would wait forever. Both kinds of races are refused here.
        if (limits.MaxQueued == 0 || requirements.Workers > limits.MaxWorkers)
            ThrowIfTooManyRunning(requirements);
        if (queued >= limits.MaxQueued)
            throw Busy(
                "{0} races are running on this server and {1} are waiting: wait for one to end, or cancel one.",
                Running(requirements).Count, queued);
        return true;
    }

    /// <summary>Whether the limits allow a race of downloads to start in addition to the running races.</summary>
    public bool HasRoom(RaceLoad requirements)
    {
        var running = Running(requirements);
        return running.Count < limits.MaxRunning && running.Sum(race => race.Workers) + requirements.Workers <= limits.MaxWorkers;
    }

    /// <summary>
    /// Releases the capacity that was reserved for a race. The race is now counted among the listed races, or it could not be started.
    /// </summary>
    public void ReleaseReservation(RaceLoad load) => _starting.Remove(load);

    /// <summary>Throws if the memory limit leaves no room for another race.</summary>
    /// <param name="bytes">The memory that the other race needs, in bytes.</param>
    /// <exception cref="RaceRefusedException">The memory limit is reached.</exception>
    public void ThrowIfMemoryIsFull(long bytes)
    {
        if (UsedLogBytes + bytes <= MaxTotalLogBytes)
            return;
        throw archive.CanSave
            ? Busy("The races in memory take all of the {0} MB that they may take: try again when they are saved.", limits.MaxRaceMegabytes)
            : Refusal(
                RefusalKind.InsufficientStorage,
                "The races in memory take all of the {0} MB that they may take, and they cannot be saved.", limits.MaxRaceMegabytes);
    }

    private void ThrowIfTooManyRunning(RaceLoad requirements)
    {
        var running = Running(requirements);
        if (requirements.IsExecutorSession)
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

    private void ThrowIfTooManyWorkers(RaceLoad requirements)
    {
        if (requirements.Workers > limits.MaxWorkersPerRace)
        {
            throw new RaceRefusedException(
                [new("workers", "{0} workers in all runs are too many: at most {1}.", requirements.Workers, limits.MaxWorkersPerRace)]);
        }
    }

    private List<RaceLoad> Running(RaceLoad requirements) =>
        [.. listed.Where(race =>
                !race.Completion.IsCompleted && race is { QueuePosition: 0, WasCancelledInQueue: false, Definition.Program: null })
            .Select(race => race.Load)
            .Concat(_starting).Where(other => other.IsExecutorSession == requirements.IsExecutorSession)];

    private static RaceRefusedException Busy(string template, params object[] arguments) => Refusal(RefusalKind.Busy, template, arguments);

    private static RaceRefusedException Refusal(RefusalKind kind, string template, params object[] arguments) =>
        new([new("race", template, arguments)]) { Kind = kind };
}

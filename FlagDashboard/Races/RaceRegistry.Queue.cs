using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// Queues races of downloads while too many races are running. A queued race can be found, followed and cancelled like any other race; its
/// log is empty until it starts.
/// </summary>
public sealed partial class RaceRegistry
{
    private readonly RaceQueue _queue = new();

    /// <summary>Raised on any thread after a race has entered or left the queue.</summary>
    public event Action? QueueChanged;

    /// <summary>Starts and lists a race of downloads, or queues it if too many races are running.</summary>
    /// <param name="plan">The plan to race.</param>
    /// <param name="series">The position of the race in a series of races; null if it belongs to no series.</param>
    /// <exception cref="RaceRefusedException">The plan breaks a rule, or the queue is full.</exception>
    public Race StartOrQueue(RacePlan plan, SeriesPlace? series = null) => Start(plan, mayWait: true, series);

    private Race Start(RacePlan plan, bool mayWait, SeriesPlace? series = null)
    {
        lock (_gate)
            Capacity.ThrowIfStopping();
        var prepared = Prepare(plan, CreateRandomId(), series);
        var race = prepared.Race;
        RemoveOldest(0);
        bool waits;
        lock (_gate)
        {
            waits = mayWait && Capacity.MustQueue(race.Load, _queue.Count);
            if (!mayWait)
                Capacity.ThrowIfFull(race.Load);
            if (waits)
                _queue.Enqueue(prepared);
            // Whether there is room for another race is computed from the races in this list. This race is added before it starts, so that
            // no other race takes the same room meanwhile.
            _listed.Add(race);
        }

        if (!waits)
        {
            Launch(prepared);
            return race;
        }

        _races[race.Id] = race;
        race.CancelPendingToken.Register(() => CancelQueued(race));
        QueueChanged?.Invoke();
        // While this race was put into the queue, a running race may have ended. There may be room now, so start the first queued races.
        StartQueued();
        return race;
    }

    private void Launch(PreparedRace prepared)
    {
        prepared.Start();
        AddStarted(prepared.Race);
    }

    // Starts the queued races that now have room. Called whenever a race ends.
    private void StartQueued()
    {
        while (true)
        {
            PreparedRace? next;
            lock (_gate)
                next = Capacity.IsStopping ? null : _queue.TryDequeue(Capacity.HasRoom);
            if (next is null)
                return;
            Launch(next.Value);
            QueueChanged?.Invoke();
        }
    }

    // Takes a cancelled race out of the queue. The race must still log that its futures are cancelled and that it has ended, so it is
    // started. It downloads nothing, because it is cancelled.
    private void CancelQueued(Race race)
    {
        PreparedRace? cancelled;
        lock (_gate)
        {
            cancelled = _queue.TryRemove(race);
            race.WasCancelledInQueue = cancelled is not null;
        }

        if (cancelled is null)
            return;
        Launch(cancelled.Value);
        QueueChanged?.Invoke();
        StartQueued();
    }

    private void InterruptQueued()
    {
        IReadOnlyList<PreparedRace> waiting;
        lock (_gate)
            waiting = _queue.RemoveAll();
        foreach (var one in waiting)
        {
            one.Race.InterruptBeforeStart();
            archive.StartSaving(one.Race);
        }
    }
}

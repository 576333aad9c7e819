using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// Queues races of downloads while too many others are running. A queued race can be found, followed and cancelled like every other race,
/// and its log is empty.
/// </summary>
public sealed partial class RaceRegistry
{
    private readonly RaceQueue _queue = new();

    /// <summary>Raised on any thread after the queue has changed.</summary>
    public event Action? QueueChanged;

    /// <summary>Starts and lists a race of downloads, or queues it if too many races are running.</summary>
    /// <param name="plan">The plan to race.</param>
    /// <param name="series">The place of the race in a series; null if it is in none.</param>
    /// <exception cref="PlanRefusedException">The plan breaks a rule, or the queue is full.</exception>
    public Race StartOrQueue(RacePlan plan, SeriesPlace? series = null) => Start(plan, mayWait: true, series);

    private Race Start(RacePlan plan, bool mayWait, SeriesPlace? series = null)
    {
        lock (_gate)
            Capacity.ThrowIfStopping();
        var prepared = Prepare(plan, NewId(), series);
        var race = prepared.Race;
        RemoveOldest(0);
        bool waits;
        lock (_gate)
        {
            waits = mayWait && Capacity.MustQueue(race.Requirements, _queue.Count);
            if (!mayWait)
                Capacity.ThrowIfFull(race.Requirements);
            if (waits)
                _queue.Enqueue(prepared);
            // The race is listed before it starts, so that the limits count it from now on.
            _listed.Add(race);
        }

        if (!waits)
        {
            Launch(prepared);
            return race;
        }

        _races[race.Id] = race;
        race.Cancelled.Register(() => CancelQueued(race));
        QueueChanged?.Invoke();
        // Another race may have ended since the decision to wait, so this race may be able to start.
        StartQueued();
        return race;
    }

    private void Launch(PreparedRace prepared)
    {
        prepared.Start();
        AddStarted(prepared.Race);
    }

    // Called whenever a race ends.
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

    // A cancelled race is started at once. Its futures are then cancelled immediately, and its log gets an end.
    private void CancelQueued(Race race)
    {
        PreparedRace? cancelled;
        lock (_gate)
            cancelled = _queue.TryRemove(race);
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

using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// The part that lets races of downloads wait for their turn. A waiting race can be found, followed and cancelled like every other one, and
/// its log is empty.
/// </summary>
public sealed partial class RaceRegistry
{
    private readonly RaceQueue _queue = new();

    /// <summary>Raised when the races that wait, or their positions, have changed; on any thread.</summary>
    public event Action? QueueChanged;

    /// <summary>Starts a race of downloads, or lets it wait for its turn if too many are running, and lists it.</summary>
    /// <param name="plan">What is raced.</param>
    /// <param name="series">The place of the race in a series; null if it is in none.</param>
    /// <exception cref="PlanRefusedException">The plan breaks a rule, or too many races are waiting.</exception>
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
            // Listed before it starts, so that it counts from now on.
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
        // A race may have ended between the decision and now.
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

    // The race starts in spite of its place in the queue, because its futures are then cancelled at once and its log has an end.
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

namespace FlagDashboard.Log;

/// <summary>
/// The events of a race that have arrived so far, and the fold of them at any time. Live view, stepping back and replay are therefore
/// one picture. Not thread-safe: each viewer keeps its own.
/// </summary>
public sealed class ReplayBuffer
{
    private readonly ChunkedEventList _events = new();
    private RaceState _shown = new();

    /// <summary>The fold of all events.</summary>
    public RaceState LatestState { get; } = new();

    /// <summary>Adds the next event.</summary>
    /// <exception cref="InvalidOperationException">It is not the next event, or cannot happen now.</exception>
    public void Add(in RaceEvent raceEvent)
    {
        LatestState.Apply(raceEvent);
        _events.Add(raceEvent);
    }

    /// <summary>
    /// The race as it was <paramref name="t"/> ms after it began: the fold of every event that had happened by then, and always
    /// of the first. The returned state changes with the next call, so one component asks for it and passes it to the others.
    /// </summary>
    public RaceState At(double t)
    {
        var count = CountAt(t);
        if (count == _events.Count)
            return LatestState;
        // Moving forward in time applies only the events in between. Moving back starts with an empty fold, because applied events cannot
        // be undone.
        if (_shown.Seq > count)
            _shown = new();
        while (_shown.Seq < count)
            _shown.Apply(_events[_shown.Seq]);
        return _shown;
    }

    /// <summary>The last event of <see cref="At"/>; null before the first event.</summary>
    public RaceEvent? LastEventAt(double t) => CountAt(t) is > 0 and var count ? _events[count - 1] : null;

    /// <summary>The time of the first event after <paramref name="t"/>, in ms; null if there is none yet.</summary>
    public double? NextEventTime(double t) => EventCountUntil(t) is var count && count < _events.Count ? _events[count].At : null;

    /// <summary>The time of the last event before <paramref name="t"/>, in ms; null if there is none.</summary>
    public double? PreviousEventTime(double t) => EventCountUntil(Math.BitDecrement(t)) is > 0 and var count ? _events[count - 1].At : null;

    /// <summary>
    /// The time of the first event after <paramref name="t"/> at which a future finishes, is received or answers a call, or a run ends, in
    /// ms; after the last of them, as <see cref="NextEventTime"/>.
    /// </summary>
    public double? NextOutcomeTime(double t)
    {
        for (var i = EventCountUntil(t); i < _events.Count; i++)
        {
            if (IsOutcome(_events[i]))
                return _events[i].At;
        }

        return NextEventTime(t);
    }

    /// <summary>
    /// The time of the last event before <paramref name="t"/> at which a future finishes, is received or answers a call, or a run ends, in
    /// ms; before the first of them, as <see cref="PreviousEventTime"/>.
    /// </summary>
    public double? PreviousOutcomeTime(double t)
    {
        for (var i = EventCountUntil(Math.BitDecrement(t)) - 1; i >= 0; i--)
        {
            if (IsOutcome(_events[i]))
                return _events[i].At;
        }

        return PreviousEventTime(t);
    }

    private static bool IsOutcome(in RaceEvent raceEvent) =>
        raceEvent.Kind is RaceEventKind.Finished or RaceEventKind.Received or RaceEventKind.RunFinished or RaceEventKind.Answered;

    private int CountAt(double t) => Math.Max(EventCountUntil(t), Math.Min(1, _events.Count));

    // Returns the number of events up to the time t. Times never decrease along a log, so a binary search is possible.
    private int EventCountUntil(double t)
    {
        var (from, to) = (0, _events.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = _events[middle].At <= t ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}

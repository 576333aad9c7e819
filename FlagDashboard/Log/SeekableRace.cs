namespace FlagDashboard.Log;

/// <summary>
/// Collects the events of a race and computes the race's state at any time, for the live view, stepping back and replay. Not thread-safe:
/// each viewer has its own.
/// </summary>
public sealed class SeekableRace
{
    private readonly ChunkedEventList _events = new();
    private RaceState _shown = new();

    /// <summary>The state of the race after all events that were added.</summary>
    public RaceState LatestState { get; } = new();

    /// <summary>Adds the next event of the race.</summary>
    /// <exception cref="InvalidOperationException">
    /// The event is not the next one in the log, or it is impossible in the current state.
    /// </exception>
    public void Add(in RaceEvent raceEvent)
    {
        LatestState.Apply(raceEvent);
        _events.Add(raceEvent);
    }

    /// <summary>
    /// Returns the state of the race <paramref name="t"/> ms after it began; at least the first event is always applied. The next call
    /// changes the returned object. Only one component should therefore call this method, and pass the state to the others.
    /// </summary>
    public RaceState SeekTo(double t)
    {
        var count = CountAt(t);
        if (count == _events.Count)
            return LatestState;
        // To show a later time, only the events since the shown time are applied. To show an earlier time, the events are applied again
        // from the beginning, because an applied event cannot be undone.
        if (_shown.LastEventSeq > count)
            _shown = new();
        while (_shown.LastEventSeq < count)
            _shown.Apply(_events[_shown.LastEventSeq]);
        return _shown;
    }

    /// <summary>Returns the last event until the race time <paramref name="atMs"/>, in ms, or the first event if all are later.</summary>
    /// <returns>The event; null if none was added.</returns>
    public RaceEvent? LastEventAt(double atMs) => CountAt(atMs) is > 0 and var count ? _events[count - 1] : null;

    /// <summary>Returns the time of the first event after <paramref name="afterMs"/>, in ms; null if there is none yet.</summary>
    public double? NextEventTime(double afterMs) => EventCountUntil(afterMs) is var count && count < _events.Count
        ? _events[count].AtMs : null;

    /// <summary>Returns the time of the last event before <paramref name="beforeMs"/>, in ms; null if there is none.</summary>
    public double? PreviousEventTime(double beforeMs) => EventCountUntil(Math.BitDecrement(beforeMs)) is > 0 and var count
        ? _events[count - 1].AtMs : null;

    /// <summary>
    /// Returns the time of the next outcome after <paramref name="afterMs"/>, in ms: the next event in which a future finishes, is received
    /// or answers a call, or a run ends. If there is none, returns <see cref="NextEventTime"/>.
    /// </summary>
    public double? NextKeyEventTime(double afterMs)
    {
        for (var i = EventCountUntil(afterMs); i < _events.Count; i++)
        {
            if (IsOutcome(_events[i]))
                return _events[i].AtMs;
        }

        return NextEventTime(afterMs);
    }

    /// <summary>
    /// Returns the time of the last outcome before <paramref name="beforeMs"/>, in ms: the last event in which a future finishes, is
    /// received or answers a call, or a run ends. If there is none, returns <see cref="PreviousEventTime"/>.
    /// </summary>
    public double? PreviousKeyEventTime(double beforeMs)
    {
        for (var i = EventCountUntil(Math.BitDecrement(beforeMs)) - 1; i >= 0; i--)
        {
            if (IsOutcome(_events[i]))
                return _events[i].AtMs;
        }

        return PreviousEventTime(beforeMs);
    }

    private static bool IsOutcome(in RaceEvent raceEvent) =>
        raceEvent.Kind is RaceEventKind.Finished or RaceEventKind.Received or RaceEventKind.RunFinished or RaceEventKind.Answered;

    private int CountAt(double t) => Math.Max(EventCountUntil(t), Math.Min(1, _events.Count));

    // Returns the number of events up to time t. Times never decrease along the log, so a binary search finds it.
    private int EventCountUntil(double t)
    {
        var (from, to) = (0, _events.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = _events[middle].AtMs <= t ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}

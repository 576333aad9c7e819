namespace FlagDashboard.Log;

/// <summary>
/// What is known of a race so far, and its fold at any time: so live, stepped back and replayed are the same picture.
/// Not thread-safe: each viewer keeps its own.
/// </summary>
public sealed class ReplayBuffer
{
    private readonly ChunkedEventList _events = new();
    private RaceState _shown = new();

    /// <summary>The fold of all of it.</summary>
    public RaceState Whole { get; } = new();

    /// <summary>Takes in the next event.</summary>
    /// <exception cref="InvalidOperationException">It is not the next, or cannot happen now.</exception>
    public void Add(in RaceEvent happened)
    {
        Whole.Apply(happened);
        _events.Add(happened);
    }

    /// <summary>
    /// The race as it was <paramref name="t"/> ms after it began: the fold of every event that had happened by then, and always
    /// of the first. It goes on with the next call: whoever decides which time is looked at asks, and hands it to the others.
    /// </summary>
    public RaceState At(double t)
    {
        var count = CountAt(t);
        if (count == _events.Count)
            return Whole;
        // Going on costs what has happened since; going back begins again, for a fold cannot be undone.
        if (_shown.Seq > count)
            _shown = new();
        while (_shown.Seq < count)
            _shown.Apply(_events[_shown.Seq]);
        return _shown;
    }

    /// <summary>The last event of <see cref="At"/>; null while nothing is known.</summary>
    public RaceEvent? LastAt(double t) => CountAt(t) is > 0 and var count ? _events[count - 1] : null;

    /// <summary>When the next thing happens after <paramref name="t"/>, in ms; null if nothing does, as far as is known.</summary>
    public double? Next(double t) => CountBy(t) is var count && count < _events.Count ? _events[count].At : null;

    /// <summary>When the last thing happened before <paramref name="t"/>, in ms; null if nothing did.</summary>
    public double? Previous(double t) => CountBy(Math.BitDecrement(t)) is > 0 and var count ? _events[count - 1].At : null;

    private int CountAt(double t) => Math.Max(CountBy(t), Math.Min(1, _events.Count));

    // How many events had happened by t: times never run backwards along a log.
    private int CountBy(double t)
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

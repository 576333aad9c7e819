using System.Collections;

namespace FlagDashboard.Log;

/// <summary>
/// A list of events that grows in blocks of 256. Adding an event never copies the others, and no block is large enough for the large object
/// heap. Not thread-safe.
/// </summary>
internal sealed class ChunkedEventList : IReadOnlyList<RaceEvent>
{
    private const int BlockSize = 256;

    private readonly List<RaceEvent[]> _blocks = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public RaceEvent this[int index] => index >= 0 && index < Count
        ? _blocks[index / BlockSize][index % BlockSize]
        : throw new ArgumentOutOfRangeException(nameof(index));

    public void Add(in RaceEvent raceEvent)
    {
        if (Count == _blocks.Count * BlockSize)
            _blocks.Add(new RaceEvent[BlockSize]);
        _blocks[^1][Count++ % BlockSize] = raceEvent;
    }

    /// <summary>Copies at most <paramref name="max"/> events, starting at <paramref name="index"/>.</summary>
    public RaceEvent[] GetRange(int index, int max)
    {
        var events = new RaceEvent[Math.Min(Count - index, max)];
        for (var copied = 0; copied < events.Length;)
        {
            var block = _blocks[(index + copied) / BlockSize].AsSpan((index + copied) % BlockSize);
            var part = block[..Math.Min(block.Length, events.Length - copied)];
            part.CopyTo(events.AsSpan(copied));
            copied += part.Length;
        }

        return events;
    }

    /// <inheritdoc/>
    public IEnumerator<RaceEvent> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

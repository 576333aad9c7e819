using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlagDashboard.Log;

/// <summary>
/// Consecutive events of a race that are sent as one JSON array. They are serialized only once, however many readers receive the batch.
/// Immutable and thread-safe.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed class EventBatch
{
    private const int MaxBytes = 64 * 1024;

    private readonly RaceEvent[] _events;
    private readonly Lazy<byte[]> _json;

    /// <summary>Creates a batch of events, which must not be empty.</summary>
    internal EventBatch(RaceEvent[] events)
    {
        _events = events;
        _json = new(() => JsonSerializer.SerializeToUtf8Bytes(_events, RaceJson.Options));
    }

    /// <summary>
    /// Splits consecutive events into batches of at most about 64 KB, to limit the memory of batches that wait for slow readers. A larger
    /// single event gets a batch of its own.
    /// </summary>
    internal static IEnumerable<EventBatch> Split(RaceEvent[] events)
    {
        var (from, bytes) = (0, 0L);
        for (var next = 0; next < events.Length; next++)
        {
            bytes += events[next].ApproximateBytes;
            if (bytes > MaxBytes && next > from)
            {
                yield return new(events[from..next]);
                (from, bytes) = (next, events[next].ApproximateBytes);
            }
        }

        yield return new(from == 0 ? events : events[from..]);
    }

    /// <summary>The sequence number of the last event in the batch.</summary>
    internal int LastSeq => _events[^1].Seq;

    /// <summary>
    /// Returns the part of the batch with sequence numbers greater than <paramref name="seq"/>, which must be less than
    /// <see cref="LastSeq"/>.
    /// </summary>
    internal EventBatch After(int seq) => seq < _events[0].Seq ? this : new(_events[(seq - _events[0].Seq + 1)..]);

    /// <summary>
    /// Returns the time of the first event after <paramref name="ms"/>, in ms since the race began; null if there is none.
    /// </summary>
    internal double? FirstTimeAfter(double ms) =>
        Array.Find(_events, raceEvent => raceEvent.AtMs > ms) is { Seq: > 0 } first ? first.AtMs : null;

    private sealed class Converter : JsonConverter<EventBatch>
    {
        public override EventBatch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Clients read a batch as an array of events.");

        public override void Write(Utf8JsonWriter writer, EventBatch value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value._json.Value, skipInputValidation: true);
    }
}

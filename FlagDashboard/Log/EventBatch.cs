using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlagDashboard.Log;

/// <summary>
/// Consecutive events of a race, which are written to JSON as an array. The JSON is made once, however many readers get the batch.
/// Immutable and thread-safe.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed class EventBatch
{
    private readonly RaceEvent[] _events;
    private readonly Lazy<byte[]> _json;

    /// <summary>Creates a batch of at least one event.</summary>
    internal EventBatch(RaceEvent[] events)
    {
        _events = events;
        _json = new(() => JsonSerializer.SerializeToUtf8Bytes(_events, RaceJson.Options));
    }

    /// <summary>The number of the last event.</summary>
    internal int LastSeq => _events[^1].Seq;

    /// <summary>The events whose number is greater than <paramref name="seq"/>, which is smaller than <see cref="LastSeq"/>.</summary>
    internal EventBatch After(int seq) => seq < _events[0].Seq ? this : new(_events[(seq - _events[0].Seq + 1)..]);

    private sealed class Converter : JsonConverter<EventBatch>
    {
        public override EventBatch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Clients read a batch as an array of events.");

        public override void Write(Utf8JsonWriter writer, EventBatch value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value._json.Value, skipInputValidation: true);
    }
}

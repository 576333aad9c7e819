using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlagDashboard.Log;

/// <summary>
/// Defines the JSON format of plans and events, for clients and files: names and enum values are in camelCase, and null values are left
/// out.
/// </summary>
public static class RaceJson
{
    // All JsonSerializerOptions use the same converter instances, so that System.Text.Json can reuse the metadata that it has cached for
    // types. Otherwise each new SignalR connection would need several ms of processor time to create the metadata again.
    private static readonly JsonConverter[] Converters =
        [new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new EventConverter()];

    /// <summary>The serializer options for all files and for the SignalR hub. Read-only and thread-safe.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Configures other serializer options to read and write the same JSON as <see cref="Options"/>.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        foreach (var converter in Converters)
            options.Converters.Add(converter);
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>The JSON form of an event. Fields that do not apply are left out.</summary>
    /// <param name="Seq">The number of the event in the log, from 1, without gaps.</param>
    /// <param name="At">The time of the event, in ms since the race began.</param>
    /// <param name="Kind">The kind of the event.</param>
    /// <param name="Run">The index of the run in the race, from 0.</param>
    /// <param name="Future">The number of the future, from 0, in the order of the countries of the plan.</param>
    /// <param name="Worker">The number of the worker, from 1. For runStarted, the number of workers.</param>
    /// <param name="Status">The outcome of the future, run or race that the event ends.</param>
    /// <param name="Bytes">The size of the downloaded flag, in bytes.</param>
    /// <param name="ImageHash">The SHA-256 hash of the flag's bytes. The server sends the flag under /images/ and this hash.</param>
    /// <param name="Detail">
    /// A reason, a result or a name, for people. For raceStarted and redefined, the definition of the race as JSON.
    /// </param>
    /// <param name="CpuMs">The processor time of a finished future of a recorded program, in ms.</param>
    internal sealed record EventLine(
        int Seq, double At, RaceEventKind Kind, int? Run, int? Future, int? Worker,
        Outcome? Status, int? Bytes, [property: JsonPropertyName("image")] string? ImageHash, string? Detail, float? CpuMs);

    /// <summary>
    /// Writes an event as an <see cref="EventLine"/>, and reads it with a <see cref="RaceEventReader"/>. The field "detail" has the value
    /// of the event's <see cref="RaceEvent.Payload"/>.
    /// </summary>
    private sealed class EventConverter : JsonConverter<RaceEvent>
    {
        public override RaceEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            RaceEventReader.Read(ref reader, options);

        public override void Write(Utf8JsonWriter writer, RaceEvent value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(
                writer,
                new EventLine(
                    value.Seq, value.AtMs, value.Kind, Applies(value.Run), Applies(value.Future), value.Worker == 0 ? null : value.Worker,
                    value.Status, Applies(value.Bytes), value.ImageHash, DetailOf(value.Payload, options), value.CpuMs),
                options);

        private static int? Applies(int number) => number == RaceEvent.None ? null : number;

        private static string? DetailOf(object? payload, JsonSerializerOptions options) => payload switch
        {
            RaceDefinition definition => JsonSerializer.Serialize(definition, options),
            SessionEntry answer => JsonSerializer.Serialize(answer, options),
            Intervention intervention => JsonSerializer.Serialize(intervention, options),
            _ => (string?)payload,
        };
    }
}

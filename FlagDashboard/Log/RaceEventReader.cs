using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlagDashboard.Log;

/// <summary>
/// Reads one event from JSON, field by field. A .NET viewer spends most of its time on this, and an import does it up to a million times,
/// so that it does not go through <see cref="RaceJson.EventLine"/>, which takes three times as long.
/// </summary>
internal ref struct RaceEventReader
{
    private static readonly JsonConverter<RaceEventKind> Kinds = CreateConverter<RaceEventKind>();
    private static readonly JsonConverter<Outcome> Outcomes = CreateConverter<Outcome>();

    private int _seq;
    private double _atMs;
    private RaceEventKind _kind;
    private int _run = RaceEvent.None;
    private int _future = RaceEvent.None;
    private int _worker;
    private Outcome? _status;
    private int _bytes = RaceEvent.None;
    private string? _imageHash;
    private string? _detail;
    private float? _cpuMs;

    public RaceEventReader()
    {
    }

    /// <summary>
    /// Reads the object at which the reader stands. Unknown fields are skipped. Of two fields with the same name, the last one counts. A
    /// field that does not apply may be null or left out.
    /// </summary>
    /// <exception cref="JsonException">The value is not an event.</exception>
    public static RaceEvent Read(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An event is an object.");
        var fields = new RaceEventReader();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            fields.ReadField(ref reader);
        return new(
            fields._seq, fields._atMs, fields._kind, fields._run, fields._future, fields._worker,
            fields._status, fields._bytes, fields._imageHash, fields._cpuMs)
        {
            Payload = fields._detail is { } detail ? PayloadOf(fields._kind, detail, options) : null,
        };
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        if (MovesToValueOf("seq"u8, ref reader))
            _seq = reader.GetInt32();
        else if (MovesToValueOf("at"u8, ref reader))
            _atMs = reader.GetDouble();
        else if (MovesToValueOf("kind"u8, ref reader))
            _kind = Kinds.Read(ref reader, typeof(RaceEventKind), RaceJson.Options);
        else if (MovesToValueOf("run"u8, ref reader))
            _run = reader.TokenType == JsonTokenType.Null ? RaceEvent.None : reader.GetInt32();
        else if (MovesToValueOf("future"u8, ref reader))
            _future = reader.TokenType == JsonTokenType.Null ? RaceEvent.None : reader.GetInt32();
        else if (MovesToValueOf("worker"u8, ref reader))
            _worker = reader.TokenType == JsonTokenType.Null ? 0 : reader.GetInt32();
        else if (MovesToValueOf("status"u8, ref reader))
            _status = reader.TokenType == JsonTokenType.Null ? null : Outcomes.Read(ref reader, typeof(Outcome), RaceJson.Options);
        else if (MovesToValueOf("bytes"u8, ref reader))
            _bytes = reader.TokenType == JsonTokenType.Null ? RaceEvent.None : reader.GetInt32();
        else if (MovesToValueOf("image"u8, ref reader))
            _imageHash = reader.GetString();
        else if (MovesToValueOf("detail"u8, ref reader))
            _detail = reader.GetString();
        else if (MovesToValueOf("cpuMs"u8, ref reader))
            _cpuMs = reader.TokenType == JsonTokenType.Null ? null : reader.GetSingle();
        else
            reader.Skip();
    }

    private static bool MovesToValueOf(ReadOnlySpan<byte> field, ref Utf8JsonReader reader) =>
        reader.ValueTextEquals(field) && reader.Read();

    // The detail of RaceStarted, Redefined, Answered and Intervened is itself JSON, which is parsed into an object. The detail of other
    // kinds is plain text.
    private static object PayloadOf(RaceEventKind kind, string detail, JsonSerializerOptions options) => kind switch
    {
        RaceEventKind.RaceStarted or RaceEventKind.Redefined => Parse<RaceDefinition>(kind, detail, options),
        RaceEventKind.Answered => Parse<SessionEntry>(kind, detail, options),
        RaceEventKind.Intervened => Parse<Intervention>(kind, detail, options),
        _ => detail,
    };

    private static T Parse<T>(RaceEventKind kind, string json, JsonSerializerOptions options)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, options) ?? throw new MalformedEventPayloadException(kind);
        }
        catch (Exception error) when (error is (JsonException and not MalformedEventPayloadException) or InvalidOperationException)
        {
            // If a string contains half a surrogate pair, the JSON reader throws InvalidOperationException. Like a JsonException, it
            // means that the payload is malformed.
            throw new MalformedEventPayloadException(kind, error);
        }
    }

    private static JsonConverter<T> CreateConverter<T>()
        where T : struct, Enum =>
        (JsonConverter<T>)new JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
            .CreateConverter(typeof(T), JsonSerializerOptions.Default);
}

using System.Text.Json;

namespace FlagDashboard.Log;

/// <summary>Thrown when the field "detail" of an event contains malformed JSON, although the event itself is valid JSON.</summary>
/// <param name="kind">The kind of the event.</param>
/// <param name="cause">The error of the JSON reader.</param>
internal sealed class MalformedEventPayloadException(RaceEventKind kind, Exception? cause = null)
    : JsonException($"The detail of {kind} is not the JSON that this kind carries.", cause)
{
    /// <summary>The kind of the event.</summary>
    public RaceEventKind Kind => kind;
}

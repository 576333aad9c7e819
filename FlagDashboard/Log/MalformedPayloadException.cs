using System.Text.Json;

namespace FlagDashboard.Log;

/// <summary>The JSON inside the field "detail" of an event cannot be read, while the event itself is valid JSON.</summary>
/// <param name="kind">The kind of that event.</param>
/// <param name="cause">Why it cannot be read.</param>
internal sealed class MalformedPayloadException(RaceEventKind kind, Exception? cause = null)
    : JsonException($"The detail of {kind} is not the JSON that this kind carries.", cause)
{
    /// <summary>The kind of that event.</summary>
    public RaceEventKind Kind => kind;
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlagDashboard.Sharing;

/// <summary>One event of a trace, with the field names of the Trace Event Format. Null fields are not written.</summary>
/// <param name="Ph">
/// The kind of event: M for metadata, X for a slice of a thread, b and e for the ends of an asynchronous slice, i for an instant.
/// </param>
/// <param name="Name">The name that viewers show.</param>
/// <param name="Pid">The process, which is a run, from 1.</param>
/// <param name="Tid">The thread, unique within the trace.</param>
/// <param name="Ts">The time in µs since the race began; at least 0.</param>
/// <param name="Dur">The duration of an X event in µs; at least 0.</param>
/// <param name="Cat">The category. For b and e it is part of the identity of the slice.</param>
/// <param name="Id">The id of the slice within its category, for b and e.</param>
/// <param name="S">The scope of an i event: t for its thread.</param>
/// <param name="Args">Details that viewers show.</param>
internal sealed record TraceEvent(
    string Ph, string Name, int Pid, int Tid, long Ts = 0, long? Dur = null, string? Cat = null, string? Id = null, string? S = null,
    IReadOnlyDictionary<string, object?>? Args = null)
{
    /// <summary>The JSON options of traces.</summary>
    public static JsonSerializerOptions JsonOptions { get; } =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}

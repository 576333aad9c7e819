using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlagDashboard.Sharing;

/// <summary>One event of a trace, spelt as the Trace Event Format wants it; what is null is left out.</summary>
/// <param name="Ph">Its kind: M metadata, X a slice of a thread, b and e the ends of an asynchronous slice, i an instant.</param>
/// <param name="Name">What is to be read on it.</param>
/// <param name="Pid">The process: a run, from 1.</param>
/// <param name="Tid">The thread: no two of a trace have the same.</param>
/// <param name="Ts">When, in µs since the race began; at least 0.</param>
/// <param name="Dur">With X, how long, in µs; at least 0.</param>
/// <param name="Cat">What it is about; with b and e, a part of the slice's identity.</param>
/// <param name="Id">With b and e, which slice of that category.</param>
/// <param name="S">With i, how far the mark reaches: t, the thread.</param>
/// <param name="Args">What else there is to say.</param>
internal sealed record TraceEvent(
    string Ph, string Name, int Pid, int Tid, long Ts = 0, long? Dur = null, string? Cat = null, string? Id = null, string? S = null,
    IReadOnlyDictionary<string, object?>? Args = null)
{
    /// <summary>How traces are written.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}

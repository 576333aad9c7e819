using System.Text.Json;
using FlagDashboard.Log;

namespace FlagDashboard.Sharing;

/// <summary>
/// Exports a race as a trace in the Trace Event Format, which Perfetto and chrome://tracing open. Each run is a process and each
/// worker a thread. Periods in which no thread works on a future (it is queued, it is held, or an event loop awaits its download)
/// are asynchronous slices.
/// </summary>
internal static class ChromeTrace
{
    /// <summary>
    /// Writes the trace as UTF-8 JSON, event by event. A slice that is still open ends at the last event of the race and has the argument
    /// "open". A chunk is valid until the next one is requested.
    /// </summary>
    /// <param name="id">The id of the race.</param>
    /// <param name="race">The fold of the race, which may still be running.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(string id, RaceState race)
    {
        var file = new JsonChunkWriter(TraceEvent.JsonOptions);
        file.Json.WriteStartObject();
        file.Json.WriteString("displayTimeUnit", "ms");
        file.Write("otherData", About(id, race));
        file.Json.WriteStartArray("traceEvents");
        foreach (var traceEvent in Events(race))
        {
            file.Write(traceEvent);
            yield return file.TakeChunk();
        }

        file.Json.WriteEndArray();
        file.Json.WriteEndObject();
        yield return file.TakeChunk();
    }

    /// <summary>The events of the trace, run by run.</summary>
    public static IEnumerable<TraceEvent> Events(RaceState race) =>
        race.Runs.SelectMany((run, number) => new TraceRunWriter(number, run, race.LastEventAtMs).Events());

    private static Dictionary<string, object?> About(string id, RaceState race) => new Dictionary<string, object?>
    {
        ["race"] = id,
        ["state"] = race.FinishedAtMs is null ? "running when this was exported" : race.Outcome.ToString()!.ToLowerInvariant(),
        ["experiment"] = race.Definition?.Experiment?.Title,
        ["program"] = race.Program is { } program ? JsonSerializer.SerializeToElement(program, RaceJson.Options) : null,
        ["plan"] = race.Plan is { } plan ? JsonSerializer.SerializeToElement(plan, RaceJson.Options) : null,
    }.Where(entry => entry.Value is not null).ToDictionary();
}

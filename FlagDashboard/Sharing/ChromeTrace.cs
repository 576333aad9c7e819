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
    /// Writes the trace as UTF-8 JSON. A slice that is still open ends at the last event of the race and has the argument "open".
    /// </summary>
    /// <param name="id">The id of the race.</param>
    /// <param name="race">The fold of the race, which may still be running.</param>
    public static byte[] Of(string id, RaceState race) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            displayTimeUnit = "ms",
            otherData = new Dictionary<string, object?>
            {
                ["race"] = id,
                ["state"] = race.FinishedAt is null ? "running when this was exported" : race.Outcome.ToString()!.ToLowerInvariant(),
                ["experiment"] = race.Definition?.Experiment?.Title,
                ["plan"] = race.Plan is { } plan ? JsonSerializer.SerializeToElement(plan, RaceJson.Options) : null,
            }.Where(entry => entry.Value is not null).ToDictionary(),
            traceEvents = Events(race),
        },
        TraceEvent.Json);

    /// <summary>The events of the trace, run by run.</summary>
    public static IEnumerable<TraceEvent> Events(RaceState race) =>
        race.Runs.SelectMany((run, number) => new TraceRunWriter(number, run, race.LastEventAtMs).Events());
}

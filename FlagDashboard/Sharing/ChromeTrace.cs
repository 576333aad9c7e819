using System.Text.Json;
using FlagDashboard.Log;

namespace FlagDashboard.Sharing;

/// <summary>
/// A race as a trace in the Trace Event Format, which Perfetto and chrome://tracing open: a process per run, a thread per worker.
/// What goes on where no thread is busy with it (waiting in a queue, being held, every download of an event loop) is an
/// asynchronous slice.
/// </summary>
internal static class ChromeTrace
{
    /// <summary>The trace of <paramref name="race"/> as UTF-8 JSON. What is open ends at the race's last event, and says so.</summary>
    /// <param name="id">The race's id.</param>
    /// <param name="race">The race, as far as it is.</param>
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

    /// <summary>Its events, run by run.</summary>
    public static IEnumerable<TraceEvent> Events(RaceState race) =>
        race.Runs.SelectMany((run, number) => new TraceRunWriter(number, run, race.LastAt).Events());
}

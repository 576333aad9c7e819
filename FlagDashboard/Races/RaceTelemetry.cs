using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>
/// Publishes metrics of the listed races, and a trace span for each race. Excludes imported races and the warm-up race. Thread-safe.
/// </summary>
public sealed class RaceTelemetry
{
    /// <summary>The name of both the meter and the activity source.</summary>
    public const string InstrumentationName = "FlagDashboard.Races";

    private static readonly ActivitySource Spans = new(InstrumentationName);

    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _futures;
    private readonly Histogram<double> _duration;
    private int _running;

    /// <summary>Creates the metrics.</summary>
    /// <param name="meters">The factory that creates the meter and disposes it when the server stops.</param>
    public RaceTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(InstrumentationName);
        _started = meter.CreateCounter<long>("flagdashboard.races.started", "{race}", "Races that were started.");
        _ended = meter.CreateCounter<long>("flagdashboard.races.ended", "{race}", "Races that have ended, by status.");
        _futures = meter.CreateCounter<long>(
            "flagdashboard.futures", "{future}", "Futures by mode and outcome, counted when their race ends.");
        _duration = meter.CreateHistogram<double>("flagdashboard.races.duration", "s", "Time from the start of a race to its end.");
        meter.CreateObservableUpDownCounter(
            "flagdashboard.races.running", () => Volatile.Read(ref _running), "{race}", "Races that run now.");
    }

    /// <summary>
    /// Counts a race that has just started. When the race ends, also counts its futures and ends its span. A race that was cancelled in the
    /// queue never counts as running.
    /// </summary>
    internal void Track(Race race)
    {
        if (!race.WasCancelledInQueue)
            Interlocked.Increment(ref _running);
        _started.Add(1, KindOf(race));
        var span = StartSpan(race);
        race.Completion.ContinueWith(_ => End(race, span), TaskScheduler.Default);
    }

    private void End(Race race, Activity? span)
    {
        if (!race.WasCancelledInQueue)
            Interlocked.Decrement(ref _running);
        // A race logs its end as its last event, unless it fails. If the log has no end, the race has therefore failed.
        var status = race.Log.End?.Status?.ToRaceStatus().ToString().ToLowerInvariant() ?? "failed";
        _ended.Add(1, new("status", status), KindOf(race));
        if (_duration.Enabled)
            _duration.Record(race.Log.ElapsedMs / 1000, KindOf(race));
        if (_futures.Enabled)
            CountFutures(race);
        span?.SetTag("race.status", status);
        span?.Stop();
    }

    private void CountFutures(Race race)
    {
        var ends = race.Log.Snapshot().Where(raceEvent => raceEvent.Kind == RaceEventKind.Finished);
        foreach (var group in ends.CountBy(raceEvent => (raceEvent.Run, raceEvent.Status)))
        {
            _futures.Add(
                group.Value, new("mode", race.Definition.Runs[group.Key.Run].Id),
                new("outcome", group.Key.Status?.ToString().ToLowerInvariant()));
        }
    }

    // Starts the span of a race. The race outlives the HTTP request that started it, so the span is no child of the request but links to
    // it.
    private static Activity? StartSpan(Race race)
    {
        if (!Spans.HasListeners())
            return null;
        var request = Activity.Current;
        Activity.Current = null;
        try
        {
            var span = Spans.StartActivity(
                "race", ActivityKind.Internal, parentContext: default, links: request is null ? null : [new(request.Context)]);
            span?.SetTag("race.id", race.Id);
            span?.SetTag("race.kind", KindOf(race).Value);
            span?.SetTag("race.modes", string.Join(',', race.Definition.Runs.Select(run => run.Id)));
            span?.SetTag("race.futures", race.Definition.FutureLabels.Count);
            return span;
        }
        finally
        {
            Activity.Current = request;
        }
    }

    private static KeyValuePair<string, object?> KindOf(Race race) =>
        new("kind", race.Definition switch
        {
            { Program: not null } => "program",
            { Experiment: not null } => "experiment",
            _ => "downloads",
        });
}

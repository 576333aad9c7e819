using System.Diagnostics.Metrics;
using FlagDashboard.Log;

namespace FlagDashboard.Hubs;

/// <summary>Publishes metrics of the streams of the hub. Thread-safe.</summary>
public sealed class HubMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "FlagDashboard.Hubs";

    private readonly Histogram<double> _lag;
    private int _streams;

    /// <summary>Creates the meter and its instruments.</summary>
    /// <param name="meters">The factory that creates the meter and disposes it when the server stops.</param>
    public HubMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _lag = meter.CreateHistogram<double>(
            "flagdashboard.hub.event_lag", "s", "Time from the append of an event to the log until its batch is given to SignalR.",
            advice: new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10] });
        meter.CreateObservableUpDownCounter(
            "flagdashboard.hub.streams", () => Volatile.Read(ref _streams), "{stream}", "Races that clients of the hub follow now.");
    }

    /// <summary>Counts a stream as open until the returned object is disposed.</summary>
    /// <param name="log">The log that the stream follows.</param>
    internal StreamMetrics TrackStream(RaceLog log)
    {
        Interlocked.Increment(ref _streams);
        return new(this, log);
    }

    /// <summary>
    /// Measures the lag of one stream. Events from before the stream began are left out, because the client did not wait for them.
    /// </summary>
    internal sealed class StreamMetrics(HubMetrics metrics, RaceLog log) : IDisposable
    {
        private readonly double _began = log.ElapsedMs;

        /// <summary>
        /// Records the lag of a batch that is about to be passed to SignalR. The lag is the age of the oldest event in the batch.
        /// </summary>
        public void RecordLag(EventBatch batch)
        {
            if (metrics._lag.Enabled && batch.FirstTimeAfter(_began) is { } oldest)
                metrics._lag.Record((log.ElapsedMs - oldest) / 1000);
        }

        /// <inheritdoc/>
        public void Dispose() => Interlocked.Decrement(ref metrics._streams);
    }
}

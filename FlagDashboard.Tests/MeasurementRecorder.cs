using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FlagDashboard.Tests;

/// <summary>Listens to the meters of one server, and records what they measure.</summary>
internal sealed class MeasurementRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measurements = new();

    /// <param name="meters">The factory of the server.</param>
    public MeasurementRecorder(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Meter.Name.StartsWith("FlagDashboard.", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What an instrument has measured so far, as sums by tags such as <c>status=finished</c>.</summary>
    public Dictionary<string, double> Sums(string name) => _measurements.Where(measurement => measurement.Name == name)
        .GroupBy(measurement => measurement.Tags).ToDictionary(group => group.Key, group => group.Sum(measurement => measurement.Value));

    /// <summary>All values that an instrument has measured so far.</summary>
    public double[] Values(string name) =>
        [.. _measurements.Where(measurement => measurement.Name == name).Select(measurement => measurement.Value)];

    /// <summary>What an instrument that is asked measures now.</summary>
    public double Ask(string name)
    {
        _listener.RecordObservableInstruments();
        return _measurements.Last(measurement => measurement.Name == name).Value;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal);
        _measurements.Enqueue((instrument.Name, value, string.Join(' ', texts)));
    }
}

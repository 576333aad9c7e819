using FlagDashboard.Plans;
using Microsoft.AspNetCore.SignalR;

namespace FlagDashboard.Hubs;

/// <summary>Limits the calls and streams of one connection to the hub. Thread-safe.</summary>
internal sealed class HubConnectionQuota(Limits limits, TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private int _streams;
    private int _calls;
    private long _countedFrom = time.GetTimestamp();

    /// <summary>Attaches a quota to a new connection.</summary>
    public static void Attach(HubCallerContext connection, Limits limits, TimeProvider time) =>
        connection.Items[typeof(HubConnectionQuota)] = new HubConnectionQuota(limits, time);

    /// <summary>Returns the quota that is attached to a connection.</summary>
    public static HubConnectionQuota AttachedTo(HubCallerContext connection) =>
        (HubConnectionQuota)connection.Items[typeof(HubConnectionQuota)]!;

    /// <summary>Counts a call.</summary>
    /// <exception cref="HubException">The connection has made too many calls within a second.</exception>
    public void CountCallOrThrow()
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_countedFrom) >= Second)
                (_calls, _countedFrom) = (0, time.GetTimestamp());
            if (_calls == limits.MaxCallsPerSecond)
                throw new HubException($"A connection may make {limits.MaxCallsPerSecond} calls per second. Wait a moment.");
            _calls++;
        }
    }

    /// <summary>Counts a stream as open until the returned object is disposed.</summary>
    /// <exception cref="HubException">The connection has too many streams.</exception>
    public IDisposable AcquireStreamLease()
    {
        lock (_gate)
        {
            if (_streams == limits.MaxStreamsPerConnection)
                throw new HubException($"A connection may follow {limits.MaxStreamsPerConnection} races at once. End one of the streams.");
            _streams++;
        }

        return new StreamLease(this);
    }

    private void CloseStream()
    {
        lock (_gate)
            _streams--;
    }

    private sealed class StreamLease(HubConnectionQuota client) : IDisposable
    {
        public void Dispose() => client.CloseStream();
    }
}

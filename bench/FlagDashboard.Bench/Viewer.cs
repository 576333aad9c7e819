using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using FlagDashboard.Hubs;
using FlagDashboard.Log;

namespace FlagDashboard.Bench;

/// <summary>
/// Follows a race by the hub over a bare WebSocket. It only stores the received bytes and parses them after the race, so that a hundred
/// viewers leave the processors to the server.
/// </summary>
internal sealed class Viewer : IDisposable
{
    private const char RecordSeparator = '\u001e';

    private readonly ClientWebSocket _socket = new();
    private readonly ArrayBufferWriter<byte> _received = new();
    private readonly List<(int End, DateTimeOffset At)> _messages = [];

    private Viewer()
    {
    }

    /// <summary>The time at which the viewer asked for the race.</summary>
    public DateTimeOffset SubscribedAt { get; private set; }

    /// <summary>Connects a viewer to the hub.</summary>
    public static async Task<Viewer> Connect(Uri dashboard)
    {
        var viewer = new Viewer();
        await viewer._socket.ConnectAsync(new($"ws://{dashboard.Authority}{RaceHub.Path}"), default);
        await viewer.Send("""{"protocol":"json","version":1}""");
        await viewer.ReceiveMessage();
        return viewer;
    }

    /// <summary>Follows a race to its end.</summary>
    /// <param name="race">The id of the race.</param>
    /// <param name="pause">How long the viewer pauses after the first batch before it reads on.</param>
    public async Task Watch(string race, TimeSpan pause)
    {
        SubscribedAt = DateTimeOffset.UtcNow;
        await Send($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{race}}",0]}""");
        var complete = await ReceiveMessage();
        await Task.Delay(pause);
        while (!complete)
            complete = await ReceiveMessage();
    }

    /// <summary>The received events, each with the time of its arrival.</summary>
    public IEnumerable<(RaceEvent Event, DateTimeOffset At)> ReceivedEvents()
    {
        var from = 0;
        foreach (var (end, at) in _messages)
        {
            foreach (var record in Encoding.UTF8.GetString(_received.WrittenSpan[from..end])
                .Split(RecordSeparator, StringSplitOptions.RemoveEmptyEntries))
            {
                foreach (var raceEvent in JsonSerializer.Deserialize<Batch>(record, RaceJson.Options)!.Item ?? [])
                    yield return (raceEvent, at);
            }

            from = end;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task Send(string record) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(record + RecordSeparator), WebSocketMessageType.Text, endOfMessage: true, default);

    // Returns whether the message completes the stream.
    private async Task<bool> ReceiveMessage()
    {
        var from = _received.WrittenCount;
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(_received.GetMemory(4096), default);
            _received.Advance(part.Count);
        }
        while (!part.EndOfMessage);
        _messages.Add((_received.WrittenCount, DateTimeOffset.UtcNow));
        return _received.WrittenSpan[from..].IndexOf("""{"type":3,"""u8) >= 0;
    }

    /// <summary>A record of the hub. Records that are no batch have no item.</summary>
    private sealed record Batch(RaceEvent[]? Item);
}

using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using FlagDashboard.Hubs;
using FlagDashboard.Log;

namespace FlagDashboard.Bench;

/// <summary>
/// Follows a race by the hub over a bare WebSocket, and only keeps what comes: it is read when the race is over, so that a hundred of
/// them leave the machine to the server.
/// </summary>
internal sealed class Viewer : IDisposable
{
    private const char Separator = '\u001e';

    private readonly ClientWebSocket _socket = new();
    private readonly ArrayBufferWriter<byte> _received = new();
    private readonly List<(int End, DateTimeOffset At)> _messages = [];

    private Viewer()
    {
    }

    /// <summary>When it asked for the race.</summary>
    public DateTimeOffset Asked { get; private set; }

    /// <summary>One that is connected.</summary>
    public static async Task<Viewer> Connect(Uri dashboard)
    {
        var viewer = new Viewer();
        await viewer._socket.ConnectAsync(new($"ws://{dashboard.Authority}{RaceHub.Path}"), default);
        await viewer.Say("""{"protocol":"json","version":1}""");
        await viewer.Hear();
        return viewer;
    }

    /// <summary>Follows a race to its end.</summary>
    /// <param name="race">Its id.</param>
    /// <param name="rest">How long it rests after the first batch, before it reads on.</param>
    public async Task Watch(string race, TimeSpan rest)
    {
        Asked = DateTimeOffset.UtcNow;
        await Say($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{race}}",0]}""");
        var complete = await Hear();
        await Task.Delay(rest);
        while (!complete)
            complete = await Hear();
    }

    /// <summary>What it was told, and when.</summary>
    public IEnumerable<(RaceEvent Happened, DateTimeOffset At)> Told()
    {
        var from = 0;
        foreach (var (end, at) in _messages)
        {
            foreach (var record in Encoding.UTF8.GetString(_received.WrittenSpan[from..end])
                .Split(Separator, StringSplitOptions.RemoveEmptyEntries))
            {
                foreach (var happened in JsonSerializer.Deserialize<Batch>(record, RaceJson.Options)!.Item ?? [])
                    yield return (happened, at);
            }

            from = end;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task Say(string record) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(record + Separator), WebSocketMessageType.Text, endOfMessage: true, default);

    // Whether the stream is complete.
    private async Task<bool> Hear()
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

    /// <summary>A record of the hub: a batch, or nothing of interest.</summary>
    private sealed record Batch(RaceEvent[]? Item);
}

using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;
using FlagDashboard.Hubs;

namespace FlagDashboard.Bench;

/// <summary>
/// Follows a race by the hub over a bare WebSocket, and keeps only the numbers of the events in each message and the time of its arrival,
/// so that a thousand viewers leave the processors to the server.
/// </summary>
internal sealed class LightViewer : IDisposable
{
    private const char RecordSeparator = '\u001e';
    private const int FirstBufferBytes = 4096;

    private readonly ClientWebSocket _socket = new();
    private readonly List<(int Events, DateTimeOffset At)> _messages = [];
    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _events;

    private LightViewer()
    {
    }

    /// <summary>The time at which the viewer asked for the race.</summary>
    public DateTimeOffset SubscribedAt { get; private set; }

    /// <summary>Connects a viewer to the hub.</summary>
    public static async Task<LightViewer> Connect(Uri dashboard)
    {
        var viewer = new LightViewer();
        await viewer._socket.ConnectAsync(new($"ws://{dashboard.Authority}{RaceHub.Path}"), default);
        await viewer.Send("""{"protocol":"json","version":1}""");
        await viewer.ReceiveMessage();
        return viewer;
    }

    /// <summary>Asks for a race.</summary>
    public Task Ask(string race)
    {
        SubscribedAt = DateTimeOffset.UtcNow;
        _messages.Clear();
        _events = 0;
        return Send($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{race}}",0]}""");
    }

    /// <summary>Receives all events of the race that the viewer asked for.</summary>
    /// <exception cref="CannotMeasureException">An event is missing, or came twice.</exception>
    public async Task Watch()
    {
        while (true)
        {
            var message = await ReceiveMessage();
            var count = message.Span.Count("\"seq\":"u8);
            if (count > 0)
            {
                RequireNext(message.Span, count);
                _events += count;
                _messages.Add((count, DateTimeOffset.UtcNow));
            }

            // A client of the framework may send the last batch and the completion in one message.
            if (message.Span.IndexOf("""{"type":3,"""u8) >= 0)
                return;
        }
    }

    /// <summary>The time from each event to its arrival, in ms. An event before the question counts from the question.</summary>
    /// <param name="began">The start of the race.</param>
    /// <param name="times">The time of each event since the start, in ms.</param>
    /// <exception cref="CannotMeasureException">Not all events were received.</exception>
    public IEnumerable<double> Delays(DateTimeOffset began, IReadOnlyList<double> times)
    {
        if (_events != times.Count)
            throw new CannotMeasureException($"A viewer received {_events} of {times.Count} events.");
        var next = 0;
        foreach (var (events, at) in _messages)
        {
            for (var last = next + events; next < last; next++)
            {
                var from = began.AddMilliseconds(times[next]);
                yield return (at - (from > SubscribedAt ? from : SubscribedAt)).TotalMilliseconds;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private void RequireNext(ReadOnlySpan<byte> message, int count)
    {
        if (Seq(message, message.IndexOf("\"seq\":"u8)) != _events + 1
            || Seq(message, message.LastIndexOf("\"seq\":"u8)) != _events + count)
        {
            throw new CannotMeasureException($"A viewer lost an event, or received one twice, after event {_events}.");
        }
    }

    private static int Seq(ReadOnlySpan<byte> message, int field) =>
        Utf8Parser.TryParse(message[(field + 6)..], out int seq, out _) ? seq : 0;

    private async Task Send(string record) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(record + RecordSeparator), WebSocketMessageType.Text, endOfMessage: true, default);

    private async Task<ReadOnlyMemory<byte>> ReceiveMessage()
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, 2 * length);
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), default);
            length += part.Count;
            if (part.EndOfMessage)
                return _buffer.AsMemory(0, length);
        }
    }
}

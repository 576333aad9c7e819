using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;
using FlagDashboard.Hubs;

namespace FlagDashboard.Bench;

/// <summary>
/// Follows a race by the hub over a bare WebSocket, and keeps only the numbers of the events in each message and the time of its arrival,
/// so that a thousand viewers leave the processors to the server.
/// </summary>
internal sealed class Viewer : IDisposable
{
    private const char RecordSeparator = '\u001e';
    // Holds a batch, so that no buffer grows while the viewer is measured.
    private const int FirstBufferBytes = 65536;

    private static ReadOnlySpan<byte> SeqField => "\"seq\":"u8;

    private readonly ClientWebSocket _socket = new();
    private readonly List<(int Events, DateTimeOffset At)> _messages = [];
    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _events;

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

    /// <summary>Asks for a race.</summary>
    public Task Ask(string race)
    {
        SubscribedAt = DateTimeOffset.UtcNow;
        _messages.Clear();
        _events = 0;
        return Send($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{race}}",0]}""");
    }

    /// <summary>Receives all events of the race that the viewer asked for.</summary>
    /// <param name="pause">How long the viewer pauses after the first message before it reads on.</param>
    /// <exception cref="CannotMeasureException">An event is missing, or came twice.</exception>
    public async Task Watch(TimeSpan pause = default)
    {
        var complete = await ReceiveEvents();
        await Task.Delay(pause);
        while (!complete)
            complete = await ReceiveEvents();
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

    // Returns whether the message completes the stream. The last batch and the completion may come in one message.
    private async Task<bool> ReceiveEvents()
    {
        var message = await ReceiveMessage();
        var now = DateTimeOffset.UtcNow;
        var count = CountEvents(message.Span);
        if (count > 0)
            _messages.Add((count, now));
        return message.Span.IndexOf("""{"type":3,"""u8) >= 0;
    }

    private int CountEvents(ReadOnlySpan<byte> message)
    {
        var before = _events;
        while (message.IndexOf(SeqField) is >= 0 and var field)
        {
            message = message[(field + SeqField.Length)..];
            if (!Utf8Parser.TryParse(message, out int seq, out _) || seq != ++_events)
                throw new CannotMeasureException($"A viewer lost an event, or received one twice, at event {_events}.");
        }

        return _events - before;
    }

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

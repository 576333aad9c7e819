using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlagDashboard.Tests.Flags;

/// <summary>A server on a raw socket that sends any answer, including malformed ones.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<NetworkStream, string, Task> _answer;

    /// <param name="answer">Writes the answer; its arguments are the stream and the first line of the request.</param>
    public ScriptedServer(Func<NetworkStream, string, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/flags/br/br.png");
        _ = Accept();
    }

    public ScriptedServer(Func<NetworkStream, Task> answer)
        : this((stream, _) => answer(stream))
    {
    }

    public ScriptedServer(string head, byte[]? body = null)
        : this(stream => Send(stream, head, body))
    {
    }

    public Uri Address { get; }

    /// <summary>A semaphore that is released once for each request that was read.</summary>
    public SemaphoreSlim Requests { get; } = new(0);

    public static async Task Send(NetworkStream stream, string head, byte[]? body = null) =>
        await stream.WriteAsync((byte[])[.. Encoding.Latin1.GetBytes(head.ReplaceLineEndings("\r\n")), .. body ?? []]);

    /// <summary>Waits until the server is disposed.</summary>
    public Task Stall() => Task.Delay(Timeout.Infinite, _stopping.Token);

    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Dispose();
    }

    private async Task Accept()
    {
        while (true)
            _ = Serve(await _listener.AcceptTcpClientAsync(_stopping.Token));
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        await using (var stream = client.GetStream())
        {
            var request = new byte[8 * 1024];
            var length = 0;
            while (!request.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                length += await stream.ReadAtLeastAsync(request.AsMemory(length), 1, cancellationToken: _stopping.Token);
            Requests.Release();
            await _answer(stream, Encoding.Latin1.GetString(request, 0, request.AsSpan().IndexOf((byte)'\r')));
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlagDashboard.Bench.Page;

/// <summary>Stands between browser and server, and counts what the server sends: as it is on the wire, compressed.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly CancellationTokenSource _gone = new();
    private long _bytes;
    private long _webSocketBytes;

    public Relay(Uri server)
    {
        _server = server;
        _listener.Start();
        _ = Accept();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>What the server has sent, over all connections.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>What of it the page itself was told, over its WebSocket: flags come by other connections.</summary>
    public long WebSocketBytes => Interlocked.Read(ref _webSocketBytes);

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync(_gone.Token));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task Serve(TcpClient browser)
    {
        using var server = new TcpClient { NoDelay = true };
        browser.NoDelay = true;
        try
        {
            await server.ConnectAsync(_server.Host, _server.Port, _gone.Token);
            var (up, down) = (browser.GetStream(), server.GetStream());
            var upgraded = false;
            await Task.WhenAny(
                Copy(up, down, sent => upgraded |= Encoding.ASCII.GetString(sent.Span)
                    .Contains("Upgrade: websocket", StringComparison.OrdinalIgnoreCase)),
                Copy(down, up, sent =>
                {
                    Interlocked.Add(ref _bytes, sent.Length);
                    if (upgraded)
                        Interlocked.Add(ref _webSocketBytes, sent.Length);
                }));
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // One of both has left.
        }
        finally
        {
            browser.Dispose();
        }
    }

    private async Task Copy(NetworkStream from, NetworkStream to, Action<ReadOnlyMemory<byte>> count)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _gone.Token) is > 0 and var read)
        {
            count(buffer.AsMemory(0, read));
            await to.WriteAsync(buffer.AsMemory(0, read), _gone.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _listener.Dispose();
        _gone.Dispose();
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlagDashboard.Bench.Page;

/// <summary>A TCP proxy between browser and server, which counts the compressed bytes that the server sends.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly CancellationTokenSource _disposed = new();
    private long _bytes;
    private long _webSocketBytes;

    public CountingProxy(Uri server)
    {
        _server = server;
        _listener.Start();
        _ = Accept();
    }

    /// <summary>The address for the browser.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The bytes that the server has sent on all connections.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The bytes that the server has sent on WebSockets, which do not include flags.</summary>
    public long WebSocketBytes => Interlocked.Read(ref _webSocketBytes);

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync(_disposed.Token));
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
            await server.ConnectAsync(_server.Host, _server.Port, _disposed.Token);
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
            // The browser or the server has closed the connection.
        }
        finally
        {
            browser.Dispose();
        }
    }

    private async Task Copy(NetworkStream from, NetworkStream to, Action<ReadOnlyMemory<byte>> count)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _disposed.Token) is > 0 and var read)
        {
            count(buffer.AsMemory(0, read));
            await to.WriteAsync(buffer.AsMemory(0, read), _disposed.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        _listener.Dispose();
        _disposed.Dispose();
    }
}

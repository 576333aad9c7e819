using System.Net;
using System.Net.Sockets;
using System.Text;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Modes;

/// <summary>A site on a raw socket whose answers a test writes and delays.</summary>
internal sealed class RawSite : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<string, CancellationToken, Task<byte[]>> _answer;

    /// <param name="answer">Returns the whole HTTP answer for a code, after any time.</param>
    public RawSite(Func<string, CancellationToken, Task<byte[]>> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Accept();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public static byte[] Flag(string code) => Ok(Image(code));

    /// <summary>The image in the answer <see cref="Flag"/>.</summary>
    public static byte[] Image(string code) => SmallImages.Png(Encoding.ASCII.GetBytes(code));

    public static byte[] Broken => "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    public static byte[] Missing => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    /// <summary>An answer that never comes.</summary>
    public static async Task<byte[]> Stall(CancellationToken closing)
    {
        await Task.Delay(Timeout.Infinite, closing);
        return [];
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
    }

    private static byte[] Ok(byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];

    private async Task Accept()
    {
        while (!_closing.IsCancellationRequested)
            _ = Serve(await _listener.AcceptTcpClientAsync(_closing.Token));
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            while (await reader.ReadLineAsync(_closing.Token) is { } request)
            {
                while (await reader.ReadLineAsync(_closing.Token) is { Length: > 0 })
                {
                }

                // A request line looks like this: GET /flags/br/br.png?seed=1 HTTP/1.1
                var code = request.Split('/')[2].ToUpperInvariant();
                await client.GetStream().WriteAsync(await _answer(code, _closing.Token), _closing.Token);
            }
        }
    }
}

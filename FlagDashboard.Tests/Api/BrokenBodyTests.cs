using System.Net.Sockets;
using System.Text;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Api;

/// <summary>
/// Requests whose body breaks off or is no HTTP. HttpClient cannot send them. They are mistakes of a client, so that the server logs no
/// error.
/// </summary>
public sealed class BrokenBodyTests : ApiTest
{
    private const string Chunked = "Transfer-Encoding: chunked";

    [Theory]
    [InlineData("/api/races", "application/json")]
    [InlineData("/api/series", "application/json")]
    [InlineData("/api/races/import", "application/x-ndjson")]
    [InlineData("/api/recordings", "application/x-ndjson")]
    public async Task Post_BrokenBody_SaysSo(string path, string type)
    {
        Assert.Equal("400", await Status(path, type, Chunked, "zz\r\n"));
        // A size beyond 2^63: Kestrel reports it with another type of exception than other malformed sizes.
        Assert.Equal("400", await Status(path, type, Chunked, "ffffffffffffffff\r\n"));
        Assert.Equal("413", await Status(path, type, "Content-Length: 40000000", ""));
    }

    // Sends a request, and returns the status of the answer.
    private async Task<string> Status(string path, string type, string header, string body)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", Dashboard.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\n{header}\r\n\r\n{body}"),
            TestContext.Current.CancellationToken);
        using var answer = new StreamReader(stream);
        return (await answer.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().Guarded())!.Split(' ')[1];
    }
}

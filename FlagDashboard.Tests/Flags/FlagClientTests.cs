using System.Net;
using System.Net.Sockets;
using FlagDashboard.Flags;
using FlagDashboard.Tests.Futures;

namespace FlagDashboard.Tests.Flags;

/// <summary>Tests blocking (true) and asynchronous (false) downloads from servers that misbehave, over real sockets.</summary>
public class FlagClientTests
{
    private static readonly byte[] Png = WebRoot.Flag("BR");

    private static byte[] PngOf(int length)
    {
        var bytes = new byte[length];
        Png.AsSpan(0, 8).CopyTo(bytes);
        return bytes;
    }

    private static string Head(string status, int? length = null, string more = "") =>
        $"HTTP/1.1 {status}\n{more}{(length is null ? "" : $"Content-Length: {length}\n")}Connection: close\n\n";

    private static async Task<FlagResponse> Download(
        Uri address, bool blocking, FlagClient? client = null, CancellationTokenSource? givenUp = null)
    {
        using var usual = new FlagClient();
        client ??= usual;
        var token = givenUp?.Token ?? CancellationToken.None;
        return await (blocking ? Blocking.Start(() => client.Get(address, token)) : client.GetAsync(address, token)).Guarded();
    }

    private static async Task<string> Failure(Uri address, bool blocking, FlagClient? client = null) =>
        (await Assert.ThrowsAsync<DownloadException>(() => Download(address, blocking, client))).Message;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_Flag_IsItsBytesAndKind(bool blocking)
    {
        using var server = new ScriptedServer(Head("200 OK", Png.Length, "Content-Type: text/html\n"), Png);
        var file = await Download(server.Address, blocking);
        Assert.Equal((true, "png"), (file.Found, file.Extension));
        Assert.Equal(Png, file.Bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_404_IsNotFoundAndNoException(bool blocking)
    {
        using var server = new ScriptedServer(Head("404 Not Found", Png.Length), Png);
        var file = await Download(server.Address, blocking);
        Assert.Equal((false, ""), (file.Found, file.Extension));
        Assert.Empty(file.Bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_500_SaysTheStatus(bool blocking)
    {
        using var server = new ScriptedServer(Head("500 Internal Server Error", 0));
        Assert.Equal("HTTP 500 Internal Server Error", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_StatusWithoutReason_SaysTheNumber(bool blocking)
    {
        using var server = new ScriptedServer(Head("599 ", 0));
        Assert.Equal("HTTP 599", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_Redirect_IsNotFollowed(bool blocking)
    {
        using var elsewhere = new ScriptedServer(Head("200 OK", Png.Length), Png);
        using var server = new ScriptedServer(Head("302 Found", 0, $"Location: {elsewhere.Address}\n"));
        Assert.Equal("redirected elsewhere: not followed", await Failure(server.Address, blocking));
        Assert.Equal(0, elsewhere.Requests.CurrentCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_NotAnImage_IsRefused(bool blocking)
    {
        using var server = new ScriptedServer(Head("200 OK", 6, "Content-Type: image/png\n"), [.. "<html>"u8]);
        Assert.Equal("not an image", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_LargestBody_IsTaken(bool blocking)
    {
        using var server = new ScriptedServer(Head("200 OK", FlagClient.MaxBytes), PngOf(FlagClient.MaxBytes));
        Assert.Equal(FlagClient.MaxBytes, (await Download(server.Address, blocking)).Bytes.Length);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Get_LargerBody_IsRefused(bool blocking, bool declared)
    {
        const int length = FlagClient.MaxBytes + 1;
        using var server = new ScriptedServer(Head("200 OK", declared ? length : null), PngOf(length));
        Assert.Equal("larger than 1 MB", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, "HTTP/1.1 200 OK\nContent-Length: 1000\n\n")]
    [InlineData(false, "HTTP/1.1 200 OK\nContent-Length: 1000\n\n")]
    public async Task Get_AnswerStalls_EndsByTheTotalTimeout(bool blocking, string head)
    {
        ScriptedServer server = null!;
        server = new ScriptedServer(async stream =>
        {
            await ScriptedServer.Send(stream, head, head == "" ? null : Png[..8]);
            await server.Stall();
        });
        using (server)
        using (var client = new FlagClient(TimeSpan.FromMilliseconds(250)))
            Assert.Equal("no answer within 0.25 s", await Failure(server.Address, blocking, client));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_ConnectionClosedInTheBody_SaysSo(bool blocking)
    {
        using var server = new ScriptedServer(Head("200 OK", Png.Length), Png[..100]);
        Assert.Equal("the answer ended before it was whole", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_ConnectionResetInTheBody_SaysSo(bool blocking)
    {
        using var server = new ScriptedServer(async stream =>
        {
            await ScriptedServer.Send(stream, Head("200 OK", Png.Length), Png[..100]);
            stream.Socket.LingerState = new LingerOption(true, 0);
            stream.Socket.Close();
        });
        Assert.Equal("connection reset in the middle of the answer", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_NobodyListens_IsRefused(bool blocking)
    {
        // Bound but not listening, so that no other program can take the port.
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        Assert.Equal("connection refused", await Failure(new Uri($"http://127.0.0.1:{port}/flags/br/br.png"), blocking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_NotHttp_SaysSo(bool blocking)
    {
        using var server = new ScriptedServer("SSH-2.0-OpenSSH_9.2\n\n\n");
        Assert.Equal("not an HTTP answer", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, "HTTP/1.1 200 OK\nContent-Length: 1000\n\n")]
    [InlineData(false, "HTTP/1.1 200 OK\nContent-Length: 1000\n\n")]
    public async Task Get_GivenUpWhileItWaits_IsCancelledAndNoFailure(bool blocking, string head)
    {
        ScriptedServer server = null!;
        server = new ScriptedServer(async stream =>
        {
            await ScriptedServer.Send(stream, head);
            await server.Stall();
        });
        using var givenUp = new CancellationTokenSource();
        using (server)
        {
            var download = Download(server.Address, blocking, givenUp: givenUp);
            await server.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
            await givenUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_GivenUpBefore_IsCancelled(bool blocking)
    {
        using var server = new ScriptedServer(Head("200 OK", Png.Length), Png);
        using var givenUp = new CancellationTokenSource();
        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Download(server.Address, blocking, givenUp: givenUp));
    }
}

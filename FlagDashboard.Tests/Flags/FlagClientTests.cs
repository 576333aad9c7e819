using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FlagDashboard.Flags;
using FlagDashboard.Tests.Futures;
using Microsoft.Extensions.Time.Testing;

namespace FlagDashboard.Tests.Flags;

/// <summary>Tests blocking (true) and asynchronous (false) downloads from servers that misbehave, over real sockets.</summary>
public class FlagClientTests
{
    private static readonly byte[] Png = WebRoot.Flag("BR");

    private static byte[] PngOf(int length) => SmallImages.Png(new byte[length - SmallImages.Png([]).Length]);

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
    public async Task Get_Flag_ReturnsBytesAndExtension(bool blocking)
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
    public async Task Get_500_FailsWithStatus(bool blocking)
    {
        using var server = new ScriptedServer(Head("500 Internal Server Error", 0));
        Assert.Equal("HTTP 500 Internal Server Error", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_StatusWithoutReasonPhrase_FailsWithNumber(bool blocking)
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
    public async Task Get_BodyOfMaxBytes_IsAccepted(bool blocking)
    {
        using var server = new ScriptedServer(Head("200 OK", FlagClient.MaxBodyBytes), PngOf(FlagClient.MaxBodyBytes));
        Assert.Equal(FlagClient.MaxBodyBytes, (await Download(server.Address, blocking)).Bytes.Length);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Get_LargerBody_IsRefused(bool blocking, bool declared)
    {
        const int length = FlagClient.MaxBodyBytes + 1;
        using var server = new ScriptedServer(Head("200 OK", declared ? length : null), PngOf(length));
        Assert.Equal("larger than 1 MB", await Failure(server.Address, blocking));
    }

    public static TheoryData<bool, string, int> PackedAnswers => [.. from blocking in (bool[])[true, false]
        from encoding in (string[])["gzip", "deflate", "br"]
        from missing in (int[])[0, 1, 9, 1000]
        select (blocking, encoding, missing)];

    [Theory]
    [MemberData(nameof(PackedAnswers))]
    public async Task Get_CompressedResponse_IsAcceptedOnlyIfComplete(bool blocking, string encoding, int missing)
    {
        var packed = Packed(encoding)[..^missing];
        using var server = new ScriptedServer(Head("200 OK", packed.Length, $"Content-Encoding: {encoding}\n"), packed);
        if (missing == 0)
            Assert.Equal(Png, (await Download(server.Address, blocking)).Bytes);
        else
            Assert.Equal("cannot be unpacked: the answer is cut short or damaged", await Failure(server.Address, blocking));
    }

    private static byte[] Packed(string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Optimal),
            "deflate" => new ZLibStream(packed, CompressionLevel.Optimal),
            _ => new BrotliStream(packed, CompressionLevel.Optimal),
        })
        {
            packing.Write(Png);
        }

        return packed.ToArray();
    }

    [Theory]
    [InlineData(true, "br", "not packed at all")]
    [InlineData(false, "gzip", "not packed at all")]
    public async Task Get_WrongContentEncoding_FailsWithReason(bool blocking, string encoding, string body)
    {
        using var server = new ScriptedServer(
            Head("200 OK", body.Length, $"Content-Encoding: {encoding}\n"), Encoding.ASCII.GetBytes(body));
        Assert.Equal("cannot be unpacked: the answer is cut short or damaged", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_TruncatedImage_IsRefused(bool blocking)
    {
        using var server = new ScriptedServer(Head("200 OK", Png.Length - 1), Png[..^1]);
        Assert.Equal("the image is cut short or damaged", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true, "jpg")]
    [InlineData(false, "svg")]
    public async Task Get_JpegOrSvg_IsAccepted(bool blocking, string kind)
    {
        var image = kind == "jpg" ? SmallImages.Jpeg : SmallImages.Svg;
        using var server = new ScriptedServer(Head("200 OK", image.Length), image);
        var file = await Download(server.Address, blocking);
        Assert.Equal(kind, file.Extension);
        Assert.Equal(image, file.Bytes);
    }

    [Theory]
    [InlineData(true, "103 Early Hints")]
    [InlineData(false, "103 Early Hints")]
    [InlineData(true, null)]
    [InlineData(false, null)]
    public async Task Get_ManyHeaders_AcceptsResponse(bool blocking, string? before)
    {
        var headers = string.Concat(Enumerable.Range(0, 100).Select(i => $"Link: <{i}{new string('x', 900)}>\n"));
        var head = before is null ? Head("200 OK", Png.Length, headers) : $"HTTP/1.1 {before}\n{headers}\n{Head("200 OK", Png.Length)}";
        using var server = new ScriptedServer(head, Png);
        Assert.Equal(Png, (await Download(server.Address, blocking)).Bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_LongReason_IsCut(bool blocking)
    {
        using var server = new ScriptedServer(Head($"503 {new string('x', 30_000)}", 0));
        Assert.Equal($"HTTP 503 {new string('x', 200)}…", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, "host not found")]
    [InlineData(SocketError.TryAgain, "host not found: no name server answered")]
    [InlineData(SocketError.ConnectionRefused, "connection refused")]
    [InlineData(SocketError.ConnectionReset, "connection reset")]
    [InlineData(SocketError.TimedOut, "the host did not answer the attempt to connect")]
    [InlineData(SocketError.HostUnreachable, "host unreachable")]
    [InlineData(SocketError.NetworkUnreachable, "network unreachable")]
    [InlineData(SocketError.AccessDenied, "not permitted to connect")]
    [InlineData(SocketError.AddressNotAvailable, "no local address or port is free")]
    [InlineData(
        SocketError.TooManyOpenSockets, "too many open files in this process: raise the limit (ulimit -n) or use fewer workers")]
    public void ReasonOf_ConnectionError_ReturnsReasonOfSocketError(SocketError error, string reason) => Assert.Equal(
        reason,
        DownloadFailureText.ReasonOf(new HttpRequestException(HttpRequestError.ConnectionError, "", new SocketException((int)error))));

    // HttpClient has a kind of its own for a name that it cannot resolve.
    [Theory]
    [InlineData(SocketError.HostNotFound, "host not found")]
    [InlineData(SocketError.NoData, "host not found")]
    [InlineData(SocketError.TryAgain, "host not found: no name server answered")]
    public void ReasonOf_NameThatDoesNotResolve_IsNoConnectionReset(SocketError error, string reason) => Assert.Equal(
        reason,
        DownloadFailureText.ReasonOf(
            new HttpRequestException(HttpRequestError.NameResolutionError, "", new SocketException((int)error))));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_OwnProcessWasSuspended_DoesNotCountThatTime(bool blocking)
    {
        var clock = new FakeTimeProvider();
        var continued = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = new ScriptedServer(async stream =>
        {
            await continued.Task;
            await ScriptedServer.Send(stream, Head("200 OK", Png.Length), Png);
        });
        using var client = new FlagClient(TimeSpan.FromSeconds(10), clock);
        var download = Download(server.Address, blocking, client);
        await server.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(download.IsCompleted);
        continued.SetResult();
        Assert.Equal(Png, (await download).Bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_OwnProcessWasSuspended_StillEndsByTotalTimeout(bool blocking)
    {
        var clock = new FakeTimeProvider();
        ScriptedServer server = null!;
        server = new ScriptedServer(_ => server.Stall());
        using (server)
        using (var client = new FlagClient(TimeSpan.FromSeconds(10), clock))
        {
            var failure = Failure(server.Address, blocking, client);
            await server.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
            clock.Advance(TimeSpan.FromMinutes(1));
            for (var second = 1; second < 10; second++)
                clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("no answer within 10 s", await failure);
        }
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
    public async Task Get_ConnectionClosedDuringBody_FailsWithReason(bool blocking)
    {
        using var server = new ScriptedServer(Head("200 OK", Png.Length), Png[..100]);
        Assert.Equal("the answer ended before it was whole", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_ConnectionResetDuringBody_FailsWithReason(bool blocking)
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
    public async Task Get_NothingListens_FailsWithConnectionRefused(bool blocking)
    {
        // The port is bound but not listening, so no other program can take it and connections are refused.
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        Assert.Equal("connection refused", await Failure(new Uri($"http://127.0.0.1:{port}/flags/br/br.png"), blocking));
    }

    public static TheoryData<bool, string, string> ChunkedBodies => [.. from blocking in (bool[])[true, false]
        from body in ((string, string)[])[
            ("zz\r\nabc\r\n0\r\n\r\n", "a chunk of the answer is malformed"),
            ("-1\r\nabc\r\n0\r\n\r\n", "a chunk of the answer is malformed"),
            ("\r\nabc\r\n0\r\n\r\n", "a chunk of the answer is malformed"),
            ("fffffffffffffffff\r\nabc\r\n0\r\n\r\n", "a chunk of the answer is malformed"),
            ("3\r\nabcdef\r\n0\r\n\r\n", "a chunk of the answer is malformed"),
            ("7fffffffffffffff\r\nabc", "the answer ended before it was whole"),
            ("3\r\nabc\r\n", "the answer ended before it was whole"),
            ("3;odd=1\r\nabc\r\n0\r\n\r\n", "not an image"),
        ]
        select (blocking, body.Item1, body.Item2)];

    [Theory]
    [MemberData(nameof(ChunkedBodies))]
    public async Task Get_ChunkedBody_FailsWithTheReasonOfItsChunks(bool blocking, string body, string reason)
    {
        using var server = new ScriptedServer(Head("200 OK", null, "Transfer-Encoding: chunked\n"), Encoding.ASCII.GetBytes(body));
        Assert.Equal(reason, await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_ResponseIsNotHttp_FailsWithReason(bool blocking)
    {
        using var server = new ScriptedServer("SSH-2.0-OpenSSH_9.2\n\n\n");
        Assert.Equal("not an HTTP answer", await Failure(server.Address, blocking));
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, "HTTP/1.1 200 OK\nContent-Length: 1000\n\n")]
    [InlineData(false, "HTTP/1.1 200 OK\nContent-Length: 1000\n\n")]
    public async Task Get_CancelledWhileWaiting_ThrowsOperationCanceledException(bool blocking, string head)
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
    public async Task Get_AlreadyCancelled_ThrowsOperationCanceledException(bool blocking)
    {
        using var server = new ScriptedServer(Head("200 OK", Png.Length), Png);
        using var givenUp = new CancellationTokenSource();
        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Download(server.Address, blocking, givenUp: givenUp));
    }
}

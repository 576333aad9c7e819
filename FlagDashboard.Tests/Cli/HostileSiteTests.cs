using System.IO.Compression;
using System.Net.Sockets;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

/// <summary>Sites of the operator's choice that answer whatever they like: each a plain line, and nothing saved but whole flags.</summary>
public class HostileSiteTests
{
    private const string Close = "Connection: close\n";

    private static readonly byte[] Png = WebRoot.Flag("BR");

    [Fact]
    public async Task Download_EveryKindOfInvalidResponse_FailsOnlyItsFlagWithReason()
    {
        using var elsewhere = new ScriptedServer($"HTTP/1.1 200 OK\nContent-Length: {Png.Length}\n{Close}\n", Png);
        using var server = new ScriptedServer((stream, request) => Answer(stream, request, elsewhere.Address));
        await using var program =
            ProgramProcess.Start(
            "download", "br", "ht", "re", "gz", "rs", "dr", "la", "en", "-v", "--base-url", new Uri(server.Address, "/flags").ToString());
        var result = await program.WaitForExit();
        Assert.Equal((0, []), (result.ExitCode, result.Error));
        Assert.Equal(
            [
                "*** Error for DR: no answer within 10 s",
                "*** Error for EN: the answer ended before it was whole",
                "*** Error for GZ: larger than 1 MB",
                "*** Error for HT: not an image",
                "*** Error for LA: larger than 1 MB",
                "*** Error for RE: redirected elsewhere: not followed",
                "*** Error for RS: connection reset in the middle of the answer",
                "BR OK",
            ],
            result.Out[3..11].Order(StringComparer.Ordinal));
        Assert.Equal(
            ["--------------------", "1 flag downloaded.", "7 errors.", "Elapsed time: *s", "Saved in */downloads"], result.Out[11..]);
        Assert.Equal([Path.Combine("downloads", "br.png")], program.Files);
        Assert.Equal(0, elsewhere.Requests.CurrentCount);
    }

    [Theory]
    [InlineData("-v")]
    [InlineData("--json")]
    public async Task Download_ReasonWithControlCharacters_IsCleanedAndPasswordHidden(string option)
    {
        using var server = new ScriptedServer(
            $"HTTP/1.1 503 \u001b[31mred\u001b]0;title\u0007\u009b2J{new string('x', 30_000)}\nContent-Length: 0\n{Close}\n");
        var result = await ProgramProcess.Run("download", "BR", option, "--base-url", $"http://me:secret@{server.Address.Authority}/flags");
        Assert.Equal(0, result.ExitCode);
        string[] lines = [.. result.Out, .. result.Error];
        var error = Assert.Single(
            lines, line => line.StartsWith("*** Error for BR: HTTP 503 \uFFFD[31mred\uFFFD", StringComparison.Ordinal));
        Assert.InRange(error.Length, 200, 300);
        Assert.All(lines, line =>
        {
            Assert.DoesNotContain(line, char.IsControl);
            Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Download_HttpsSiteWithoutTls_ReportsInsecureConnection()
    {
        using var server = new ScriptedServer(stream => ScriptedServer.Send(stream, "no TLS at all\n"));
        var result = await ProgramProcess.Run("download", "BR", "--base-url", $"https://{server.Address.Authority}");
        Assert.Equal(0, result.ExitCode);
        Assert.Single(result.Out, line => line.StartsWith("*** Error for BR: ", StringComparison.Ordinal));
        Assert.Contains("1 error.", result.Out);
    }

    private static async Task Answer(NetworkStream stream, string request, Uri elsewhere)
    {
        switch (request.Split('/')[2])
        {
            case "br":
                await ScriptedServer.Send(stream, $"HTTP/1.1 200 OK\nContent-Length: {Png.Length}\n{Close}\n", Png);
                break;
            case "ht":
                await ScriptedServer.Send(
                    stream, $"HTTP/1.1 200 OK\nContent-Type: image/png\nContent-Length: 6\n{Close}\n", [.. "<html>"u8]);
                break;
            case "re":
                await ScriptedServer.Send(stream, $"HTTP/1.1 302 Found\nLocation: {elsewhere}\nContent-Length: 0\n{Close}\n");
                break;
            case "gz":
                await ScriptedServer.Send(stream, $"HTTP/1.1 200 OK\nContent-Encoding: gzip\n{Close}\n", Bomb());
                break;
            case "rs":
                await ScriptedServer.Send(stream, $"HTTP/1.1 200 OK\nContent-Length: {Png.Length}\n{Close}\n", Png[..100]);
                stream.Socket.LingerState = new LingerOption(true, 0);
                stream.Socket.Close();
                break;
            case "la":
                await ScriptedServer.Send(stream, $"HTTP/1.1 200 OK\nContent-Length: 5000000000\n{Close}\n", Png);
                break;
            case "en":
                await ScriptedServer.Send(stream, $"HTTP/1.1 200 OK\nContent-Length: {Png.Length}\n{Close}\n", Png[..100]);
                break;
            default:
                await Drip(stream);
                break;
        }
    }

    // Sends data until the client ends the connection.
    private static async Task Drip(NetworkStream stream)
    {
        await ScriptedServer.Send(stream, $"HTTP/1.1 200 OK\nContent-Length: {Png.Length}\n\n");
        while (true)
        {
            await stream.WriteAsync(new byte[1]);
            await Task.Delay(100);
        }
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(new byte[50 * 1024 * 1024]);
        return packed.ToArray();
    }
}

using System.Net;
using System.Net.Sockets;
using FlagDashboard.Flags;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

public class ServeFlagsTests
{
    private static async Task<(ProgramProcess Program, Uri Flags)> Start(params string[] args)
    {
        var program = ProgramProcess.Start(["serve-flags", "--port", "0", .. args]);
        var said = await program.WaitForLine(@"^Flags are at (http://127\.0\.0\.1:\d+/flags)/\{cc\}/\{cc\}\.png  \(Ctrl\+C stops it\)$");
        return (program, new Uri(said.Groups[1].Value));
    }

    [Fact]
    public async Task ServeFlags_AnyFreePort_ServesAndPrintsCurlCommand()
    {
        var (program, flags) = await Start();
        await using (program)
        using (var client = new HttpClient())
        {
            Assert.Equal($"{flags}/br/br.png", (await program.WaitForLine(@"^Try it: curl -o br\.png (.*)$")).Groups[1].Value);
            Assert.Equal(WebRoot.Flag("BR"),
                await client.GetByteArrayAsync(new Uri($"{flags}/br/br.png"), TestContext.Current.CancellationToken));
            using var head = await client.SendAsync(
                new(HttpMethod.Head, new Uri($"{flags}/br/br.png")), TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, WebRoot.Flag("BR").Length), (head.StatusCode, head.Content.Headers.ContentLength));
            Assert.Equal(HttpStatusCode.NotFound,
                (await client.GetAsync(new Uri($"{flags}/zz/zz.png"), TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Fact]
    public async Task ServeFlags_CtrlCDuringRequest_EndsImmediatelyWithoutLog()
    {
        var (program, flags) = await Start("--delay", "4500");
        await using (program)
        using (var client = new HttpClient())
        {
            var answer = client.GetAsync(new Uri($"{flags}/br/br.png?delay=60000"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest,
                (await client.GetAsync(new Uri($"{flags}/br/br.png?delay=x"), TestContext.Current.CancellationToken)).StatusCode);
            program.SendSignal("INT");
            var result = await program.WaitForExit();
            Assert.Equal((0, []), (result.ExitCode, result.Error));
            Assert.Equal(2, result.Out.Length);
            await Assert.ThrowsAsync<HttpRequestException>(() => answer).Guarded();
        }
    }

    [Fact]
    public async Task ServeFlags_ErrorRate_FailsFlagsThatTapeSelects()
    {
        var tape = new Tape(7, 1, 0, 0.5);
        var (program, flags) = await Start("--error-rate", "0.5", "--seed", "7", "--delay", "1");
        await using (program)
        using (var client = new FlagClient())
        {
            foreach (var country in WebRoot.Catalog.Pop20)
            {
                var cc = country.Code.ToLowerInvariant();
                var file = await Record.ExceptionAsync(
                    () => client.GetAsync(new Uri($"{flags}/{cc}/{cc}.png"), TestContext.Current.CancellationToken));
                // Not found is a response, not an exception.
                Assert.Equal(tape.FailureOf(cc, 1) is not (null or FailureKind.NotFound), file is DownloadException);
            }
        }
    }

    [Fact]
    public async Task ServeFlags_UsedAsBaseUrl_WorksWithDownloadCommand()
    {
        var (program, flags) = await Start();
        await using (program)
        {
            var result = await ProgramProcess.Run("download", "BR", "ZZ", "--base-url", flags.ToString());
            Assert.Contains("1 flag downloaded.", result.Out);
            Assert.Contains("1 not found.", result.Out);
        }
    }

    [Fact]
    public async Task ServeFlags_PortInUse_FailsWithPortAndAdvice()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var result = await ProgramProcess.Run("serve-flags", "--port", $"{port}");
        Assert.Equal((1, []), (result.ExitCode, result.Out));
        Assert.StartsWith($"Port {port} cannot be used: another program uses it. Choose another: --port ", Assert.Single(result.Error),
            StringComparison.Ordinal);
    }
}

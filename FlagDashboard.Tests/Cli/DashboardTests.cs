using System.Net;
using System.Net.Sockets;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

/// <summary>Tests a dashboard that cannot start: one line, exit code 1, and no stack trace.</summary>
public class DashboardTests
{
    private const string Advice = "Choose another address: --urls http://localhost:5081";

    private static async Task<string> Complaint(params string[] args)
    {
        var result = await ProgramProcess.Run(args);
        Assert.Equal((1, []), (result.ExitCode, result.Out));
        return Assert.Single(result.Error);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("localhost:5080")]
    [InlineData("ftp://localhost")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:0;http://localhost:99999", "http://localhost:99999")]
    public async Task Serve_InvalidUrl_FailsAndNamesIt(string urls, string? which = null) =>
        Assert.Equal($"“{which ?? urls}” is no http or https address. {Advice}", await Complaint("--urls", urls));

    [Fact]
    public async Task Serve_PortInUse_FailsAndNamesIt()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var complaint = await Complaint("--urls", $"http://{other.LocalEndpoint}");
        Assert.Contains($"{other.LocalEndpoint}", complaint, StringComparison.Ordinal);
        Assert.EndsWith(Advice, complaint, StringComparison.Ordinal);
    }

    // 192.0.2.0/24 is reserved for documentation, so no machine has such an address.
    [Fact]
    public async Task Serve_AddressOfAnotherMachine_FailsAndNamesIt()
    {
        var complaint = await Complaint("--urls", "http://192.0.2.1:5080");
        Assert.StartsWith("http://192.0.2.1:5080 cannot be used: ", complaint, StringComparison.Ordinal);
        Assert.EndsWith(Advice, complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_InvalidRemoteUrl_FailsWithReason() => Assert.Equal(
        "Sites:Remote:Url: “ftp://x” is no http or https address. Give another: --Sites:Remote:Url https://example.org/flags",
        await Complaint("--urls", "http://127.0.0.1:0", "--Sites:Remote:Url", "ftp://x"));

    [Fact]
    public async Task Serve_InvalidHistorySetting_FailsWithReason() => Assert.Equal(
        "History:MaxDays: “x” is not a whole number from 1 to 36500.",
        await Complaint("--urls", "http://127.0.0.1:0", "--History:MaxDays", "x"));

    [Fact]
    public async Task Serve_UnknownOption_ExitsWithCode2()
    {
        var result = await ProgramProcess.Run("--bogus");
        Assert.Equal((2, []), (result.ExitCode, result.Out));
        Assert.Equal(["Unrecognized command or argument '--bogus'.", "Try: FlagDashboard --help"], result.Error);
    }

    [Fact]
    public async Task Serve_EnvironmentVariablesWithoutPrefix_AreIgnored()
    {
        await using var program = ProgramProcess.StartWith(
            [("DATA", "elsewhere"), ("DOWNLOADS", "elsewhere"), ("URLS", "http://nowhere"), ("ASPNETCORE_WEBROOT", "/etc"),
                ("FLAGDASHBOARD_Downloads", "own"), ("Limits__MaxRunning", "x"), ("ASPNETCORE_HTTP_PORTS", "1")],
            "--urls", "http://127.0.0.1:0");
        var address = (await program.WaitForLine(@"^FlagDashboard is at (http://127\.0\.0\.1:\d+)")).Groups[1].Value;
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        Assert.NotEmpty(await client.GetByteArrayAsync("/app.css", TestContext.Current.CancellationToken));
        program.SendSignal("QUIT");
        Assert.Equal(0, (await program.WaitForExit().Guarded()).ExitCode);
        Assert.DoesNotContain(program.Files, file => file.StartsWith("elsewhere", StringComparison.Ordinal));
        Assert.Contains(Path.Combine("data", "history.db"), program.Files);
    }

    [Fact]
    public async Task Serve_AspNetCoreHttpPortsVariable_ListensOnThatPort()
    {
        await using var program = ProgramProcess.StartWith([("ASPNETCORE_HTTP_PORTS", "0")]);
        var address = new Uri((await program.WaitForLine(@"http://\[::\]:\d+|http://0\.0\.0\.0:\d+")).Value);
        Assert.NotEqual(5080, address.Port);
    }

    [Fact]
    public async Task Head_OfAnyAddress_HasTheStatusOfGet()
    {
        await using var program = ProgramProcess.Start("--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = new Uri((await program.WaitForLine(@"http://127\.0\.0\.1:\d+")).Value) };
        string[] paths =
        [
            "/", "/race/aaaaaaaaaa", "/experiments/lock", "/history", "/app.css", "/openapi/v1.json", "/api/races", "/images/x",
            "/nothing",
        ];
        foreach (var path in paths)
        {
            using var head = await client.SendAsync(new(HttpMethod.Head, path), TestContext.Current.CancellationToken);
            using var get = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((path, get.StatusCode, get.Content.Headers.ContentType),
                (path, head.StatusCode, head.Content.Headers.ContentType));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Serve_UnknownLimit_FailsWithValidNames()
    {
        await using var program = ProgramProcess.StartWith([("FLAGDASHBOARD_Limits__MaxRace", "4")]);
        var result = await program.WaitForExit();
        Assert.Equal((1, []), (result.ExitCode, result.Out));
        Assert.StartsWith(
            "Limits:MaxRace: there is no such limit; there are MaxCountries, ", Assert.Single(result.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_CtrlC_ExitsWithCode0()
    {
        await using var program = ProgramProcess.Start("--urls", "http://127.0.0.1:0", "--Downloads", "elsewhere");
        await program.WaitForLine(@"^FlagDashboard is at http://127\.0\.0\.1:\d+  \(Ctrl\+C stops it\)$");
        program.SendSignal("INT");
        Assert.Equal(0, (await program.WaitForExit().Guarded()).ExitCode);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task Serve_SignalDuringStart_ExitsWithoutErrors(string signal, int exitCode)
    {
        await using var program = ProgramProcess.StartDashboard(
            new Dictionary<string, string> { ["FLAGDASHBOARD_Logging__LogLevel__Microsoft.Extensions.Hosting.Internal.Host"] = "Debug" });
        await program.WaitForLine("Hosting starting");
        program.SendSignal(signal);
        var result = await program.WaitForExit();
        Assert.Equal((exitCode, []), (result.ExitCode, result.Error));
        Assert.DoesNotContain(result.Out, line => line.Contains("FlagDashboard is at", StringComparison.Ordinal));
    }
}

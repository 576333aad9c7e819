using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using FlagDashboard.Hubs;
using FlagDashboard.Security;
using FlagDashboard.Tests.Browser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FlagDashboard.Tests.Security;

/// <summary>What the server, started as its users start it, sends to and takes from a browser that visits other sites too.</summary>
public sealed class SecurityTests(SecurityTests.ServerFixture fixture) : IClassFixture<SecurityTests.ServerFixture>
{
    private readonly DashboardProcess _server = fixture.Server;
    private readonly HttpClient _client = fixture.Client;

    /// <summary>One server for all tests of the class.</summary>
    public sealed class ServerFixture : IAsyncLifetime
    {
        internal DashboardProcess Server { get; private set; } = null!;

        internal HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await DashboardProcess.Start();
            // The server sends cookies only to a client that has none. Without cookies, the answers of a test do not depend on earlier
            // tests.
            Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Server.Address };
        }

        public ValueTask DisposeAsync()
        {
            Client.Dispose();
            return Server.DisposeAsync();
        }
    }

    private Task<HttpResponseMessage> Send(string method, string path, string? host = null, string? origin = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (path == "/api/races" && method == "POST")
            request.Content = JsonContent.Create(new { countries = new[] { "BR" }, modes = new[] { "async" }, site = "local" });
        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : "";

    private static void AssertHeaders(HttpResponseMessage response)
    {
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(response, "Referrer-Policy"));
        Assert.Contains("camera=()", Header(response, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
        var policy = Header(response, "Content-Security-Policy");
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        var scripts = policy.Split("; ").FirstOrDefault(directive => directive.StartsWith("script-src", StringComparison.Ordinal)) ?? "";
        Assert.DoesNotContain("unsafe", scripts, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/history", HttpStatusCode.OK)]
    [InlineData("/nosuchpage", HttpStatusCode.NotFound)]
    [InlineData("/race/nosuchrace", HttpStatusCode.NotFound)]
    [InlineData("/series/nosuchseries", HttpStatusCode.NotFound)]
    [InlineData("/experiments/nosuchexperiment", HttpStatusCode.NotFound)]
    [InlineData("/experiments/lock", HttpStatusCode.OK)]
    [InlineData("/app.css", HttpStatusCode.OK)]
    [InlineData("/_content/MudBlazor/MudBlazor.min.js", HttpStatusCode.OK)]
    [InlineData("/api/races", HttpStatusCode.OK)]
    [InlineData("/api/nosuch", HttpStatusCode.NotFound)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/images/0", HttpStatusCode.NotFound)]
    public async Task Get_AnyAddress_HasTheHeaders(string path, HttpStatusCode status)
    {
        using var response = await Send("GET", path);
        Assert.Equal(status, response.StatusCode);
        AssertHeaders(response);
    }

    [Fact]
    public async Task Get_Page_ForbidsInlineScriptPluginsAndFrames()
    {
        using var response = await Send("GET", "/");
        var policy = Header(response, "Content-Security-Policy").Split("; ");
        Assert.Contains("object-src 'none'", policy);
        Assert.Contains("base-uri 'self'", policy);
        Assert.Contains("form-action 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("connect-src 'self'", policy);
        using var again = await Send("GET", "/");
        Assert.NotEqual(Header(response, "Content-Security-Policy"), Header(again, "Content-Security-Policy"));
    }

    [Fact]
    public async Task Get_Page_SetsOnlyHttpOnlySameSiteStrictCookies()
    {
        using var response = await Send("GET", "/");
        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/api/races")]
    [InlineData("POST", "/api/races")]
    [InlineData("POST", "/hubs/races/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    public async Task Send_ForeignHost_Is400WithTheReason(string method, string path)
    {
        using var response = await Send(method, path, host: "evil.example");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("AllowedHosts", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        AssertHeaders(response);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:80")]
    [InlineData("[::1]")]
    public async Task Get_LoopbackHost_IsAnswered(string host)
    {
        using var response = await Send("GET", "/", host);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task Send_ForeignOrigin_MayReadAndNotChangeNorConnect(string origin)
    {
        foreach (var (method, path) in new[]
        {
            ("POST", "/api/races"), ("POST", "/api/races/a/cancel"), ("DELETE", "/api/races/a"), ("PUT", "/api/races/a"),
            ("PATCH", "/api/races/a"), ("POST", "/"), ("GET", $"{RaceHub.Path}?id=a"), ("GET", "/_blazor?id=a"),
            ("POST", $"{RaceHub.Path}/negotiate?negotiateVersion=1"), ("POST", "/_blazor/negotiate?negotiateVersion=1"),
        })
        {
            using var refused = await Send(method, path, origin: origin);
            Assert.True(refused.StatusCode == HttpStatusCode.Forbidden, $"{method} {path}: {refused.StatusCode}");
        }

        using var read = await Send("GET", "/api/races", origin: origin);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_OwnOriginOrNone_IsAccepted(bool own)
    {
        var origin = own ? _server.Address.GetLeftPart(UriPartial.Authority) : null;
        using var negotiated = await Send("POST", $"{RaceHub.Path}/negotiate?negotiateVersion=1", origin: origin);
        Assert.Equal(HttpStatusCode.OK, negotiated.StatusCode);
        using var circuit = await Send("POST", "/_blazor/negotiate?negotiateVersion=1", origin: origin);
        Assert.Equal(HttpStatusCode.OK, circuit.StatusCode);
        using var started = await Send("POST", "/api/races", origin: origin);
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
    }

    [Theory]
    [InlineData(RaceHub.Path)]
    [InlineData("/_blazor")]
    public async Task Connect_WebSocketOfForeignOrigin_IsRefused(string path)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", "http://evil.example");
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(
            new UriBuilder(new Uri(_server.Address, path)) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Send_ConfiguredOriginOrHost_IsAccepted()
    {
        await using var dashboard = await TestDashboard.Start(settings: new()
        {
            ["AllowedHosts"] = "*.flags.example",
            ["AllowedOrigins"] = "https://other.example",
        });
        using var client = new HttpClient { BaseAddress = dashboard.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{RaceHub.Path}/negotiate?negotiateVersion=1");
        request.Headers.Host = "a.flags.example";
        request.Headers.Add("Origin", "https://other.example");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("http://localhost:5080", null, false)]
    [InlineData("http://127.0.0.2:5080", null, false)]
    [InlineData("http://[::]:5080", null, true)]
    [InlineData("http://192.168.1.5:5080", null, true)]
    [InlineData("http://[::]:5080", "flags.example", false)]
    [InlineData("http://localhost:5080", "*", true)]
    public void Allowed_BoundAddressAndSetting_AllowsAnyHostOrList(string address, string? setting, bool any) =>
        Assert.Equal(any, HostPolicy.AllowedHosts([address], setting) is null);

    [Fact]
    public async Task Get_PageThrows_WritesReasonOnlyToLog()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSecurity();
        await using var app = builder.Build();
        app.UseSecurity();
        app.MapGet("/fails", string () => throw new InvalidOperationException("secret"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri($"{app.Urls.Single()}/fails"), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("its log has the reason", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        AssertHeaders(response);
    }
}

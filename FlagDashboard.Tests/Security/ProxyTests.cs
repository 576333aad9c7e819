using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FlagDashboard.Hubs;
using FlagDashboard.Security;
using FlagDashboard.Tests.Hubs;

namespace FlagDashboard.Tests.Security;

/// <summary>Requests as a reverse proxy passes them on. The test is on the loopback, so it is a trusted proxy by default.</summary>
public sealed class ProxyTests
{
    private const string Token = "a-token-of-the-class";

    private static Task<TestDashboard> Start(params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value);
        all["Presenter:Token"] = Token;
        return TestDashboard.Start(settings: all);
    }

    private static async Task<HttpResponseMessage> Send(
        TestDashboard dashboard, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var request = new HttpRequestMessage(method, new Uri(dashboard.Address, path));
        // The presenter's requests do not count by address.
        if (path != "/alive")
            request.Headers.Authorization = new("Bearer", Token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (method == HttpMethod.Post && path.EndsWith("/api/races", StringComparison.Ordinal))
            request.Content = JsonContent.Create(new { countries = new[] { "BR" }, modes = new[] { "async" }, site = "local" });
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [Theory]
    // The proxy leaves the base path in the path, removes it and names it, or does both.
    [InlineData("/flags-demo", "/flags-demo", null)]
    [InlineData("flags-demo/", "/flags-demo", null)]
    [InlineData(null, "", "/flags-demo")]
    [InlineData(null, "", "/flags-demo/")]
    [InlineData("/flags-demo", "/flags-demo", "/flags-demo")]
    public async Task Api_BelowABasePath_ItsLinksKeepIt(string? basePath, string path, string? prefix)
    {
        await using var dashboard = await (basePath is null ? Start() : Start(("BasePath", basePath)));
        (string, string)[] headers = prefix is null ? [] : [("X-Forwarded-Prefix", prefix)];
        using var started = await Send(dashboard, HttpMethod.Post, $"{path}/api/races", headers);
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        var answer = await started.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var id = answer.GetProperty("id").GetString();
        var self = $"/flags-demo/api/races/{id}";
        Assert.Equal(self, started.Headers.Location?.OriginalString);

        using var read = await Send(dashboard, HttpMethod.Get, $"{path}/api/races/{id}", headers);
        var race = await read.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var links = race.GetProperty("links");
        Assert.Equal(
            [self, $"{self}/events", $"{self}/cancel", $"/flags-demo/race/{id}"],
            new[] { "self", "events", "cancel", "page" }.Select(name => links.GetProperty(name).GetString()));
        Assert.Equal(
            $"{self}/runs/async/flags/{{cc}}", race.GetProperty("runs")[0].GetProperty("links").GetProperty("flags").GetString());
        using var list = await Send(dashboard, HttpMethod.Get, $"{path}/api/races", headers);
        Assert.Contains($"\"{self}/events\"", await list.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        using var cancelled = await Send(dashboard, HttpMethod.Post, $"{path}/api/races/{id}/cancel", headers);
        Assert.Contains($"\"{self}\"", await cancelled.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        using var description = await Send(dashboard, HttpMethod.Get, $"{path}/openapi/v1.json", headers);
        var openApi = await description.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.EndsWith("/flags-demo", openApi.GetProperty("servers")[0].GetProperty("url").GetString()!.TrimEnd('/'),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_RequestWithoutTheBasePath_IsAnsweredWithLinksThatWorkThere()
    {
        await using var dashboard = await Start(("BasePath", "/flags-demo"));
        using var started = await Send(dashboard, HttpMethod.Post, "/api/races");
        Assert.StartsWith("/api/races/", started.Headers.Location?.OriginalString, StringComparison.Ordinal);
        using var longer = await Send(dashboard, HttpMethod.Get, "/flags-demos/api/races");
        Assert.Equal(HttpStatusCode.NotFound, longer.StatusCode);
    }

    [Fact]
    public async Task Hub_BelowTheBasePath_StreamsTheRace()
    {
        await using var dashboard = await Start(("BasePath", "/flags-demo"));
        var race = dashboard.Race();
        await using var connection = RaceHubConnection.Create(new Uri(dashboard.Address, $"/flags-demo{RaceHub.Path}"));
        await connection.StartAsync(TestContext.Current.CancellationToken);
        var count = 0;
        await foreach (var batch in connection.Watch(race.Id, 0, TestContext.Current.CancellationToken))
            count += batch.Length;
        Assert.Equal(race.Log.Count, count);
    }

    [Theory]
    [InlineData("/flags-demo", "/flags-demo/")]
    [InlineData("/flags-demo?cc=BR", "/flags-demo/?cc=BR")]
    public async Task Get_BasePathWithoutSlash_RedirectsToTheSlash(string path, string expected)
    {
        await using var dashboard = await Start(("BasePath", "/flags-demo"));
        using var response = await Send(dashboard, HttpMethod.Get, path);
        Assert.Equal((HttpStatusCode.Redirect, expected), (response.StatusCode, response.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("http", false)]
    [InlineData("https", true)]
    public async Task SignIn_BelowTheBasePath_CookieAndRedirectStayThere(string scheme, bool secure)
    {
        await using var dashboard = await Start(("BasePath", "/flags-demo"));
        using var response = await Send(
            dashboard, HttpMethod.Get, $"/flags-demo{PresenterEndpoints.SignInPath}?token={Token}&returnUrl=/history",
            ("X-Forwarded-Proto", scheme));
        Assert.Equal("/flags-demo/history", response.Headers.Location?.OriginalString);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("path=/flags-demo;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(secure, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
        using var wrong = await Send(dashboard, HttpMethod.Get, $"/flags-demo{PresenterEndpoints.SignInPath}?token=x");
        Assert.Equal("/flags-demo/presenter?wrong=1", wrong.Headers.Location?.OriginalString);
    }

    [Theory]
    // By DNS rebinding, a page of another site reaches the loopback under its own name, and may send any header.
    [InlineData("evil.example", "localhost", HttpStatusCode.BadRequest)]
    [InlineData("localhost", "evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost", "flags.example", HttpStatusCode.OK)]
    [InlineData("flags.example", "flags.example", HttpStatusCode.OK)]
    public async Task Host_ForwardedOrNot_MustBeAllowed(string host, string forwarded, HttpStatusCode expected)
    {
        await using var dashboard = await Start(("AllowedHosts", "flags.example"));
        using var response = await Send(
            dashboard, HttpMethod.Get, "/api/races", ("Host", host), ("X-Forwarded-Host", forwarded));
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/a//b")]
    [InlineData("/..")]
    [InlineData("/a\"onload=")]
    public async Task Prefix_NoPlainPath_Is400(string prefix)
    {
        await using var dashboard = await Start();
        using var response = await Send(
            dashboard, HttpMethod.Get, $"{PresenterEndpoints.SignInPath}?token={Token}", ("X-Forwarded-Prefix", prefix));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Headers_OfAProxyThatIsNotTrusted_AreIgnored()
    {
        await using var dashboard = await Start(("TrustedProxies", "10.9.9.9"));
        using var response = await Send(
            dashboard, HttpMethod.Post, "/api/races", ("X-Forwarded-Prefix", "/flags-demo"), ("X-Forwarded-Host", "evil.example"),
            ("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Proto", "https"));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.StartsWith("/api/races/", response.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.9.9.9", true)]
    public async Task Limit_ByAddress_CountsTheVisitorsOfATrustedProxyApart(string trusted, bool isRefused)
    {
        await using var dashboard = await Start(
            ("TrustedProxies", trusted), ("Limits:MaxRequestBurst", "1"), ("Limits:MaxRequestsPerSecond", "1"));
        var statuses = new List<HttpStatusCode>();
        // One request becomes available again in each second, so two requests in a row may both be answered. Fifty may not.
        for (var visitor = 1; visitor <= 50; visitor++)
        {
            // A visitor may send the header too; only the last entry is the proxy's.
            using var response = await Send(dashboard, HttpMethod.Get, "/alive", ("X-Forwarded-For", $"192.0.2.1, 192.0.2.{visitor}"));
            statuses.Add(response.StatusCode);
        }

        Assert.Equal(isRefused, statuses.Contains(HttpStatusCode.TooManyRequests));
    }

    [Theory]
    [InlineData("BasePath", "/flags-demo")]
    [InlineData("TrustedProxies", "127.0.0.1")]
    public async Task Presenter_BehindAProxy_NeedsTheToken(string setting, string value)
    {
        await using var dashboard = await TestDashboard.Start(settings: new() { [setting] = value });
        Assert.False(dashboard.Get<PresenterAccess>().IsEveryonePresenter);
        using var client = new HttpClient { BaseAddress = dashboard.Address };
        using var refused = await client.PostAsync("/api/races/a/cancel", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }
}

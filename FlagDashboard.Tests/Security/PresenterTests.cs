using System.Net;
using System.Net.Http.Json;
using FlagDashboard.Flags;
using FlagDashboard.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace FlagDashboard.Tests.Security;

/// <summary>Who may change things, through the API, the presenter's link and the pages.</summary>
public sealed class PresenterTests
{
    private const string Token = "a-token-of-the-class";

    private static Task<TestDashboard> Guarded(string token = Token) =>
        TestDashboard.Start(settings: new() { ["Presenter:Token"] = token });

    private static HttpClient ClientOf(TestDashboard dashboard, string? bearer = null, bool cookies = false)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies })
        {
            BaseAddress = dashboard.Address,
        };
        if (bearer is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", bearer);
        return client;
    }

    private static Task<HttpResponseMessage> StartRace(HttpClient client) => client.PostAsJsonAsync(
        "/api/races", new { countries = new[] { "BR" }, modes = new[] { "async" }, site = "local" },
        TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("another-token-of-it", HttpStatusCode.Unauthorized)]
    [InlineData(Token + " ", HttpStatusCode.Created)]
    [InlineData(Token, HttpStatusCode.Created)]
    public async Task Post_TokenConfigured_IsAcceptedOnlyWithThatToken(string? bearer, HttpStatusCode expected)
    {
        await using var dashboard = await Guarded();
        using var client = ClientOf(dashboard, bearer is "" ? null : bearer);
        using var response = await StartRace(client);
        Assert.Equal(expected, response.StatusCode);
        if (expected != HttpStatusCode.Unauthorized)
            return;
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Only the presenter", body, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, body, StringComparison.Ordinal);
        Assert.Empty((await client.GetFromJsonAsync<object[]>("/api/races", TestContext.Current.CancellationToken))!);
    }

    [Fact]
    public async Task ApiEndpoints_NotReadOnly_AllRequirePresenter()
    {
        await using var dashboard = await Guarded();
        var changing = dashboard.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal))
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Except(["GET", "HEAD"]).Any())
            .ToList();
        Assert.True(changing.Count >= 3);
        Assert.All(changing, endpoint =>
            Assert.Equal(PresenterRequirement.PolicyName, endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy));
    }

    // Browsers do not tell the ports of one host apart when they send cookies.
    [Fact]
    public async Task SignIn_TwoServersOfOneHost_KeepsBothSignedIn()
    {
        await using var one = await Guarded();
        await using var two = await Guarded("the-token-of-another-class");
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        foreach (var (dashboard, token) in new[] { (one, Token), (two, "the-token-of-another-class") })
        {
            using var signedIn = await browser.GetAsync(
                new Uri(dashboard.Address, $"{PresenterEndpoints.SignInPath}?token={token}"), TestContext.Current.CancellationToken);
        }

        foreach (var dashboard in new[] { one, two })
        {
            using var started = await browser.PostAsJsonAsync(
                new Uri(dashboard.Address, "/api/races"), new { countries = new[] { "BR" }, modes = new[] { "async" }, site = "local" },
                TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        }
    }

    [Fact]
    public async Task SignIn_Link_MakesTheBrowserThePresentersUntilItSignsOut()
    {
        await using var dashboard = await Guarded();
        using var client = ClientOf(dashboard, cookies: true);
        using var signedIn = await client.GetAsync(
            $"{PresenterEndpoints.SignInPath}?token={Token}&returnUrl=/history", TestContext.Current.CancellationToken);
        Assert.Equal("/history", signedIn.Headers.Location?.OriginalString);
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        using (var started = await StartRace(client))
            Assert.Equal(HttpStatusCode.Created, started.StatusCode);

        using var copy = ClientOf(dashboard);
        copy.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        using (var started = await StartRace(copy))
            Assert.Equal(HttpStatusCode.Created, started.StatusCode);

        using (var unread = await client.PostAsJsonAsync(
            PresenterEndpoints.SignInPath, new { token = Token }, TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, unread.StatusCode);

        using var signedOut = await client.PostAsync(PresenterEndpoints.SignOutPath, null, TestContext.Current.CancellationToken);
        Assert.Equal("/", signedOut.Headers.Location?.OriginalString);
        foreach (var browser in new[] { client, copy })
        {
            using var refused = await StartRace(browser);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    [Fact]
    public async Task SignIn_CookieOfEarlierToken_IsNotPresenter()
    {
        await using var first = await Guarded("the-token-of-monday");
        using var client = ClientOf(first);
        using var signedIn = await client.GetAsync(
            $"{PresenterEndpoints.SignInPath}?token=the-token-of-monday", TestContext.Current.CancellationToken);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        await using var second = await Guarded("the-token-of-tuesday");
        using var later = ClientOf(second);
        later.DefaultRequestHeaders.Add("Cookie", cookie);
        using var refused = await StartRace(later);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("?token=wrong-token-of-class")]
    [InlineData("?token=")]
    [InlineData("")]
    public async Task SignIn_WithoutTheToken_SetsNoCookie(string query)
    {
        await using var dashboard = await Guarded();
        using var client = ClientOf(dashboard);
        using var response = await client.GetAsync(PresenterEndpoints.SignInPath + query, TestContext.Current.CancellationToken);
        Assert.Equal("/presenter?wrong=1", response.Headers.Location?.OriginalString);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/race/a?t=5", "/race/a?t=5")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\tevil", "/")]
    [InlineData("/.//evil.example", "/")]
    [InlineData("/é", "/%C3%A9")]
    [InlineData("/race/a?t=5#é", "/race/a?t=5#%C3%A9")]
    [InlineData("", "/")]
    public async Task SignIn_ReturnUrlToOtherServer_RedirectsWithinThisServer(string address, string expected)
    {
        await using var dashboard = await Guarded();
        using var client = ClientOf(dashboard);
        using var response = await client.GetAsync(
            $"{PresenterEndpoints.SignInPath}?token={Token}&returnUrl={Uri.EscapeDataString(address)}",
            TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData(true, null, "http://localhost:5080")]
    [InlineData(true, null, "http://127.0.0.1:5080", "https://[::1]:5081")]
    [InlineData(false, null, "http://127.0.0.1:5080", "http://192.168.1.5:5080")]
    [InlineData(false, null, "http://0.0.0.0:5080")]
    [InlineData(false, null, "http://[::]:5080")]
    [InlineData(false, null, "http://*:5080")]
    [InlineData(false, null, "http://+:5080")]
    [InlineData(false, null, "http://flags.example:5080")]
    [InlineData(false, Token, "http://localhost:5080")]
    public void IsEveryonePresenter_BoundAddresses_IsTrueOnlyOnLoopbackWithoutToken(
        bool expected, string? token, params string[] addresses) =>
        Assert.Equal(expected, Access(token, addresses).IsEveryonePresenter);

    [Fact]
    public void Token_NotConfigured_IsRandomAndInTheInvitation()
    {
        var access = Access(null, "http://0.0.0.0:5080");
        Assert.Equal(32, access.Token.Length);
        Assert.NotEqual(access.Token, Access(null).Token);
        Assert.EndsWith(
            $"http://localhost:5080/presenter/sign-in?token={access.Token}",
            PresenterEndpoints.SignInInstructions("http://localhost:5080", access),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            Token, PresenterEndpoints.SignInInstructions("http://localhost:5080", Access(Token)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("fifteen-letters")]
    public void Token_TooShort_IsRefusedAtTheStart(string token) =>
        Assert.Contains(
            "16 characters", Assert.Throws<InvalidConfigurationException>(() => Access(token)).Message, StringComparison.Ordinal);

    private static PresenterAccess Access(string? token, params string[] addresses) => new(
        new BoundServer(addresses), new ConfigurationBuilder().AddInMemoryCollection([new("Presenter:Token", token)]).Build());
}

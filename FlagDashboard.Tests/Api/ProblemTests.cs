using System.Net;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Api;

public sealed class ProblemTests : ApiTest
{
    /// <summary>A mode that cannot even say what it is.</summary>
    private sealed class Broken : IConcurrencyMode
    {
        public ModeInfo Info => throw new InvalidOperationException("secret");

        public void DownloadMany(IRunContext run)
        {
        }
    }

    private protected override void ConfigureServices(IServiceCollection services) => services.AddSingleton<IConcurrencyMode, Broken>();

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/API/nosuch")]
    [InlineData("/api/races/a/b/c")]
    [InlineData("/api/races/a/runs/b/flags/c/d")]
    [InlineData("/api/%2e%2e%2fraces")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/health/nosuch")]
    public async Task Get_UnknownAddress_ReturnsProblemDocument(string path)
    {
        // Under these paths, even a client that prefers HTML gets a problem document.
        Client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var problem = await (await Get(path)).Problem(HttpStatusCode.NotFound);
        Assert.Equal("Not Found", problem.Text("title"));
    }

    [Theory]
    [InlineData("DELETE", "/api/races", "GET, HEAD, POST")]
    [InlineData("PUT", "/api/races/a", "GET, HEAD")]
    [InlineData("POST", "/api/modes", "GET, HEAD")]
    [InlineData("GET", "/api/races/a/cancel", "POST")]
    [InlineData("POST", "/health", "GET, HEAD")]
    [InlineData("OPTIONS", "/api/races", "GET, HEAD, POST")]
    public async Task Send_WrongMethod_Returns405WithAllowedMethods(string method, string path, string allowed)
    {
        var response = await Send(new HttpMethod(method), path);
        await response.Problem(HttpStatusCode.MethodNotAllowed);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order()));
    }

    [Fact]
    public async Task Get_EndpointThrows_ReturnsProblemAndWritesReasonOnlyToLog()
    {
        ExpectsServerError = true;
        var response = await Get("/api/modes");
        Assert.DoesNotContain("secret", await response.Text());
        await response.Problem(HttpStatusCode.InternalServerError);
        Assert.Contains("secret", Assert.Single(Dashboard.LoggedErrors));
    }

    [Fact]
    public async Task Get_NullByteInPath_Returns400WithoutBody()
    {
        using var client = new HttpClient { BaseAddress = Dashboard.Address };
        var response = await client.GetAsync("/api/races/%00", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.BadRequest, ""), (response.StatusCode, await response.Text()));
    }

    [Fact]
    public async Task Get_ForeignOrigin_ReturnsNoCorsHeaders()
    {
        Client.DefaultRequestHeaders.Add("Origin", "http://elsewhere.example");
        var response = await Get("/api/countries");
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }
}

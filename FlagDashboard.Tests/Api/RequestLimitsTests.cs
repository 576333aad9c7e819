using System.Net;
using System.Threading.RateLimiting;
using FlagDashboard.Api;
using FlagDashboard.Security;
using FlagDashboard.Tests.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace FlagDashboard.Tests.Api;

/// <summary>The requests of an address and of the presenter, at each limit, one above, and at ten times as much.</summary>
public sealed class RequestLimitsTests : IDisposable
{
    private const string Token = "a-token-of-the-class";

    private static readonly PresenterAccess Access = new(
        new BoundServer(), new ConfigurationBuilder().AddInMemoryCollection([new("Presenter:Token", Token)]).Build());

    // In a day no request becomes available again while the test runs.
    private readonly PartitionedRateLimiter<HttpContext> _limiter = RequestRateLimiting.CreateLimiter(
        new() { MaxRequestBurst = 3, MaxPresenterRequestBurst = 5, MaxRequestsPerSecond = 1, MaxPresenterRequestsPerSecond = 1 },
        Access, TimeSpan.FromDays(1));

    public void Dispose() => _limiter.Dispose();

    private static DefaultHttpContext Request(string address, string? bearer = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (bearer is not null)
            context.Request.Headers.Authorization = $"Bearer {bearer}";
        return context;
    }

    private static DefaultHttpContext RequestWithCookie(string address)
    {
        var context = Request(address);
        context.User = Access.CreatePresenter();
        return context;
    }

    private bool IsTaken(HttpContext context) => _limiter.AttemptAcquire(context).IsAcquired;

    [Fact]
    public void Requests_OfAnAddress_AreLimitedApartFromOthers()
    {
        for (var i = 1; i <= 30; i++)
            Assert.Equal(i <= 3, IsTaken(Request("10.0.0.1")));
        Assert.True(IsTaken(Request("10.0.0.2")));
        Assert.True(IsTaken(Request("10.0.0.1", Token)));
    }

    [Fact]
    public void Requests_OfThePresenter_AreLimitedInAllAndApartFromTheAddress()
    {
        for (var i = 1; i <= 50; i++)
            Assert.Equal(i <= 5, IsTaken(i % 2 == 0 ? Request($"10.0.0.{i}", Token) : RequestWithCookie("10.0.0.1")));
        Assert.True(IsTaken(Request("10.0.0.1")));
    }

    [Fact]
    public void Requests_WithAWrongToken_CountByAddress()
    {
        for (var i = 1; i <= 30; i++)
            Assert.Equal(i <= 3, IsTaken(Request("10.0.0.1", $"a-wrong-token-no-{i}")));
    }

    [Fact]
    public async Task Get_BeyondTheLimitOfTheAddress_IsStillTakenFromThePresenter()
    {
        await using var dashboard = await TestDashboard.Start(settings: new()
        {
            ["Presenter:Token"] = Token,
            ["Limits:MaxRequestBurst"] = "1",
            ["Limits:MaxRequestsPerSecond"] = "1",
        });
        using var client = new HttpClient { BaseAddress = dashboard.Address };
        HttpStatusCode status;
        do
        {
            using var answer = await client.GetAsync("/alive", TestContext.Current.CancellationToken);
            status = answer.StatusCode;
        }
        while (status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.TooManyRequests, status);

        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        for (var i = 0; i < 10; i++)
        {
            using var answer = await client.GetAsync("/alive", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}

using System.Net;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Api;

public sealed class HealthTests : ApiTest
{
    private async Task<string> Unhealthy()
    {
        // A failed check is logged as an error, so that the operator of the server sees it.
        ExpectsServerError = true;
        var health = await (await Get("/health")).Json(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("unhealthy", health.Text("status"));
        var check = health.GetProperty("checks").EnumerateArray().First();
        Assert.Equal(("built-in site", "unhealthy"), (check.Text("name"), check.Text("status")));
        Assert.Equal("healthy", (await GetJson("/alive")).Text("status"));
        return check.Text("detail");
    }

    [Fact]
    public async Task Health_SiteAnswers_IsHealthy()
    {
        var response = await Get("/health");
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(
            """{"status":"healthy","checks":[{"name":"built-in site","status":"healthy"},{"name":"history","status":"healthy"}]}""",
            await response.Text());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Alive_Get_ReturnsHealthyWithoutChecks() =>
        Assert.Equal("""{"status":"healthy","checks":[]}""", (await GetJson("/alive")).GetRawText());

    [Fact]
    public async Task Health_SiteIsNotUp_IsUnhealthyButAlive()
    {
        Dashboard.Get<FlagSiteFactory>().BuiltInAddress = null;
        Assert.Equal("The site is not running.", await Unhealthy());
    }

    [Fact]
    public async Task Health_RacesCannotBeSaved_IsDegradedAndRacesAllTheSame()
    {
        // The recorder tries again twice a second, which would clear the problem.
        await Dashboard.Get<RaceArchive>().StopAsync(TestContext.Current.CancellationToken);
        var file = Dashboard.Get<HistoryDatabase>();
        Assert.False(file.TryWrite(_ => throw new IOException("gone")));
        var health = await GetJson("/health");
        Assert.Equal("degraded", health.Text("status"));
        var check = health.GetProperty("checks").EnumerateArray().Last();
        Assert.Equal(("history", "degraded"), (check.Text("name"), check.Text("status")));
        Assert.Contains("cannot be opened or written (gone)", check.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_SiteRefuses_IsUnhealthyButAlive()
    {
        Dashboard.Get<FlagSiteFactory>().BuiltInAddress = Dashboard.Get<FlagSiteFactory>().RefusingEndpoint;
        Assert.Equal("The site does not answer: connection refused.", await Unhealthy());
    }

    [Fact]
    public async Task Health_SiteHasNoFlag_IsUnhealthyButAlive()
    {
        UseSite((_, _) => Task.FromResult(RawSite.Missing));
        Assert.Equal("The site has no flags.", await Unhealthy());
    }
}

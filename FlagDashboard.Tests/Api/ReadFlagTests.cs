using System.Net;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Api;

public sealed class ReadFlagTests : ApiTest
{
    private Task<HttpResponseMessage> Flag(Race race, string cc, string mode = "sequential") =>
        Get($"/api/races/{race.Id}/runs/{mode}/flags/{cc}");

    private async Task<(string Download, string Detail)> Missing(Race race, string cc)
    {
        var problem = await (await Flag(race, cc)).Problem(HttpStatusCode.NotFound);
        return (problem.Text("download"), problem.Text("detail"));
    }

    [Fact]
    public async Task Get_DownloadedFlag_ReturnsItsBytesAsImage()
    {
        var race = await FinishedRace();
        foreach (var cc in new[] { "BR", "br" })
        {
            var response = await Flag(race, cc, "async");
            Assert.Equal(WebRoot.Flag("BR"), await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal("image/png", response.Content.Headers.ContentType?.ToString());
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString());
        }
    }

    [Fact]
    public async Task Get_KnownETag_ReturnsNotModified()
    {
        var race = await FinishedRace();
        var tag = (await Flag(race, "br")).Headers.ETag!.ToString();
        Assert.Equal($"\"{race.Log.Fold().Of("sequential").Futures[0].ImageHash}\"", tag);
        var again = await Send(HttpMethod.Get, $"/api/races/{race.Id}/runs/async/flags/br", ifNoneMatch: tag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Get_FlagOfRun_ReturnsBytesOfThatRun()
    {
        var asked = 0;
        UseSite((code, _) => Task.FromResult(RawSite.Flag($"{code}{Interlocked.Increment(ref asked)}")));
        var race = await FinishedRace(
            plan => plan with { Countries = ["BR"], Modes = ["sequential", "async"], StartOrder = StartOrder.InTurn });
        var (first, second) = (await (await Flag(race, "br")).Text(), await (await Flag(race, "br", "async")).Text());
        Assert.Contains("BR1", first, StringComparison.Ordinal);
        Assert.Contains("BR2", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SvgDeclaredAsHtml_ReturnsSvgContentType()
    {
        UseSite((_, _) => Task.FromResult(
            ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 42\r\n\r\n"u8
                + "<svg xmlns=\"http://www.w3.org/2000/svg\" />"u8).ToArray()));
        var race = await FinishedRace();
        Assert.Equal("image/svg+xml", (await Flag(race, "br")).Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Get_FlagNotYetDownloaded_Returns404WithState()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR", "CN"], Modes = ["sequential"] });
        await race.Seen(raceEvent => raceEvent.Kind == RaceEventKind.Started);
        Assert.Equal(("running", "There is no flag of BR: it is being downloaded."), await Missing(race, "BR"));
        Assert.Equal(("pending", "There is no flag of CN: it waits for a worker."), await Missing(race, "CN"));
        race.Cancel();
        await race.Through();
        Assert.Equal(("cancelled", "There is no flag of BR: its download was cancelled: given up."), await Missing(race, "BR"));
        Assert.Equal(("cancelled", "There is no flag of CN: its download was cancelled: never started."), await Missing(race, "CN"));
    }

    [Fact]
    public async Task Get_FlagOfInterruptedRace_Returns404WithReason()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR", "CN"], Modes = ["sequential"] });
        await race.Seen(raceEvent => raceEvent.Kind == RaceEventKind.Started);
        var imported = Interrupted(race);
        Assert.Equal(("interrupted", "There is no flag of BR: the server stopped before it was downloaded."),
            await Missing(imported, "BR"));
        Assert.Equal(("interrupted", "There is no flag of CN: the server stopped before it was downloaded."),
            await Missing(imported, "CN"));
    }

    [Fact]
    public async Task Get_FailedFlag_Returns404WithReason()
    {
        UseSite((code, _) => Task.FromResult(code == "BR" ? RawSite.Missing : RawSite.Broken));
        var race = await FinishedRace();
        Assert.Equal(("notFound", "There is no flag of BR: the site has no such flag."), await Missing(race, "BR"));
        Assert.Equal(("error", "There is no flag of CN: its download failed: HTTP 500 Internal Server Error."), await Missing(race, "CN"));
    }

    [Theory]
    [InlineData("de", "sequential", "“de” is not a country of this race.")]
    [InlineData("..%2f..%2fbr", "sequential", "“..%2f..%2fbr” is not a country of this race.")]
    [InlineData("br", "threads", "This race has no run “threads”; it has sequential, async.")]
    [InlineData("br", "..%2fasync", "This race has no run “..%2fasync”; it has sequential, async.")]
    public async Task Get_UnknownRunOrCountry_Returns404WithReason(string cc, string mode, string said)
    {
        var race = await FinishedRace(plan => plan with { Modes = ["sequential", "async"] });
        Assert.Equal(said, (await (await Flag(race, cc, mode)).Problem(HttpStatusCode.NotFound)).Text("detail"));
    }

    [Fact]
    public async Task Get_FlagDeletedFromDisk_Returns404WithReason()
    {
        var race = await FinishedRace();
        Directory.Delete(Path.Combine(Dashboard.Get<FlagStore>().RootFolder, race.Id), recursive: true);
        var problem = await (await Flag(race, "br")).Problem(HttpStatusCode.NotFound);
        Assert.Equal("The flag of BR was downloaded, but has since been deleted from the disk of the server.", problem.Text("detail"));
    }
}

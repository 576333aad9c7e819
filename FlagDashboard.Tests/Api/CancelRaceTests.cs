using System.Net;
using FlagDashboard.Log;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Api;

public sealed class CancelRaceTests : ApiTest
{
    [Fact]
    public async Task Cancel_RunningRaceTwice_EndsItOnce()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR", "CN", "DE"], Modes = ["sequential", "async"], Workers = 1 });
        await race.Seen(raceEvent => raceEvent is { Kind: RaceEventKind.Started, Run: 0 });
        await race.Seen(raceEvent => raceEvent is { Kind: RaceEventKind.Started, Run: 1 });
        var response = await Post($"/api/races/{race.Id}/cancel");
        Assert.Equal(race.Id, (await response.Json(HttpStatusCode.Accepted)).Text("id"));
        Assert.Equal($"/api/races/{race.Id}", response.Headers.Location?.ToString());
        await race.Through();
        var document = await GetJson($"/api/races/{race.Id}");
        Assert.Equal("cancelled", document.Text("status"));
        Assert.All(document.GetProperty("runs").EnumerateArray(), run =>
            Assert.Equal((3, "cancelled"), (run.Number("cancelled"), run.Text("outcome"))));
        var again = await (await Post($"/api/races/{race.Id}/cancel")).Json(HttpStatusCode.OK);
        Assert.Equal(document.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task Cancel_FinishedRace_LeavesItFinished()
    {
        var race = await FinishedRace();
        Assert.Equal("finished", (await (await Post($"/api/races/{race.Id}/cancel")).Json(HttpStatusCode.OK)).Text("status"));
    }

    [Fact]
    public async Task Cancel_ByGet_Returns405AndRaceGoesOn()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR"], Modes = ["sequential"] });
        await (await Get($"/api/races/{race.Id}/cancel")).Problem(HttpStatusCode.MethodNotAllowed);
        ReleaseDownloads();
        Assert.Equal(Outcome.Ok, (await race.Through()).Outcome);
    }
}

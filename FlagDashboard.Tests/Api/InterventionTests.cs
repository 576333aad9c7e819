using System.Net;
using System.Text;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Api;

public sealed class InterventionTests : ApiTest
{
    /// <summary>A race that waits for Brazil in both modes, while China is pending in one.</summary>
    private async Task<Race> Start()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR", "CN"], Modes = ["sequential", "threads-map"], Workers = 1 });
        await race.Seen(raceEvent => raceEvent is { Kind: RaceEventKind.Started, Run: 0 });
        await race.Seen(raceEvent => raceEvent is { Kind: RaceEventKind.Started, Run: 1 });
        await race.Seen(raceEvent => raceEvent is { Kind: RaceEventKind.Submitted, Run: 1, Future: 1 });
        return race;
    }

    private Task<HttpResponseMessage> Change(string id, string json, string type = "application/json") => Send(
        HttpMethod.Post, $"/api/races/{id}/interventions", new StringContent(json, Encoding.UTF8, type));

    [Theory]
    [InlineData("""{"country":"BR","act":"slow","delayMs":5000}""", "sequential,threads-map", RaceEvent.None)]
    [InlineData("""{"country":"br","act":"notFound","mode":"threads-map","delayMs":null}""", "threads-map", 1)]
    [InlineData("""{"country":"CN","act":"stall","mode":null}""", "sequential,threads-map", RaceEvent.None)]
    [InlineData("""{"country":"CN","act":"cancel"}""", "threads-map", 1)]
    public async Task Change_AllowedByStateOfFuture_IsDoneAndLogged(string json, string modes, int run)
    {
        var race = await Start();
        var changed = await (await Change(race.Id, json)).Json(HttpStatusCode.OK);
        Assert.Equal(modes, string.Join(',', changed.GetProperty("modes").EnumerateArray().Select(mode => mode.GetString())));
        var recorded = race.Log.Snapshot().Single(raceEvent => raceEvent.Kind == RaceEventKind.Intervened);
        Assert.Equal((run, Intervention.PresenterRole), (recorded.Run, recorded.Intervention!.ByRole));
        Assert.DoesNotContain("interven", (await GetJson($"/api/races/{race.Id}")).GetProperty("plan").GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"country":"BR"}""")]
    [InlineData("""{"act":"reset"}""")]
    [InlineData("""{"country":"XX","act":"reset"}""")]
    [InlineData("""{"country":7,"act":"reset"}""")]
    [InlineData("""{"country":"\ud800","act":"reset"}""")]
    [InlineData("""{"country":"BR","act":"explode"}""")]
    [InlineData("""{"country":"BR","act":"NotFound"}""")]
    [InlineData("""{"country":"BR","act":2}""")]
    [InlineData("""{"country":"BR","act":"reset","mode":"async"}""")]
    [InlineData("""{"country":"BR","act":"reset","by":"me"}""")]
    [InlineData("""{"country":"BR","act":"slow"}""")]
    [InlineData("""{"country":"BR","act":"slow","delayMs":"5"}""")]
    [InlineData("""{"country":"BR","act":"slow","delayMs":1e999}""")]
    [InlineData("""{"country":"BR","act":"slow","delayMs":-1}""")]
    public async Task Change_InvalidBody_Returns400AndChangesNothing(string json)
    {
        var race = await Start();
        await (await Change(race.Id, json)).Problem(HttpStatusCode.BadRequest);
        Assert.Equal(0, race.Log.Snapshot().Count(raceEvent => raceEvent.Kind == RaceEventKind.Intervened));
    }

    [Fact]
    public async Task Change_FutureOrRaceDoesNotAllowIt_Returns409()
    {
        var race = await Start();
        var problem = await (await Change(race.Id, """{"country":"BR","act":"cancel"}""")).Problem(HttpStatusCode.Conflict);
        Assert.StartsWith("BR is running.", problem.Text("detail"));
        race.Cancel();
        await race.Through();
        problem = await (await Change(race.Id, """{"country":"BR","act":"reset"}""")).Problem(HttpStatusCode.Conflict);
        Assert.StartsWith("The race is over", problem.Text("detail"));
    }

    [Fact]
    public async Task Change_WrongRaceTypeSizeOrMethod_ReturnsMatchingStatus()
    {
        var race = await Start();
        await (await Change("nosuchrace", """{"country":"BR","act":"reset"}""")).Problem(HttpStatusCode.NotFound);
        await (await Change(race.Id, """{"country":"BR","act":"reset"}""", "text/plain")).Problem(HttpStatusCode.UnsupportedMediaType);
        await (await Change(race.Id, new string(' ', 65 * 1024))).Problem(HttpStatusCode.RequestEntityTooLarge);
        await (await Get($"/api/races/{race.Id}/interventions")).Problem(HttpStatusCode.MethodNotAllowed);
    }
}

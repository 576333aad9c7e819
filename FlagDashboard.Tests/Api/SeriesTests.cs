using System.Net;
using System.Text;
using System.Text.Json;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Api;

/// <summary>/api/series.</summary>
public sealed class SeriesTests : ApiTest
{
    private const string Plan = """ "countries": ["BR", "CN"], "modes": ["sequential", "async"], "site": "local" """;

    private Task<HttpResponseMessage> PostSeries(string json) =>
        Send(HttpMethod.Post, "/api/series", new StringContent(json, Encoding.UTF8, "application/json"));

    private async Task<JsonElement> Ended(string json)
    {
        var id = (await (await PostSeries(json)).Json(HttpStatusCode.Created)).Text("id");
        await Dashboard.Get<SeriesRegistry>().Find(id)!.Completion.Guarded();
        return await GetJson($"/api/series/{id}");
    }

    [Fact]
    public async Task Post_PlanWithRepeat_RacesItThatOften()
    {
        var answer = await PostSeries($$"""{ {{Plan}}, "repeat": 3 }""");
        var started = await answer.Json(HttpStatusCode.Created);
        Assert.Equal(answer.Headers.Location?.ToString(), started.GetProperty("links").Text("self"));
        await Dashboard.Get<SeriesRegistry>().Find(started.Text("id"))!.Completion.Guarded();

        var series = await GetJson(started.GetProperty("links").Text("self"));
        Assert.Equal(("finished", 3), (series.Text("status"), series.Number("repeat")));
        Assert.Equal(["BR", "CN"], series.GetProperty("plan").GetProperty("countries").EnumerateArray().Select(code => code.GetString()));
        var races = series.GetProperty("races").EnumerateArray().Select(race => race.GetString()!).ToList();
        Assert.Equal(3, races.Count);
        for (var number = 1; number <= 3; number++)
        {
            var place = (await GetJson($"/api/races/{races[number - 1]}")).GetProperty("series");
            Assert.Equal((started.Text("id"), number, 3), (place.Text("id"), place.Number("number"), place.Number("count")));
        }

        Assert.Equal(3, (await GetJson("/api/races")).EnumerateArray().Count(race => race.TryGetProperty("series", out _)));
    }

    [Fact]
    public async Task Get_EndedSeries_HasTheNumbersOfItsRaces()
    {
        var series = await Ended($$"""{ {{Plan}}, "repeat": "5" }""");
        var mode = series.GetProperty("modes")[0];
        var times = new List<double>();
        foreach (var run in mode.GetProperty("runs").EnumerateArray())
        {
            var race = await GetJson($"/api/races/{run.Text("race")}");
            Assert.Equal(race.GetProperty("runs")[0].GetProperty("elapsedMs").GetDouble(), run.GetProperty("elapsedMs").GetDouble());
            times.Add(run.GetProperty("elapsedMs").GetDouble());
        }

        times.Sort();
        Assert.Equal(("sequential", 5), (mode.Text("mode"), mode.Number("counted")));
        Assert.Equal(
            (times[2], times[0], times[4]),
            (mode.GetProperty("medianMs").GetDouble(), mode.GetProperty("minMs").GetDouble(), mode.GetProperty("maxMs").GetDouble()));
        Assert.Contains(
            Assert.Single(series.GetProperty("differences").EnumerateArray()).Text("kind"), new[] { "real", "tooFewRuns", "notShown" });
    }

    [Fact]
    public async Task RunsCsv_EndedSeries_HasOneLinePerRun()
    {
        var series = await Ended($$"""{ {{Plan}}, "repeat": 2 }""");
        var answer = await Get(series.GetProperty("links").Text("runs") + "?separator=semicolon");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var lines = (await answer.Text()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("series;number;race;mode;elapsed ms;not counted", lines[0].TrimStart('\uFEFF'));
        Assert.Equal(5, lines.Length);
        Assert.StartsWith($"\"{series.Text("id")}\";1;\"{series.GetProperty("races")[0].GetString()}\";\"sequential\";", lines[1]);
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(series.GetProperty("links").Text("runs") + "?separator=x")).StatusCode);
    }

    [Fact]
    public async Task Cancel_RunningSeries_StopsTheRest()
    {
        BlockDownloads();
        var started = await (await PostSeries($$"""{ {{Plan}} }""")).Json(HttpStatusCode.Created);
        Assert.Equal(("running", RepeatRules.DefaultInSeries), (started.Text("status"), started.Number("repeat")));
        var answer = await Post(started.GetProperty("links").Text("cancel"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Dashboard.Get<SeriesRegistry>().Find(started.Text("id"))!.Completion.Guarded();
        var series = await GetJson($"/api/series/{started.Text("id")}");
        Assert.Equal(("cancelled", 1), (series.Text("status"), series.GetProperty("races").GetArrayLength()));
        Assert.Equal(
            "cancelled", series.GetProperty("modes")[0].GetProperty("runs")[0].Text("uncounted"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("31")]
    [InlineData("\"many\"")]
    [InlineData("[2]")]
    public async Task Post_RepeatOutOfRange_IsRefused(string repeat)
    {
        var errors = await (await PostSeries($$"""{ {{Plan}}, "workers": 0, "repeat": {{repeat}} }""")).Errors();
        Assert.Equal(
            ["workers: Workers must be from 1 to 676.", "repeat: Repeat must be a whole number: 1 for a single race, or from 2 to 30."],
            errors);
        Assert.Empty(Dashboard.Get<RaceRegistry>().Listed);
    }

    [Fact]
    public async Task UnknownSeries_IsNotFound()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Get("/api/series/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Get("/api/series/nothing/runs.csv")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Post("/api/series/nothing/cancel")).StatusCode);
    }
}

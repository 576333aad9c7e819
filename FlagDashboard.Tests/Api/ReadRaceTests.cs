using System.Net;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Api;

public sealed class ReadRaceTests : ApiTest
{
    public static TheoryData<string> NoRace =>
        ["aaaaaaaaaa", "..%2F..", "%2e%2e%2fetc", "A%20b", "%F0%9F%92%A5", new string('a', 10 * 1024)];

    [Theory, MemberData(nameof(NoRace))]
    public async Task Get_UnknownRace_Returns404WithShortMessage(string id)
    {
        foreach (var path in new[] { "", "/events", "/runs/async/flags/br" })
        {
            var problem = await (await Get($"/api/races/{id}{path}")).Problem(HttpStatusCode.NotFound);
            Assert.StartsWith("There is no race “", problem.Text("detail"));
            Assert.InRange(problem.Text("detail").Length, 1, 150);
        }

        await (await Post($"/api/races/{id}/cancel")).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_FinishedRace_ReturnsStateOfItsLog()
    {
        UseSite((code, _) => Task.FromResult(code switch { "CN" => RawSite.Missing, "DE" => RawSite.Broken, _ => RawSite.Flag(code) }));
        var race = await FinishedRace(plan => plan with { Countries = ["BR", "CN", "DE"], Workers = 2 });
        var state = await race.Through();
        var results = RaceResults.Of(state);
        var document = await GetJson($"/api/races/{race.Id}");
        Assert.Equal((race.Id, "downloads", "finished"), (document.Text("id"), document.Text("kind"), document.Text("status")));
        Assert.Equal(race.Log.Count, document.Number("events"));
        Assert.Equal(race.StartedAt, document.GetProperty("startedAt").GetDateTimeOffset());
        Assert.Equal(state.FinishedAtMs!.Value, document.GetProperty("elapsedMs").GetDouble(), 0.001);
        Assert.Equal(2, document.GetProperty("plan").Number("workers"));
        foreach (var (run, told) in state.Runs.Zip(document.GetProperty("runs").EnumerateArray()))
        {
            Assert.Equal(run.Mode, told.Text("mode"));
            Assert.Equal((run.Workers, 3, 1, 1, 1),
                (told.Number("workers"), told.Number("requested"), told.Number("ok"), told.Number("notFound"), told.Number("errors")));
            Assert.Equal((0, run.Received.Count), (told.Number("cancelled"), told.Number("received")));
            Assert.Equal(run.Futures[0].Bytes, told.Number("bytes"));
            Assert.Equal(run.ElapsedMs!.Value, told.GetProperty("elapsedMs").GetDouble(), 0.001);
            Assert.Equal(results.ResultOf(run)?.SpeedUp is null, !told.TryGetProperty("speedUp", out _));
            Assert.Equal(run.Outcome == Outcome.Ok ? "ok" : "error", told.Text("outcome"));
            Assert.Equal(run.Mode == "threads-map", told.TryGetProperty("endedBy", out _));
        }

        var map = document.GetProperty("runs").EnumerateArray().Single(run => run.Text("mode") == "threads-map");
        Assert.Equal(("DE", "HTTP 500 Internal Server Error"), (map.Text("endedBy"), map.Text("detail")));
    }

    [Fact]
    public async Task Get_RunningRace_ReturnsStateSoFar()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR", "CN", "DE"], Modes = ["sequential"] });
        ReleaseDownloads();
        await race.Seen(raceEvent => raceEvent.Kind == RaceEventKind.Started && raceEvent.Future == 1);
        var document = await GetJson($"/api/races/{race.Id}");
        Assert.Equal("running", document.Text("status"));
        Assert.False(document.TryGetProperty("elapsedMs", out _));
        var run = Assert.Single(document.GetProperty("runs").EnumerateArray());
        Assert.Equal((3, 1, 1), (run.Number("requested"), run.Number("ok"), run.Number("received")));
        Assert.False(run.TryGetProperty("outcome", out _) || run.TryGetProperty("elapsedMs", out _)
            || run.TryGetProperty("speedUp", out _));
        ReleaseDownloads(2);
        await race.Through();
    }

    [Fact]
    public async Task Get_Links_OpenTheNamedResources()
    {
        var race = await FinishedRace();
        var document = await GetJson($"/api/races/{race.Id}");
        var links = document.GetProperty("links");
        Assert.Equal(document.GetRawText(), (await GetJson(links.Text("self"))).GetRawText());
        Assert.Equal(race.Log.Count, (await (await Get(links.Text("events"))).Text()).Count(c => c == '\n'));
        await (await Post(links.Text("cancel"))).Json(HttpStatusCode.OK);
        Assert.Equal($"/race/{race.Id}", links.Text("page"));
        var flags = document.GetProperty("runs")[0].GetProperty("links").Text("flags");
        Assert.Equal(HttpStatusCode.OK, (await Get(flags.Replace("{cc}", "br"))).StatusCode);
    }

    [Fact]
    public async Task Get_KnownETag_ReturnsNotModified()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR"], Modes = ["sequential"] });
        await race.Seen(raceEvent => raceEvent.Kind == RaceEventKind.Started);
        var first = await Get($"/api/races/{race.Id}");
        var tag = first.Headers.ETag!.ToString();
        Assert.True(first.Headers.CacheControl!.NoCache);
        var second = await Send(HttpMethod.Get, $"/api/races/{race.Id}", ifNoneMatch: tag);
        Assert.Equal((HttpStatusCode.NotModified, tag), (second.StatusCode, second.Headers.ETag!.ToString()));
        ReleaseDownloads();
        await race.Through();
        var third = await Send(HttpMethod.Get, $"/api/races/{race.Id}", ifNoneMatch: tag);
        Assert.Equal("finished", (await third.Json(HttpStatusCode.OK)).Text("status"));
        Assert.NotEqual(tag, third.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task List_Races_HasTheNewestFirst()
    {
        Assert.Equal("[]", (await GetJson("/api/races")).GetRawText());
        var finished = await FinishedRace();
        BlockDownloads();
        var running = Dashboard.Race(plan => plan with { Countries = ["BR", "CN", "DE"], Modes = ["async"] });
        var cancelled = Dashboard.Race();
        cancelled.Cancel();
        await cancelled.Through();
        var list = (await GetJson("/api/races")).EnumerateArray().ToList();
        Assert.Equal([cancelled.Id, running.Id, finished.Id], list.Select(race => race.Text("id")));
        Assert.Equal(["cancelled", "running", "finished"], list.Select(race => race.Text("status")));
        Assert.Equal([cancelled.StartedAt, running.StartedAt, finished.StartedAt],
            list.Select(race => race.GetProperty("startedAt").GetDateTimeOffset()));
        Assert.Equal(3, list[1].Number("futures"));
        Assert.Equal("async", Assert.Single(list[1].GetProperty("modes").EnumerateArray()).GetString());
        Assert.Equal([true, false, true], list.Select(race => race.TryGetProperty("elapsedMs", out _)));
        Assert.Equal($"/api/races/{running.Id}", list[1].GetProperty("links").Text("self"));
        ReleaseDownloads(3);
        await running.Through();
    }

    [Fact]
    public async Task Get_InterruptedRace_ReturnsInterruptedAndRunsWithoutOutcome()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR", "CN"], Modes = ["sequential"] });
        await race.Seen(raceEvent => raceEvent.Kind == RaceEventKind.Started);
        var document = await GetJson($"/api/races/{Interrupted(race).Id}");
        Assert.Equal("interrupted", document.Text("status"));
        Assert.True(document.TryGetProperty("elapsedMs", out _));
        var run = Assert.Single(document.GetProperty("runs").EnumerateArray());
        Assert.False(run.TryGetProperty("outcome", out _) || run.TryGetProperty("elapsedMs", out _));
        Assert.Equal(["interrupted", "running"], (await GetJson("/api/races")).EnumerateArray().Select(listed => listed.Text("status")));
    }

    [Fact]
    public async Task Get_Experiment_HasItsNameAndNoPlan()
    {
        var mode = new ModeInfo("held", "Held", "Holds.", ReceiveOrder.CallOrder, IsConcurrent: false, ResultUnit: "answers");
        var definition = new RaceDefinition(
            ["one", "two"], [mode, mode with { Id = "beat", IsAuxiliary = true }],
            Experiment: new("hold", "Hold it", "2 calls", "/experiments/hold"));
        var race = Dashboard.Get<RaceRegistry>().Start(definition, StartOrder.Together, race =>
        [
            () => new RunRecorder(race.Log, 0, definition.FutureLabels, 1, race.CancelPendingToken).Execute(() => { }),
            () => new RunRecorder(race.Log, 1, [], 1, race.CancelPendingToken).Execute(() => { }),
        ]);
        await race.Through();
        var document = await GetJson($"/api/races/{race.Id}");
        Assert.Equal(("experiment", "Hold it", "finished"), (document.Text("kind"), document.Text("name"), document.Text("status")));
        Assert.False(document.TryGetProperty("plan", out _));
        Assert.Equal("2 calls", document.GetProperty("experiment").Text("facts"));
        Assert.Equal($"/experiments/hold?race={race.Id}", document.GetProperty("links").Text("page"));
        Assert.Equal([(2, false), (0, true)], document.GetProperty("runs").EnumerateArray()
            .Select(run => (run.Number("requested"), run.GetProperty("aside").GetBoolean())));
        var listed = Assert.Single((await GetJson("/api/races")).EnumerateArray());
        Assert.Equal(("experiment", "Hold it"), (listed.Text("kind"), listed.Text("name")));
        var problem = await (await Get($"/api/races/{race.Id}/runs/held/flags/one")).Problem(HttpStatusCode.NotFound);
        Assert.Equal("cancelled", problem.Text("download"));
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Api;

public sealed class StartRaceTests : ApiTest
{
    private async Task<RacePlan> Started(string json)
    {
        var response = await PostRace(json);
        var document = await response.Json(HttpStatusCode.Created);
        Assert.Equal($"/api/races/{document.Text("id")}", response.Headers.Location?.ToString());
        var race = (await Dashboard.Get<RaceRegistry>().Find(document.Text("id")))!;
        race.Cancel();
        await race.Through();
        return race.Plan!;
    }

    private static string Spelt(RacePlan plan) => JsonSerializer.Serialize(plan, RaceJson.Options);

    private async Task<string[]> Errors(string json) => await (await PostRace(json)).Errors();

    [Fact]
    public async Task Post_EmptyObject_StartsDefaultPlanOfPage()
    {
        var usual = Dashboard.Get<PlanReader>()
            .Read(PlanDraft.Default(Dashboard.Get<CountryCatalog>(), Dashboard.Get<ModeCatalog>())).Plan!;
        Assert.Equal(20, usual.Countries.Count);
        Assert.Equal(EveryMode.Ids.Where(mode => mode != "processes"), usual.Modes);
        Assert.Equal(Spelt(usual), Spelt(await Started("{}")));
        var nulls = await Started("""{ "countries": null, "modes": null, "workers": null, "site": null, "mix": null, "start": null }""");
        Assert.Equal(Spelt(usual), Spelt(nulls));
    }

    [Fact]
    public async Task Post_EveryFieldSet_StartsThatPlan()
    {
        var plan = new RacePlan
        {
            Countries = ["BR", "CN"],
            Modes = ["async", "sequential"],
            Workers = 3,
            Site = SiteId.Error,
            DelayMs = 12.5,
            JitterMs = 2,
            Seed = 7,
            ErrorRate = 0.5,
            FailureKinds = [FailureKind.Reset, FailureKind.Teapot],
            StartOrder = StartOrder.InTurn,
        };
        Assert.Equal(Spelt(plan), Spelt(await Started(Spelt(plan))));
    }

    [Fact]
    public async Task Post_NumbersAndListsAsText_AcceptsThem()
    {
        var plan = await Started("""
            { "countries": "cn, BR;de", "modes": "async,sequential", "workers": "3", "delayMs": "1e2", "jitterMs": ".5", "seed": " 7 ",
              "site": "ERROR", "start": "InTurn", "mix": "teapot reset" }
            """);
        Assert.Equal(["BR", "CN", "DE"], plan.Countries);
        Assert.Equal(["async", "sequential"], plan.Modes);
        Assert.Equal((3, 100, 0.5, 7, SiteId.Error, StartOrder.InTurn),
            (plan.Workers, plan.DelayMs, plan.JitterMs, plan.Seed, plan.Site, plan.StartOrder));
        Assert.Equal([FailureKind.Teapot, FailureKind.Reset], plan.FailureKinds);
    }

    [Fact]
    public async Task Post_UnlistedCodeWithAnyCode_IsInPlan()
    {
        var plan = await Started("""{ "countries": ["zz", "BR"], "anyCode": true, "site": "local" }""");
        Assert.Equal(["BR", "ZZ"], plan.Countries);
        Assert.True(plan.AllowsNonCountryCodes);
    }

    [Fact]
    public async Task Post_ValidPlan_RunsRaceToItsEnd()
    {
        var started = await (await PostRace("""{ "countries": ["BR", "CN"], "site": "local" }""")).Json(HttpStatusCode.Created);
        Assert.Equal(EveryMode.Ids.Where(mode => mode != "processes"), started.GetProperty("runs").EnumerateArray()
            .Select(run => run.Text("mode")));
        var race = (await Dashboard.Get<RaceRegistry>().Find(started.Text("id")))!;
        Assert.Equal(Outcome.Ok, (await race.Through()).Outcome);
        Assert.Equal("finished", (await GetJson($"/api/races/{race.Id}")).Text("status"));
    }

    [Theory]
    [InlineData("""{ "workers": 0 }""", "workers: Workers must be from 1 to 676.")]
    [InlineData("""{ "workers": 1.5 }""", "workers: “1.5” is not a whole number in range.")]
    [InlineData("""{ "workers": 2147483648 }""", "workers: “2147483648” is not a whole number in range.")]
    [InlineData("""{ "workers": true }""", "workers: Send a whole number, not true.")]
    [InlineData("""{ "seed": [612] }""", "seed: Send a whole number, not a list of something else.")]
    [InlineData("""{ "seed": ["612"] }""", "seed: Send a whole number, not a list.")]
    [InlineData("""{ "seed": -1 }""", "seed: The seed must be from 0 to 2147483647.")]
    [InlineData("""{ "delayMs": "NaN" }""", "delayMs: The delay must be from 0 to 4500 ms.")]
    [InlineData("""{ "delayMs": 1e999 }""", "delayMs: The delay must be from 0 to 4500 ms.")]
    [InlineData("""{ "delayMs": "300 ms" }""", "delayMs: “300 ms” is not a number.")]
    [InlineData("""{ "delayMs": { "ms": 300 }, "jitterMs": 400 }""", "delayMs: Send a number, not an object.")]
    [InlineData("""{ "jitterMs": 301 }""", "jitterMs: The jitter must be from 0 to the delay, 300 ms.")]
    [InlineData("""{ "errorRate": 2 }""", "errorRate: The error rate must be from 0 (no answer fails) to 1 (all fail).")]
    [InlineData("""{ "site": "moon" }""", "site: “moon” is none of Local, Delay, Error, Remote.")]
    [InlineData("""{ "site": "http://127.0.0.1" }""", "site: “http://127.0.0.1” is none of Local, Delay, Error, Remote.")]
    [InlineData("""{ "site": 0 }""", "site: “0” is none of Local, Delay, Error, Remote.")]
    [InlineData("""{ "site": "a\u0000b" }""", "site: “a\uFFFDb” is none of Local, Delay, Error, Remote.")]
    [InlineData("""{ "site": "\ud800" }""", "site: Send a name, not text that is none.")]
    [InlineData("""{ "site": "remote" }""", "site: REMOTE is not configured: start with --Sites:Remote:Url ADDRESS.")]
    [InlineData("""{ "start": false }""", "start: Send a name, not false.")]
    [InlineData("""{ "countries": [] }""", "countries: Pick at least one country.")]
    [InlineData("""{ "countries": ["XX", "BR"] }""", "countries: “XX” is not a country code.")]
    [InlineData("""{ "countries": ["../.."] }""", "countries: “../..” is not a country code.")]
    [InlineData("""{ "countries": ["BR", "br"] }""", "countries: BR is listed twice.")]
    [InlineData("""{ "countries": ["BR", 7] }""", "countries: Send a list of texts, not a list of something else.")]
    [InlineData("""{ "countries": ["BR", null] }""", "countries: Send a list of texts, not a list of something else.")]
    [InlineData("""{ "countries": 7 }""", "countries: Send a list of texts, not a number.")]
    [InlineData("""{ "anyCode": "yes" }""", "anyCode: Send true or false, not text.")]
    [InlineData("""{ "anyCode": true, "countries": ["ZZ", "ZZZ"] }""", "countries: “ZZZ” is not a country code.")]
    [InlineData("""{ "anyCode": false, "countries": ["ZZ"] }""", "countries: “ZZ” is not a country code.")]
    [InlineData("""{ "modes": [] }""", "modes: Pick at least one mode.")]
    [InlineData("""{ "modes": ["async", "async"] }""", "modes: async is listed twice.")]
    [InlineData(
        """{ "mix": ["teapot", "teapot"] }""",
        "mix: Pick at least one way to fail, each once: NotFound, Teapot, TooManyRequests, ServerError, Unavailable, Reset, "
        + "WrongLength, Refused, Stall.")]
    [InlineData(
        """{ "Workers": 5 }""",
        "Workers: There is no such field; there are countries, anyCode, modes, workers, site, delayMs, "
        + "jitterMs, seed, errorRate, mix, start.")]
    public async Task Post_OneInvalidField_ReturnsErrorOfThatField(string json, string said) => Assert.Equal([said], await Errors(json));

    [Fact]
    public async Task Post_SeveralInvalidFields_ReturnsErrorOfEach()
    {
        var response = await PostRace("""{ "workers": 0, "url": "http://example.org", "countries": "XX br BR", "seed": true }""");
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        Assert.Equal(["url", "seed", "countries", "workers"], problem.GetProperty("errors").EnumerateObject().Select(field => field.Name));
        Assert.Contains("Workers must be from 1 to 676.", problem.Text("detail"));
        Assert.Empty(Dashboard.Get<RaceRegistry>().Listed);
    }

    [Fact]
    public async Task Post_InvalidPlan_ReturnsErrorsOfPlanReader()
    {
        var draft = PlanDraft.Default(Dashboard.Get<CountryCatalog>(), Dashboard.Get<ModeCatalog>()) with
        {
            Modes = ["nosuch"],
            Workers = "many",
            Site = "Mars",
            DelayMs = "-1",
            JitterMs = "x",
            Seed = "1.5",
            ErrorRate = "9",
            FailureKinds = ["boredom"],
            StartOrder = "never",
        };
        var said = Dashboard.Get<PlanReader>().Read(draft).Problems.Select(problem => $"{problem.Field}: {problem}").ToList();
        Assert.Equal(9, said.Count);
        Assert.Equal(said.Order(), (await Errors(JsonSerializer.Serialize(draft, RaceJson.Options))).Order());
    }

    [Fact]
    public async Task Post_TenThousandUnknownCodes_ReturnsFewErrors()
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUV";
        var codes = from a in letters from b in letters from c in letters select $"{a}{b}{c}";
        var errors = await Errors(JsonSerializer.Serialize(new { countries = codes.Take(10_000) }));
        Assert.Equal(11, errors.Length);
        Assert.Equal("countries: And 9990 more.", errors[^1]);
    }

    [Fact]
    public async Task Post_FourThousandUnknownFields_ReturnsTenErrors() => Assert.Equal(
        10, (await Errors("{" + string.Join(',', Enumerable.Range(0, 4000).Select(i => $"\"{i}\":{i}")) + "}")).Length);

    [Fact]
    public async Task Post_HugeFieldName_ShortensNameInError() => Assert.StartsWith(
        new string('x', 24) + "…: There is no such field", Assert.Single(await Errors($$"""{ "{{new string('x', 60_000)}}": 1 }""")));

    public static TheoryData<string> NoObject =>
    [
        "", " ", "null", "[]", "1", "\"{}\"", "{", "}", "{} {}", "{ workers: 5 }", "{ \"workers\": NaN }", "{ \"workers\": 5, }",
        "// nothing\n{}", "\0",
        "{ \"workers\": 5, \"workers\": 6 }", "{ \"\\ud800\": 1 }", "{ \"countries\": [[[[[]]]]] }", new string('[', 60_000),
        new string('9', 60_000),
    ];

    [Theory, MemberData(nameof(NoObject))]
    public async Task Post_BodyIsNotJsonObject_Returns400WithReason(string body) =>
        Assert.StartsWith("The body is ", (await (await PostRace(body)).Problem(HttpStatusCode.BadRequest)).Text("detail"));

    [Fact]
    public async Task Post_MalformedJson_Returns400WithPosition() => Assert.EndsWith(
        "line 2, byte 15.", (await (await PostRace("{\n  \"workers\": five\n}")).Problem(HttpStatusCode.BadRequest)).Text("detail"));

    [Fact]
    public async Task Post_NotUtf8_Returns400ButByteOrderMarkIsAccepted()
    {
        await (await PostRace([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")], "application/json; charset=utf-16"))
            .Problem(HttpStatusCode.BadRequest);
        await (await PostRace([.. "{\""u8, 0xC3, .. "\":1}"u8])).Problem(HttpStatusCode.BadRequest);
        await (await PostRace([0xEF, 0xBB, 0xBF, .. "{ \"site\": \"local\" }"u8])).Json(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task Post_OtherContentType_Returns415(string? type)
    {
        var problem = await (await PostRace("{}", type)).Problem(HttpStatusCode.UnsupportedMediaType);
        Assert.Contains("Content-Type: application/json", problem.Text("detail"));
        Assert.Empty(Dashboard.Get<RaceRegistry>().Listed);
    }

    private static byte[] Padded(int length) => Encoding.ASCII.GetBytes("{ \"site\": \"local\" }".PadRight(length));

    [Fact]
    public async Task Post_BodyOneByteOverLimit_Returns413()
    {
        await (await PostRace(Padded(64 * 1024))).Json(HttpStatusCode.Created);
        var problem = await (await PostRace(Padded((64 * 1024) + 1))).Problem(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("The body is larger than 64 KB.", problem.Text("detail"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_Megabyte_IsRefusedAndTheServerStaysUsable(bool announced)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/races")
        {
            Content = new ByteArrayContent(Padded(1024 * 1024)) { Headers = { ContentType = new("application/json") } },
            Headers = { TransferEncodingChunked = !announced },
        };
        await (await Client.SendAsync(request, TestContext.Current.CancellationToken)).Problem(HttpStatusCode.RequestEntityTooLarge);
        await GetJson("/api/modes");
        Assert.Empty(Dashboard.Get<RaceRegistry>().Listed);
    }

    [Fact]
    public async Task Post_TooManyRacesRunning_QueuesThemAndThenReturns429UntilOneEnds()
    {
        BlockDownloads();
        for (var i = 0; i < Limits.Default.MaxRunning; i++)
            await (await PostRace("""{ "site": "local" }""")).Json(HttpStatusCode.Created);
        for (var i = 1; i <= Limits.Default.MaxQueued; i++)
        {
            var queued = await (await PostRace("""{ "site": "local" }""")).Json(HttpStatusCode.Accepted);
            Assert.Equal(("queued", i), (queued.Text("status"), queued.Number("position")));
        }

        var problem = await (await PostRace("""{ "site": "local" }""")).Problem(HttpStatusCode.TooManyRequests);
        Assert.Equal(
            "4 races are running on this server and 8 are waiting: wait for one to end, or cancel one.", problem.Text("detail"));
        foreach (var race in Dashboard.Get<RaceRegistry>().Listed)
        {
            race.Cancel();
            await race.Through();
        }

        await (await PostRace("""{ "site": "local" }""")).Json(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Queued_Race_CanBeReadAndCancelledAndHasNothingToExport()
    {
        BlockDownloads();
        for (var i = 0; i < Limits.Default.MaxRunning; i++)
            await (await PostRace("""{ "site": "local" }""")).Json(HttpStatusCode.Created);
        var ids = new List<string>();
        for (var i = 0; i < 2; i++)
            ids.Add((await (await PostRace("""{ "site": "local" }""")).Json(HttpStatusCode.Accepted)).Text("id"));
        var address = $"/api/races/{ids[1]}";
        var answer = await Get(address);
        var document = await answer.Json(HttpStatusCode.OK);
        Assert.Equal(("queued", 2, 0), (document.Text("status"), document.Number("position"), document.Number("events")));
        Assert.Equal(2, (await GetJson("/api/races"))[0].Number("position"));
        foreach (var file in (string[])["trace.json", "futures.csv", "timeline.svg", "log.ndjson", "replay.html"])
        {
            var problem = await (await Get($"{address}/{file}")).Problem(HttpStatusCode.Conflict);
            Assert.Equal("This race has not started: it is number 2 of the races that wait.", problem.Text("detail"));
        }

        await (await Get($"{address}/runs/async/flags/br")).Problem(HttpStatusCode.NotFound);
        await (await Post($"/api/races/{ids[0]}/cancel")).Json(HttpStatusCode.Accepted);
        // Its position has changed, so that the answer from before does not hold any more.
        var tag = answer.Headers.ETag!.ToString();
        Assert.Equal(1, (await (await Send(HttpMethod.Get, address, ifNoneMatch: tag)).Json(HttpStatusCode.OK)).Number("position"));
        await (await Post($"{address}/cancel")).Json(HttpStatusCode.Accepted);
        await Dashboard.Get<RaceRegistry>().FindInMemory(ids[1])!.Through();
        document = await GetJson(address);
        Assert.Equal("cancelled", document.Text("status"));
        Assert.False(document.TryGetProperty("position", out _));
    }
}

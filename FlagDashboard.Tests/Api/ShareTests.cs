using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Tests.Sharing;

namespace FlagDashboard.Tests.Api;

public sealed class ShareTests : ApiTest
{
    private async Task<byte[]> File(Race race, string name, string type)
    {
        var response = await Get($"/api/races/{race.Id}/{name}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", $"flagdashboard-{race.Id}-{name.Split('?')[0]}"), (disposition.DispositionType, disposition.FileName));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> Import(byte[] log, string? type = "application/x-ndjson")
    {
        var content = new ByteArrayContent(log);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return Send(HttpMethod.Post, "/api/races/import", content);
    }

    [Fact]
    public async Task Get_FilesOfFinishedRace_ContainWholeRace()
    {
        var race = await FinishedRace();
        Assert.NotEmpty(TraceRules.Check(await File(race, "trace.json", "application/json")));
        Assert.Equal(1 + (race.Definition.Runs.Count * 2), Encoding.UTF8.GetString(await File(race, "futures.csv", "text/csv"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var exported = LogReader.Read(await File(race, "log.ndjson", "application/x-ndjson")).Events;
        Assert.Equal(race.Log.Snapshot().Skip(1), exported.Skip(1));
        Assert.Equal(race.Log.Snapshot()[0].Definition, exported[0].Definition! with { ClaimedStart = null });
        var svg = XElement.Parse(Encoding.UTF8.GetString(await File(race, "timeline.svg", "image/svg+xml")));
        Assert.Equal(2, svg.Descendants().Count(e => e.Name.LocalName == "image"));
        Assert.StartsWith("<!DOCTYPE html>", Encoding.UTF8.GetString(await File(race, "replay.html", "text/html")));
    }

    [Fact]
    public async Task Get_FilesOfRunningRace_ContainEventsSoFar()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR", "CN"], Modes = ["sequential"] });
        await race.Seen(raceEvent => raceEvent.Kind == RaceEventKind.Started);
        Assert.Equal(4, LogReader.Read(await File(race, "log.ndjson", "application/x-ndjson")).Events.Count - 1);
        Assert.Contains("still running", Encoding.UTF8.GetString(await File(race, "timeline.svg", "image/svg+xml")));
        Assert.Contains("still running", Encoding.UTF8.GetString(await File(race, "replay.html", "text/html")));
        Assert.Contains("running when this was exported", Encoding.UTF8.GetString(await File(race, "trace.json", "application/json")));
        Assert.Contains(",running,", Encoding.UTF8.GetString(await File(race, "futures.csv", "text/csv")));
    }

    [Fact]
    public async Task Get_TimelineByFutureOrDark_ReturnsDifferentPicture()
    {
        var race = await FinishedRace();
        var usual = await File(race, "timeline.svg", "image/svg+xml");
        Assert.Equal(usual, await File(race, "timeline.svg?rows=worker&theme=light", "image/svg+xml"));
        Assert.NotEqual(usual, await File(race, "timeline.svg?rows=future", "image/svg+xml"));
        Assert.NotEqual(usual, await File(race, "timeline.svg?theme=dark", "image/svg+xml"));
    }

    [Theory]
    [InlineData("timeline.svg", "", null, "en")]
    [InlineData("timeline.svg", "?lang=zh-hans", null, "zh-Hans")]
    [InlineData("replay.html", "?lang=zh-Hans", null, "zh-Hans")]
    [InlineData("replay.html", "?lang=en", "zh-CN", "en")]
    public async Task Get_FileInLanguage_SaysItsLanguage(string file, string query, string? accepted, string language)
    {
        var race = await FinishedRace();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/races/{race.Id}/{file}{query}");
        if (accepted is not null)
            request.Headers.AcceptLanguage.ParseAdd(accepted);
        var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal([language], response.Content.Headers.ContentLanguage);
        Assert.Contains($"lang=\"{language}\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("timeline.svg")]
    [InlineData("replay.html")]
    public async Task Get_FileInUnknownLanguage_Returns400WithLanguages(string file) => Assert.Equal(
        ["lang: There is no language “de”; there are en and zh-Hans."],
        await (await Get($"/api/races/{(await FinishedRace()).Id}/{file}?lang=de")).Errors());

    [Theory]
    [InlineData("rows=mode", "There are no rows “mode”; there are worker and future.")]
    [InlineData("theme=pink", "There is no theme “pink”; there are light and dark.")]
    public async Task Get_TimelineWithInvalidOption_Returns400WithValidValues(string query, string says)
    {
        var race = await FinishedRace();
        Assert.Equal(says, (await (await Get($"/api/races/{race.Id}/timeline.svg?{query}")).Problem(HttpStatusCode.BadRequest))
            .Text("detail"));
    }

    [Theory]
    [InlineData("trace.json")]
    [InlineData("futures.csv")]
    [InlineData("timeline.svg")]
    [InlineData("log.ndjson")]
    [InlineData("replay.html")]
    public async Task Get_FileOfUnknownRace_Returns404WithReason(string name) =>
        Assert.StartsWith("There is no race “nosuchrace”",
            (await (await Get($"/api/races/nosuchrace/{name}")).Problem(HttpStatusCode.NotFound)).Text("detail"));

    [Fact]
    public async Task Import_LogOfRace_CreatesThatRaceWithNewId()
    {
        var race = await FinishedRace();
        var response = await Import(LogFile.ToBytes(race.Log.Snapshot()));
        var imported = await response.Json(HttpStatusCode.Created);
        Assert.NotEqual(race.Id, imported.Text("id"));
        Assert.Equal($"/api/races/{imported.Text("id")}", response.Headers.Location!.ToString());
        Assert.True(imported.GetProperty("imported").GetBoolean());
        Assert.Equal("finished", imported.Text("status"));
        Assert.Equal(race.Log.Snapshot(), (await Dashboard.Get<RaceRegistry>().Find(imported.Text("id")))!.Log.Snapshot());
        Assert.False((await GetJson($"/api/races/{race.Id}")).GetProperty("imported").GetBoolean());
    }

    [Fact]
    public async Task Import_ExportedLog_KeepsTheTimeAtWhichTheRaceBegan()
    {
        var race = await FinishedRace();
        var file = await File(race, "log.ndjson", "application/x-ndjson");
        var imported = await (await Import(file)).Json(HttpStatusCode.Created);
        var began = DateTimeOffset.FromUnixTimeMilliseconds(race.StartedAt.ToUnixTimeMilliseconds());
        Assert.Equal(began, imported.GetProperty("startedAt").GetDateTimeOffset());
        Assert.True(imported.GetProperty("importedAt").GetDateTimeOffset() >= race.StartedAt);
        Assert.False((await GetJson($"/api/races/{race.Id}")).TryGetProperty("importedAt", out _));

        // The import can be exported again, and that file is the same.
        var copy = (await Dashboard.Get<RaceRegistry>().Find(imported.Text("id")))!;
        Assert.Equal(file, await File(copy, "log.ndjson", "application/x-ndjson"));
    }

    [Fact]
    public async Task Import_TruncatedLog_CreatesInterruptedRace()
    {
        var race = await FinishedRace();
        Assert.Equal("interrupted", (await (await Import(LogFile.ToBytes(race.Log.Snapshot()[..^3]))).Json(HttpStatusCode.Created))
            .Text("status"));
    }

    [Fact]
    public async Task Import_InvalidLog_Returns400WithLineAndReason()
    {
        var race = await FinishedRace();
        var problem = await (await Import(LogFile.ToBytes(race.Log.Snapshot().Where(raceEvent => raceEvent.Seq != 5))))
            .Problem(HttpStatusCode.BadRequest);
        Assert.Equal(5, problem.Number("line"));
        Assert.StartsWith("Line 5: seq is 6 where 5 comes next", problem.Text("detail"));
        Assert.Single(Dashboard.Get<RaceRegistry>().Listed);
    }

    [Fact]
    public async Task Import_BodyLargerThanLimit_Returns413() =>
        Assert.StartsWith("The file is larger than 20 MB.",
            (await (await Import(new byte[(Limits.Default.MaxImportMegabytes * 1024 * 1024) + 1]))
                .Problem(HttpStatusCode.RequestEntityTooLarge)).Text("detail"));

    [Theory]
    [InlineData("comma", ',')]
    [InlineData("semicolon", ';')]
    [InlineData("tab", '\t')]
    public async Task Csv_RequestedSeparator_IsUsed(string name, char separator)
    {
        var race = await FinishedRace();
        var table = await (await Get($"/api/races/{race.Id}/futures.csv?separator={name}")).Content
            .ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(17, table.Split('\n')[0].Split(separator).Length);
    }

    [Fact]
    public async Task Csv_UnknownSeparator_Returns400() => Assert.Equal(
        ["separator: There is no separator “;”; there are comma, semicolon and tab."],
        await (await Get($"/api/races/{(await FinishedRace()).Id}/futures.csv?separator=;")).Errors());

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    public async Task Import_WrongContentType_Returns415(string? type) =>
        Assert.Contains("application/x-ndjson", (await (await Import([], type)).Problem(HttpStatusCode.UnsupportedMediaType))
            .Text("detail"));
}

using System.Net;
using System.Net.Http.Headers;
using FlagDashboard.Observing;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Observing;

namespace FlagDashboard.Tests.Api;

/// <summary>Recordings of programs over HTTP.</summary>
public sealed class ImportProgramTests : ApiTest
{
    private Task<HttpResponseMessage> Import(byte[] file)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-ndjson");
        return Send(HttpMethod.Post, "/api/races/import", content);
    }

    [Fact]
    public async Task Import_Recording_CreatesRaceOfKindProgram()
    {
        var race = await (await Import(Recordings.File(Recordings.Map))).Json(HttpStatusCode.Created);
        Assert.Equal(("program", "flags_map.py", "finished"), (race.Text("kind"), race.Text("name"), race.Text("status")));
        Assert.Equal("3.11.7", race.GetProperty("program").Text("python"));
        Assert.Equal(20, race.GetProperty("program").Number("futures"));
        Assert.False(race.GetProperty("runs")[0].TryGetProperty("links", out _));
        var listed = (await GetJson("/api/races"))[0];
        Assert.Equal(("program", 20.0), (listed.Text("kind"), listed.Number("futures")));
    }

    [Theory]
    [InlineData("timeline.svg")]
    [InlineData("replay.html")]
    [InlineData("trace.json")]
    [InlineData("futures.csv")]
    public async Task Get_FileOfProgram_IsSent(string file)
    {
        var id = (await (await Import(Recordings.File(Recordings.BlockedLoop))).Json(HttpStatusCode.Created)).Text("id");
        Assert.Equal(HttpStatusCode.OK, (await Get($"/api/races/{id}/{file}")).StatusCode);
    }

    [Fact]
    public async Task Get_LogOfProgram_CanBeImported()
    {
        var first = (await (await Import(Recordings.File(Recordings.Threads))).Json(HttpStatusCode.Created)).Text("id");
        var log = await (await Get($"/api/races/{first}/log.ndjson")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var second = (await (await Import(log)).Json(HttpStatusCode.Created)).Text("id");
        var races = Dashboard.Get<RaceRegistry>();
        Assert.Equal((await races.Find(first))!.Log.Snapshot(), (await races.Find(second))!.Log.Snapshot());
        Assert.Equal(LogReader.Read(log).Events, (await races.Find(second))!.Log.Snapshot());
    }

    [Fact]
    public async Task Import_InvalidRecording_Returns400WithLineAndRemedy()
    {
        var problem = await (await Import(Recordings.Of(Recordings.Header, "[5]"))).Problem(HttpStatusCode.BadRequest);
        Assert.Equal(2, problem.Number("line"));
        Assert.Equal($"Line 2: An observation has a time, a kind, an id and a thread. {RecordingConverter.Remedy}", problem.Text("detail"));
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Observing;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Observing;

namespace FlagDashboard.Tests.Api;

/// <summary>Programs that are shown while they run, over HTTP.</summary>
public sealed class RecordingTests : ApiTest
{
    [Fact]
    public async Task Observations_SentWhileProgramRuns_AppearBeforeItsEnd()
    {
        var begun = await Begin();
        var race = Race(begun);
        Assert.Equal((0, "p.py"), (race.Definition.Runs.Count, race.Definition.Program!.Name));

        var (stream, answer) = Send(begun);
        stream.Write(Recordings.Pool, New(1, "BR"), """[[2000000,"running",1,1]]""");
        await race.Log.Until(log => log.Any(raceEvent => raceEvent.Kind == RaceEventKind.Started));
        Assert.Equal("running", (await GetJson($"/api/races/{race.Id}")).Text("status"));

        stream.Write("""[[5000000,"done",1,1,-1,"1"],[6000000,"got",1,0,"result",-1]]""", Recordings.End);
        stream.Complete();
        var end = await (await answer).Json(HttpStatusCode.OK);
        Assert.Equal(("finished", 1.0), (end.Text("status"), end.GetProperty("program").Number("futures")));
        Assert.Equal(["ThreadPoolExecutor"], race.Definition.Runs.Select(run => run.Title));
        Assert.True(race.Completion.IsCompleted);
    }

    // Nothing else is observed while the program waits.
    [Fact]
    public async Task Observations_ProgramWaits_AppearsBeforeTheWaitEnds()
    {
        var begun = await Begin();
        var race = Race(begun);
        var (stream, answer) = Send(begun);
        stream.Write(Recordings.Pool, New(1, "BR"), """[[2000000,"running",1,1],[3000000,"block",1,0,"result",-1]]""");
        await race.Log.Until(log => log.Any(raceEvent => raceEvent.PhaseName == "waits for BR"));

        stream.Write("""[[5000000,"done",1,1,-1,"1"],[6000000,"unblock",1,0,"result",-1]]""", Recordings.End);
        stream.Complete();
        Assert.Equal("finished", (await (await answer).Json(HttpStatusCode.OK)).Text("status"));
        Assert.Equal(["ThreadPoolExecutor", "Code that waits for results"], race.Definition.Runs.Select(run => run.Title));
    }

    [Fact]
    public async Task Observations_ConnectionEndsWithoutLastLine_InterruptsRace()
    {
        var begun = await Begin();
        var (stream, answer) = Send(begun);
        stream.Write(Recordings.Pool, New(1, "BR"), """[[2000000,"running",1,1]]""");
        stream.Complete();
        Assert.Equal("interrupted", (await (await answer).Json(HttpStatusCode.OK)).Text("status"));
        Assert.Equal(RecordingConverter.InterruptedRaceReason, Race(begun).Log.End!.Value.Reason);
    }

    [Theory]
    [InlineData("[5]", "Line 2: An observation has a time, a kind, an id and a thread.")]
    [InlineData("no JSON", "Line 2: The line is not JSON.")]
    public async Task Observations_LineBreaksARule_Returns400AndInterruptsRace(string line, string reason)
    {
        var begun = await Begin();
        var (stream, answer) = Send(begun);
        stream.Write(line);
        // HttpClient reads no answer before it has sent the whole body.
        await Race(begun).Completion.Guarded();
        stream.Complete();
        Assert.StartsWith(reason, (await (await answer).Problem(HttpStatusCode.BadRequest)).Text("detail"), StringComparison.Ordinal);
        Assert.Equal(Outcome.Error, Race(begun).Log.End!.Value.Status);
    }

    [Fact]
    public async Task Observations_UnknownKeyOrSecondStream_Returns404()
    {
        await (await Post("/api/recordings/nosuchkey", "")).Problem(HttpStatusCode.NotFound);
        var begun = await Begin();
        var (stream, answer) = Send(begun);
        stream.Write(Recordings.Pool, New(1, "BR"));
        await Race(begun).Log.Until(log => log.Any(raceEvent => raceEvent.Kind == RaceEventKind.Submitted));
        await (await Post(begun.Text("observations")!, Recordings.End + "\n")).Problem(HttpStatusCode.NotFound);
        stream.Write(Recordings.End);
        stream.Complete();
        Assert.Equal("finished", (await (await answer).Json(HttpStatusCode.OK)).Text("status"));
        await (await Post(begun.Text("observations")!, "")).Problem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("", "The recording has no whole line.")]
    [InlineData("{}", "Line 1: The first line of a recording has the version of its format in futurelog.")]
    [InlineData("""{"futurelog":2}""", "Line 1: The recording is of version 2; this dashboard reads version 1.")]
    [InlineData(Recordings.Header + "\n" + Recordings.Pool, "Line 2: Only the first line of a recording begins it.")]
    public async Task Begin_WrongFirstLine_Returns400(string body, string reason)
    {
        var problem = await (await Post("/api/recordings", body)).Problem(HttpStatusCode.BadRequest);
        Assert.StartsWith(reason, problem.Text("detail"), StringComparison.Ordinal);
        Assert.Empty(Dashboard.Get<RaceRegistry>().Listed);
    }

    [Fact]
    public async Task Begin_AnotherContentType_Returns415()
    {
        await (await Post("/api/recordings", Recordings.Header, "application/json")).Problem(HttpStatusCode.UnsupportedMediaType);
        await (await Post("/api/recordings/key", "", "text/plain")).Problem(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Begin_MoreProgramsThanAllowed_Returns429UntilOneEnds()
    {
        var first = await Begin();
        for (var more = 1; more < Dashboard.Get<FlagDashboard.Plans.Limits>().MaxRecordings; more++)
            await Begin();
        var problem = await (await Post("/api/recordings", Recordings.Header)).Problem(HttpStatusCode.TooManyRequests);
        Assert.Equal("4 programs are being recorded on this server.", problem.Text("detail"));
        await (await Post(first.Text("observations")!, Recordings.End + "\n")).Json(HttpStatusCode.OK);
        await Begin();
    }

    [Fact]
    public async Task Cancel_RunningProgram_StopsItsRecording()
    {
        var begun = await Begin();
        var (stream, answer) = Send(begun);
        stream.Write(Recordings.Pool, New(1, "BR"), """[[2000000,"running",1,1]]""");
        var race = Race(begun);
        await race.Log.Until(log => log.Any(raceEvent => raceEvent.Kind == RaceEventKind.Started));
        await Send(HttpMethod.Post, $"/api/races/{race.Id}/cancel");
        await race.Completion.Guarded();
        var end = race.Log.Count;
        stream.Write("""[[5000000,"done",1,1,-1,"1"]]""", Recordings.End);
        stream.Complete();
        Assert.Equal("interrupted", (await (await answer).Json(HttpStatusCode.OK)).Text("status"));
        Assert.Equal((end, Outcome.Error), (race.Log.Count, race.Log.End!.Value.Status));
    }

    [Fact]
    public async Task Cancel_RunningProgram_MakesRoomForAnother()
    {
        var begun = await Begin();
        var (stream, answer) = Send(begun);
        stream.Write(Recordings.Pool);
        for (var more = 1; more < Dashboard.Get<FlagDashboard.Plans.Limits>().MaxRecordings; more++)
            await Begin();
        await Send(HttpMethod.Post, $"/api/races/{begun.Text("id")}/cancel");
        await BeginWhenPossible().Guarded();
        stream.Complete();
        Assert.Equal("interrupted", (await (await answer).Json(HttpStatusCode.OK)).Text("status"));

        async Task BeginWhenPossible()
        {
            while ((await Post("/api/recordings", Recordings.Header)).StatusCode != HttpStatusCode.Created)
                await Task.Yield();
        }
    }

    private static string New(int id, string argument) => $$"""[[1000000,"new",{{id}},0,0,"f",["'{{argument}}'"]]]""";

    private async Task<JsonElement> Begin() => await (await Post("/api/recordings", Recordings.Header)).Json(HttpStatusCode.Created);

    private Race Race(JsonElement begun) => Dashboard.Get<RaceRegistry>().FindInMemory(begun.Text("id"))!;

    private Task<HttpResponseMessage> Post(string address, string body, string type = "application/x-ndjson")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return Send(HttpMethod.Post, address, content);
    }

    private (LineContent Stream, Task<HttpResponseMessage> Answer) Send(JsonElement begun)
    {
        var content = new LineContent();
        return (content, Send(HttpMethod.Post, begun.Text("observations")!, content));
    }
}

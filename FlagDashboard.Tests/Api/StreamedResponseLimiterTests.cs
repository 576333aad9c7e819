using System.Net;
using FlagDashboard.Api;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace FlagDashboard.Tests.Api;

/// <summary>What an answer costs whose reader is slow or silent, and how many answers there are at once.</summary>
public sealed class StreamedResponseLimiterTests : ApiTest
{
    private static readonly byte[] Kilobyte = new byte[1024];

    private static IEnumerable<ReadOnlyMemory<byte>> Kilobytes(int count) => Enumerable.Repeat<ReadOnlyMemory<byte>>(Kilobyte, count);

    // About 43,000 events; each of its files has some megabytes.
    private static RaceEvent[] LargeLog()
    {
        string[] items = [.. Enumerable.Range(0, 676).Select(item => $"item {item}")];
        var runs = Enumerable.Range(0, 16).Select(run => new ModeInfo($"run-{run}", $"Run {run}", "", ReceiveOrder.CallOrder)).ToList();
        var events = new List<RaceEvent> { new(0, 0, RaceEventKind.RaceStarted) { Definition = new(items, runs) } };
        for (var run = 0; run < runs.Count; run++)
        {
            events.Add(new(0, 0, RaceEventKind.RunStarted, run, Worker: 1));
            for (var future = 0; future < items.Length; future++)
            {
                events.Add(new(0, 0, RaceEventKind.Submitted, run, future));
                events.Add(new(0, 0, RaceEventKind.Started, run, future, 1));
                events.Add(new(0, 0, RaceEventKind.Finished, run, future, Status: Outcome.Error) { Reason = "a reason for the failure" });
                events.Add(new(0, 0, RaceEventKind.Received, run, future, Status: Outcome.Error));
            }

            events.Add(new(0, 0, RaceEventKind.RunFinished, run, Status: Outcome.Ok));
        }

        events.Add(new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Ok));
        return [.. events.Select((raceEvent, number) => raceEvent with { Seq = number + 1, AtMs = number * 0.01 })];
    }

    private Task<IResult> Ask(string file, string id, HttpContext context)
    {
        var (races, streams) = (Dashboard.Get<RaceRegistry>(), Dashboard.Get<StreamedResponseLimiter>());
        return file switch
        {
            "events" => EventEndpoint.Follow(id, null, races, streams, TimeProvider.System, context),
            "log.ndjson" => ShareEndpoints.ExportLog(id, races, streams, context),
            "futures.csv" => ShareEndpoints.ExportFutures(id, null, races, Dashboard.Get<CountryCatalog>(), streams, context),
            "trace.json" => ShareEndpoints.ExportTrace(id, races, streams, context),
            "timeline.svg" => ShareEndpoints.ExportTimeline(
                id, "future", null, null, races, Dashboard.Get<RaceDescriptionFactory>(), Dashboard.Get<FlagStore>(), streams, context),
            _ => ShareEndpoints.ExportReplay(
                id, null, races, Dashboard.Get<RaceDescriptionFactory>(), Dashboard.Get<FlagStore>(), streams, context),
        };
    }

    [Theory]
    [InlineData("events", 272)]
    [InlineData("log.ndjson", 256)]
    [InlineData("futures.csv", 3072)]
    [InlineData("trace.json", 1024)]
    [InlineData("timeline.svg", 3072)]
    [InlineData("replay.html", 320)]
    public async Task Send_ToASilentReader_MakesNoMoreThanIsAccepted(string file, int kilobytes)
    {
        var race = Dashboard.Get<RaceRegistry>().Import(LargeLog());
        var readers = new[] { new SilentReader(), new SilentReader() };
        // The first reader pays for what the readers share: the fold, and what is made once for a kind of file.
        var first = Ask(file, race.Id, readers[0].Context);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var second = Ask(file, race.Id, readers[1].Context);
        // An upper bound of what a reader keeps, because most of it is garbage by now.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, kilobytes * 1024);
        Assert.False(second.IsCompleted);
        var sent = readers[1].Take();
        Assert.InRange(sent, 64 * 1024, 96 * 1024);

        readers[0].Abort();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first).Guarded();
        while (!second.IsCompleted)
        {
            sent += readers[1].Take();
            await Task.Yield();
        }

        await second;
        Assert.InRange(sent + readers[1].Take(), 1024 * 1024, int.MaxValue);
    }

    [Fact]
    public async Task Send_ReaderTakesNothingForAMinute_IsEnded()
    {
        var clock = new FakeTimeProvider();
        var reader = new SilentReader();
        var sending = new StreamedResponseLimiter(Limits.Default, clock).TrySendAll(reader.Context, Kilobytes(1024));
        clock.Advance(TimeSpan.FromMilliseconds(59_999));
        Assert.False(sending.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(await sending.Guarded());
        Assert.True(reader.RequestAborted.IsCancellationRequested);
    }

    [Fact]
    public async Task Send_ReaderTakesALittleEveryMinute_GetsAll()
    {
        var clock = new FakeClock();
        var reader = new SilentReader();
        var sending = new StreamedResponseLimiter(Limits.Default, clock).TrySendAll(reader.Context, Kilobytes(1024));
        var sent = 0;
        // The reader's 64 KB are full 16 times.
        for (var round = 0; round < 16; round++)
        {
            clock.WaitForNextTimer();
            clock.Advance(TimeSpan.FromSeconds(59));
            sent += reader.Take();
        }

        Assert.True(await sending.Guarded());
        Assert.Equal(1024 * 1024, sent + reader.Take());
        Assert.False(reader.RequestAborted.IsCancellationRequested);
    }

    [Fact]
    public void TryOpen_StreamsOfAnAddress_AreLimited()
    {
        var streams = new StreamedResponseLimiter(new() { MaxHttpStreamsPerAddress = 2 }, TimeProvider.System);
        var reader = new SilentReader();
        var open = new[] { streams.TryOpen(reader.Context, out _), streams.TryOpen(reader.Context, out _) };
        for (var i = 3; i <= 20; i++)
        {
            Assert.Null(streams.TryOpen(reader.Context, out var refusal));
            Assert.Equal(
                (429, "This server is already sending 2 races to your address: end one of these requests."),
                (refusal!.StatusCode, refusal.ProblemDetails.Detail));
        }

        Assert.NotNull(streams.TryOpen(new SilentReader("127.0.0.2").Context, out _));
        open[0]!.Dispose();
        Assert.NotNull(streams.TryOpen(reader.Context, out _));
        Assert.Null(streams.TryOpen(reader.Context, out _));
    }

    [Fact]
    public void TryOpen_StreamsOfTheServer_AreLimited()
    {
        var streams = new StreamedResponseLimiter(new() { MaxHttpStreams = 2 }, TimeProvider.System);
        var open = Enumerable.Range(1, 2).Select(host => streams.TryOpen(new SilentReader($"10.0.0.{host}").Context, out _)).ToList();
        for (var i = 3; i <= 20; i++)
        {
            Assert.Null(streams.TryOpen(new SilentReader($"10.0.0.{i}").Context, out var refusal));
            Assert.Equal(
                (429, "This server is already sending 2 races: try again in a moment."),
                (refusal!.StatusCode, refusal.ProblemDetails.Detail));
        }

        open[0]!.Dispose();
        Assert.NotNull(streams.TryOpen(new SilentReader("10.0.0.1").Context, out _));
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::2", false)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", true)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", false)]
    public void TryOpen_AddressesOfOneMachine_CountTogether(string one, string other, bool opens)
    {
        var streams = new StreamedResponseLimiter(new() { MaxHttpStreamsPerAddress = 1 }, TimeProvider.System);
        Assert.NotNull(streams.TryOpen(new SilentReader(one).Context, out _));
        Assert.Equal(opens, streams.TryOpen(new SilentReader(other).Context, out _) is not null);
    }

    [Theory]
    [InlineData("events")]
    [InlineData("log.ndjson")]
    [InlineData("futures.csv")]
    [InlineData("trace.json")]
    [InlineData("timeline.svg")]
    [InlineData("replay.html")]
    public async Task Get_BeyondTheLimit_SaysSo(string file)
    {
        await using var dashboard = await TestDashboard.Start(settings: new() { ["Limits:MaxHttpStreamsPerAddress"] = "1" });
        using var client = new HttpClient { BaseAddress = dashboard.Address };
        var race = dashboard.Get<RaceRegistry>().Import(
        [
            new(1, 0, RaceEventKind.RaceStarted) { Definition = new([], [new ModeInfo("calls", "calls", "", ReceiveOrder.CallOrder)]) },
            new(2, 0, RaceEventKind.RaceFinished, Status: Outcome.Error),
        ]);
        using (dashboard.Get<StreamedResponseLimiter>().TryOpen(new SilentReader().Context, out _))
        {
            using var refused = await client.GetAsync($"/api/races/{race.Id}/{file}", TestContext.Current.CancellationToken);
            var problem = await refused.Problem(HttpStatusCode.TooManyRequests);
            Assert.StartsWith("This server is already sending 1 races", problem.Text("detail"), StringComparison.Ordinal);
        }

        using var answer = await client.GetAsync($"/api/races/{race.Id}/{file}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}

using System.Net;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Modes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FlagDashboard.Tests.Api;

public sealed class FollowRaceTests : ApiTest
{
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected override void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton<IStartupFilter>(new Watch(_served));
        // With an infinite shutdown timeout, a request that never ends makes the test hang instead of being cut off unnoticed.
        services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan);
    }

    /// <summary>Tells when the server is through with a request for events.</summary>
    private sealed class Watch(TaskCompletionSource served) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                try
                {
                    await rest(context);
                }
                finally
                {
                    if (context.Request.Path.Value!.EndsWith("/events", StringComparison.Ordinal))
                        served.TrySetResult();
                }
            });
            next(app);
        };
    }

    private static RaceEvent Read(string line) => JsonSerializer.Deserialize<RaceEvent>(line, RaceJson.Options);

    private async Task<RaceEvent[]> Events(string path)
    {
        var response = await Get(path);
        Assert.Equal((HttpStatusCode.OK, "application/x-ndjson"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.True(response.Headers.CacheControl!.NoStore);
        var text = await response.Text();
        Assert.True(text.Length == 0 || text.EndsWith('\n'));
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    private static async Task<StreamReader> Lines(HttpResponseMessage response) =>
        new(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

    private static Task<string?> Line(StreamReader lines) => lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().Guarded();

    [Fact]
    public async Task Follow_FinishedRaceAfterAnyEvent_ReturnsLaterEvents()
    {
        var race = await FinishedRace();
        var log = race.Log.Snapshot();
        Assert.Equal(log, await Events($"/api/races/{race.Id}/events"));
        foreach (var after in new[] { 0, 1, 17, log.Length - 1, log.Length })
            Assert.Equal(log[after..], await Events($"/api/races/{race.Id}/events?after={after}"));
        Assert.Empty(await Events($"/api/races/{race.Id}/events?after={int.MaxValue}"));
    }

    [Fact]
    public async Task Follow_FinishedRace_WritesEventsAsRaceJson()
    {
        var race = await FinishedRace();
        var lines = (await (await Get($"/api/races/{race.Id}/events")).Text()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(race.Log.Snapshot().Select(raceEvent => JsonSerializer.Serialize(raceEvent, RaceJson.Options)), lines);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Follow_RunningRace_ReturnsPastThenNewEventsWithoutGap(int after)
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR", "CN", "DE"], Modes = ["sequential", "async"], Workers = 1 });
        await race.Seen(raceEvent => raceEvent.Seq > after);
        ReleaseDownloads(race.Log.Snapshot()[..after].Count(raceEvent => raceEvent.Kind == RaceEventKind.Started));
        using var lines = await Lines(await Get($"/api/races/{race.Id}/events?after={after}"));
        var seen = new List<RaceEvent>();
        while (await Line(lines) is { } line)
        {
            // The race continues only after all its events so far have arrived here.
            seen.Add(Read(line));
            if (seen[^1].Kind == RaceEventKind.Started)
                ReleaseDownloads();
        }

        Assert.Equal(race.Log.Snapshot()[after..], seen);
        Assert.Equal(RaceEventKind.RaceFinished, seen[^1].Kind);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("two")]
    [InlineData("1.5")]
    [InlineData("2147483648")]
    [InlineData("")]
    [InlineData("%2B1")]
    [InlineData("%D9%A3")]
    [InlineData("%00")]
    [InlineData("1&after=2")]
    public async Task Follow_AfterIsNotANumber_Returns400WithReason(string after)
    {
        var race = await FinishedRace();
        var said = Assert.Single(await (await Get($"/api/races/{race.Id}/events?after={after}")).Errors());
        Assert.EndsWith("is not the number of an event: a whole number from 0.", said);
    }

    [Fact]
    public async Task Follow_AfterHasTenKilobytes_Returns400WithShortMessage()
    {
        var race = await FinishedRace();
        await (await Get($"/api/races/{race.Id}/events?after={new string('9', 10 * 1024)}")).Errors();
    }

    [Fact]
    public async Task Follow_NoNewEvents_SendsHeadersBeforeFirstEvent()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR"], Modes = ["sequential"] });
        await race.Seen(raceEvent => raceEvent.Kind == RaceEventKind.Started);
        using var lines = await Lines(await Get($"/api/races/{race.Id}/events?after={race.Log.Count}"));
        ReleaseDownloads();
        // The event arrived. If the response were buffered, this line would wait until the client's timeout.
        Assert.True(Read((await Line(lines))!) is { Kind: RaceEventKind.Finished, Status: Outcome.Ok });
        await race.Through();
    }

    [Fact]
    public async Task Follow_ClientDisconnects_EndsRequestAndRaceGoesOn()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR"], Modes = ["sequential"] });
        using (var response = await Get($"/api/races/{race.Id}/events"))
        {
            using var lines = await Lines(response);
            Assert.Equal(RaceEventKind.RaceStarted, Read((await Line(lines))!).Kind);
            Assert.False(_served.Task.IsCompleted);
        }

        await _served.Task.Guarded();
        Assert.False(race.Completion.IsCompleted);
        ReleaseDownloads();
        await race.Through();
    }

    [Fact]
    public async Task Follow_ServerStops_EndsResponseAndShutdownDoesNotWait()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR"], Modes = ["sequential"] });
        using var lines = await Lines(await Get($"/api/races/{race.Id}/events"));
        await Line(lines);
        await Dashboard.Stop().Guarded();
        var last = "";
        while (await Line(lines) is { } line)
            last = $"{line}";
        Assert.Contains("interrupted: the server was stopped", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_OfALiveRace_DoesNotWaitForItsEnd()
    {
        BlockDownloads();
        var race = Dashboard.Race(plan => plan with { Countries = ["BR"], Modes = ["sequential"] });
        var response = await Send(HttpMethod.Head, $"/api/races/{race.Id}/events");
        Assert.Equal((HttpStatusCode.OK, "application/x-ndjson"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        await _served.Task.Guarded();
        ReleaseDownloads();
        await race.Through();
    }
}

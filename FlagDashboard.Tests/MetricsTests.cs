using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlagDashboard.Classroom;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.History;
using FlagDashboard.Tests.Hubs;
using Microsoft.Data.Sqlite;

namespace FlagDashboard.Tests;

/// <summary>What the server measures of itself, room by room.</summary>
public sealed class MetricsTests
{
    // The span is the last thing that the end of a race reports.
    private static ActivityListener ListenToSpans(TaskCompletionSource<Activity> ended, Activity request)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RaceTelemetry.InstrumentationName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                // Other tests run races too, and there is one source of spans.
                if (span.Links.Any(link => link.Context.SpanId == request.SpanId))
                    ended.TrySetResult(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    [Theory]
    [InlineData(false, "finished", "ok")]
    [InlineData(true, "cancelled", "cancelled")]
    public async Task Race_Ended_IsCountedWithItsFuturesAndTraced(bool cancel, string status, string outcome)
    {
        await using var dashboard = await TestDashboard.Start();
        using var recorder = new MeasurementRecorder(dashboard.Get<IMeterFactory>());
        var ended = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var request = new Activity("request").Start();
        using var listener = ListenToSpans(ended, request);
        var race = dashboard.Race(plan => plan with
        {
            Countries = ["BR", "CN", "DE", "EG", "FR", "IN", "US"],
            Modes = ["sequential"],
            Site = cancel ? SiteId.Delay : SiteId.Local,
            DelayMs = 4000,
            JitterMs = 0,
        });
        Assert.Same(request, Activity.Current);
        if (cancel)
        {
            Assert.Equal(1, recorder.Ask("flagdashboard.races.running"));
            race.Cancel();
        }

        var span = await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, recorder.Ask("flagdashboard.races.running"));
        Assert.Equal(new() { ["kind=downloads"] = 1 }, recorder.Sums("flagdashboard.races.started"));
        Assert.Equal(new() { [$"kind=downloads status={status}"] = 1 }, recorder.Sums("flagdashboard.races.ended"));
        Assert.Equal(7, recorder.Sums("flagdashboard.futures").Values.Sum());
        Assert.Contains($"mode=sequential outcome={outcome}", recorder.Sums("flagdashboard.futures").Keys);
        Assert.Equal(race.Log.End!.Value.AtMs / 1000, Assert.Single(recorder.Values("flagdashboard.races.duration")), 0.5);
        Assert.Equal((race.Id, status, 7), (span.GetTagItem("race.id"), span.GetTagItem("race.status"), span.GetTagItem("race.futures")));
        Assert.Equal(default, span.ParentSpanId);
    }

    [Fact]
    public async Task Hub_Streams_AreCountedAndOnlyNewEventsHaveALag()
    {
        await using var dashboard = await TestDashboard.Start();
        using var recorder = new MeasurementRecorder(dashboard.Get<IMeterFactory>());
        await using var connection = RaceHubConnection.Create(new Uri(dashboard.Address, RaceHub.Path));
        await connection.StartAsync(TestContext.Current.CancellationToken);
        var past = dashboard.Race();
        await past.Completion;
        await foreach (var _ in connection.Watch(past.Id, 0, TestContext.Current.CancellationToken))
        {
        }

        Assert.Empty(recorder.Values("flagdashboard.hub.event_lag"));
        var race = dashboard.Race(plan => plan with { Modes = ["sequential"], Site = SiteId.Delay, DelayMs = 4000, JitterMs = 0 });
        await using var watched = connection.Watch(race.Id, 0, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await watched.MoveNextAsync());
        Assert.Equal(1, recorder.Ask("flagdashboard.hub.streams"));
        race.Cancel();
        while (await watched.MoveNextAsync())
        {
        }

        Assert.Equal(0, recorder.Ask("flagdashboard.hub.streams"));
        Assert.NotEmpty(recorder.Values("flagdashboard.hub.event_lag"));
        Assert.All(recorder.Values("flagdashboard.hub.event_lag"), lag => Assert.InRange(lag, 0, race.Log.End!.Value.AtMs / 1000));
    }

    [Fact]
    public async Task Class_Viewers_AreReported()
    {
        await using var dashboard = await TestDashboard.Start();
        using var recorder = new MeasurementRecorder(dashboard.Get<IMeterFactory>());
        var viewers = new ViewerCounter().CreateInstruments(dashboard.Get<IMeterFactory>());
        viewers.Add(3);
        Assert.Equal(3, recorder.Ask("flagdashboard.viewers"));
    }

    [Fact]
    public async Task History_EventsThatWaitAndSavesThatFail_AreReported()
    {
        await using var dashboard = await TestDashboard.Start();
        using var recorder = new MeasurementRecorder(dashboard.Get<IMeterFactory>());
        using var folder = new TemporaryFolder();
        using var archive = new Archive(folder.Path);
        archive.Recorder.CreateInstruments(dashboard.Get<IMeterFactory>());
        var race = archive.Begin("aaaaaaaaaa");
        using (var other = new SqliteConnection($"Data Source={archive.Db};Pooling=False"))
        {
            other.Open();
            using var exclusive = other.BeginTransaction();
            archive.Recorder.Flush();
        }

        Assert.Equal(race.Log.Count, recorder.Ask("flagdashboard.storage.pending"));
        Assert.Equal(1, recorder.Ask("flagdashboard.storage.failures"));
        archive.Recorder.Flush();
        Assert.Equal(0, recorder.Ask("flagdashboard.storage.pending"));
        Assert.Equal(1, recorder.Ask("flagdashboard.storage.failures"));
    }
}

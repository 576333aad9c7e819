using System.Text.Json;
using CsCheck;
using FlagDashboard.Experiments;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Tests.Timeline;
using static FlagDashboard.Tests.Sharing.TraceRules;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Sharing;

public class ChromeTraceTests
{
    private static List<JsonElement> Trace(RaceState race) => Check(ChromeTrace.Of("abc", race).ToBytes());

    private static List<JsonElement> Trace(RaceEvent[] log) => Trace(RaceState.At(log, double.MaxValue));

    [Fact]
    public void Of_AnyLog_IsValidTrace() => Logs.Any.Sample(log => Trace(log), iter: 500);

    [Fact]
    public void Of_AnyLogWithOverlappingWork_IsValidTrace() =>
        LegalLog.Any.Where(log => log.Length > 0).Sample(log => Trace(log), iter: 500);

    [Fact]
    public void Of_AnyLog_HasEveryFutureThatRanOnceOnItsWorkersThread() => Logs.Any.Sample(
        log =>
        {
            var race = RaceState.At(log, double.MaxValue);
            var events = Trace(race);
            foreach (var (run, number) in race.Runs.Select((run, number) => (run, number)))
            {
                var work = events.Where(e => IsOf("X")(e) && Text(e, "cat") == "work" && Pid(e) == number + 1)
                    .ToDictionary(e => Text(e, "name"));
                Assert.Equal(run.Futures.Where(future => future.StartedAtMs is not null).Select(future => future.Label).Order(),
                    work.Keys.Order());
                Assert.All(run.Futures.Where(future => future.StartedAtMs is not null), future =>
                {
                    Assert.Equal(Math.Round(future.StartedAtMs!.Value * 1000), Ts(work[future.Label]));
                    Assert.Equal(Math.Round((future.FinishedAtMs ?? race.LastEventAtMs) * 1000),
                        Ts(work[future.Label]) + Dur(work[future.Label]));
                    Assert.Equal(future.Worker, Tid(work[future.Label]) % 10_000);
                });
                Assert.Equal(
                    run.Received.Count + run.Interventions.Count, events.Count(e => IsOf("i")(e) && Pid(e) == number + 1));
            }
        },
        iter: 300);

    [Fact]
    public void Of_HeldFuture_HasQueueWorkAndHeldSlices()
    {
        var events = Trace(Fold(
            ["AD", "BR"], RunStarted(0, 2), Submitted(1, 0), Submitted(1, 1), Started(2, 0), Started(3, 1, 2),
            Finished(10, 1), Finished(20, 0), Received(20.5, 0), Received(21, 1), RunFinished(22), RaceFinished(23)));

        var work = Assert.Single(events, e => IsOf("X")(e) && Text(e, "name") == "BR");
        Assert.Equal((3000, 7000), (Ts(work), Dur(work)));
        Assert.Equal(("finished", "Ok", "w2", "1", "21", "11"),
            (Arg(work, "state"), Arg(work, "status"), Arg(work, "worker"), Arg(work, "submittedMs"), Arg(work, "receivedMs"),
            Arg(work, "heldMs")));
        Assert.Equal([(1000, 3000)], Async(events, "queued", "BR"));
        Assert.Equal([(10_000, 21_000)], Async(events, "held", "BR"));
        Assert.Equal(21_000, Ts(Assert.Single(events, e => IsOf("i")(e) && Text(e, "name") == "BR received")));
        Assert.DoesNotContain("not over", string.Concat(events), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RunOfAnEventLoop_HasItsDownloadsAsAsyncSlicesOfOneThread()
    {
        var events = Trace(Fold(
            ["async"], ["AD", "BR"], RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Started(1, 0), Started(1, 1, 2), Finished(5, 0),
                Finished(6, 1)));
        Assert.Equal([(1000, 5000)], Async(events, "work", "AD"));
        Assert.Equal([(1000, 6000)], Async(events, "work", "BR"));
        Assert.Single(events, e => Text(e, "name") == "thread_name");
        Assert.DoesNotContain(events, e => IsOf("X")(e) && Text(e, "cat") == "work");
    }

    [Fact]
    public void Of_RunningRace_EndsOpenSlicesAtLastEventAndMarksThem()
    {
        var events = Trace(Fold(
            ["AD", "BR", "CN"], RunStarted(0), Submitted(0, 0), Submitted(0, 1), Started(1, 0), Phase(2, 2, "starting"), Finished(3, 0),
            Started(4, 1), Named(9, 1, "one")));
        Assert.Equal(
            ["AD held", "BR", "starting", "threads-map"],
            events.Where(e => e.TryGetProperty("args", out _) && Arg(e, "open") is not null).Select(e => Text(e, "cat") switch
            {
                "held" => $"{Arg(e, "future")} held",
                "run" => "threads-map",
                _ => Text(e, "name"),
            }).Order());
        Assert.All(events.Where(e => IsOf("X")(e) && Arg(e, "open") is not null), e => Assert.Equal(9000, Ts(e) + Dur(e)));
        Assert.Equal("one", Arg(Assert.Single(events, e => Text(e, "name") == "thread_name" && Tid(e) == 10_001), "name"));
    }

    [Fact]
    public void Of_AuxiliaryRun_HasPhasesAsSlices()
    {
        var events = Trace(FoldAside(
            RunStarted(0, 2), Phase(1, 1, "works"), Phase(2, 2, "waits"), Phase(5, 1, null), RunFinished(6), RaceFinished(6)));
        Assert.Equal([("works", 1000, 4000), ("waits", 2000, 4000)], events.Where(e => IsOf("X")(e) && Text(e, "cat") == "phase")
            .Select(e => (Text(e, "name"), Ts(e), Dur(e))));
    }

    [Fact]
    public void Of_HostileNames_AreEscaped()
    {
        var race = Fold(["</script><b>\u2028\"\\"], RunStarted(0), Submitted(0, 0), Started(0, 0));
        Assert.Equal("</script><b>\u2028\"\\", Text(Assert.Single(Trace(race), e => IsOf("X")(e) && Text(e, "cat") == "work"), "name"));
        Assert.DoesNotContain(
            "</script>", System.Text.Encoding.UTF8.GetString(ChromeTrace.Of("abc", race).ToBytes()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SiteId.Local)]
    [InlineData(SiteId.Error)]
    public async Task Of_RealRaceOfEveryMode_IsValidTrace(SiteId site)
    {
        await using var dashboard = await TestDashboard.Start();
        var race = dashboard.Race(
            plan => plan with
            {
                Countries = [.. plan.Countries.Take(8)],
                Site = site,
                DelayMs = 5,
                JitterMs = 5,
                Workers = 3,
                ErrorRate = 0.5
            });
        await race.Through();
        var events = Trace(race.Log.Fold());
        Assert.Equal(race.Definition.Runs.Count, events.Select(Pid).Distinct().Count());
        Assert.Contains(events, e => IsOf("b")(e) && Text(e, "cat") == "work");
    }

    [Fact]
    public async Task Of_CancelledRace_IsValidTrace()
    {
        await using var dashboard = await TestDashboard.Start();
        var race = dashboard.Race(plan => plan with { Site = SiteId.Delay, DelayMs = 4000, JitterMs = 0 });
        await race.Log.Until(told => told.Count(happened => happened.Kind == RaceEventKind.Started) > 5);
        race.Cancel();
        await race.Through();
        Assert.Contains(Trace(race.Log.Fold()), e => IsOf("X")(e) && Arg(e, "status") == "Cancelled");
    }

    [Theory]
    [InlineData("map-or-as-completed", "delays=0.01,0.02,0.03")]
    [InlineData("loop", "block=300&delay=20&jitter=0&after=1")]
    [InlineData("lock", "items=2&limit=1000")]
    public async Task Of_RealExperiment_IsValidTrace(string id, string query)
    {
        await using var dashboard = await TestDashboard.Start();
        var experiment = dashboard.Get<ExperimentRegistry>().Find(id)!;
        var asked = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        var race = experiment.Start(
            SettingValues.Read(experiment.Settings, name => asked.TryGetValue(name, out var text) ? text.ToString() : null));
        await race.Through();
        Assert.Contains(Trace(race.Log.Fold()), e => IsOf("i")(e));
    }

    private static List<(int From, int To)> Async(List<JsonElement> events, string category, string future)
    {
        var id = Text(Assert.Single(events, e => IsOf("b")(e) && Text(e, "cat") == category && Arg(e, "future") == future), "id");
        var ends = events.Where(e => e.TryGetProperty("id", out _) && Text(e, "cat") == category && Text(e, "id") == id)
            .Select(e => (int)Ts(e)).ToList();
        return [.. ends.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }
}

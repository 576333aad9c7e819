using FlagDashboard.Hubs;
using FlagDashboard.Log;
using Microsoft.AspNetCore.SignalR.Client;

namespace FlagDashboard.Bench;

/// <summary>Measures a lecture hall: up to a thousand viewers of one race of 249 futures.</summary>
internal static class HallTable
{
    private const string Delays = "A lecture hall, 249 futures in about a second: from an event to its arrival at a viewer";
    private const string Memory = "A lecture hall: memory of the dashboard";
    private const int SilentViewers = 50;

    // Spare memory is trimmed a second after a race.
    private static readonly TimeSpan UntilTrimmed = TimeSpan.FromSeconds(4);

    private static readonly (int Viewers, double? MostMs)[] LightAudiences = [(100, null), (300, null), (1000, 150)];

    public static async Task Measure(Workbench bench, Report report)
    {
        await using var server = await bench.StartDashboard(immediateTiering: true);
        using var races = new DashboardClient(server.Address);
        for (var warm = 0; warm < 3; warm++)
            await Hall.Watch(bench, server.Address, races, 100);

        foreach (var (viewers, most) in LightAudiences)
        {
            ReportDelays(report, $"{viewers:#,0} light viewers", most,
                await Repeat(bench.FewRounds, () => Hall.Watch(bench, server.Address, races, viewers)));
        }

        await MeasureSilent(bench, report, server, races);
        // Until the clients' own code, which runs in this process, has reached its last tier.
        for (var warm = 0; warm < 8; warm++)
            await WatchNet(bench, server.Address, races, 200);
        ReportDelays(report, "200 .NET clients", 100, await Repeat(bench.FewRounds, () => WatchNet(bench, server.Address, races, 200)));
        await MeasureMemory(bench, report, server, races);
    }

    private static void ReportDelays(Report report, string what, double? most, IReadOnlyList<IReadOnlyList<double>> rounds)
    {
        report.Percentile(50, null, Delays, what, rounds);
        report.Percentile(99, most, Delays, what, rounds);
    }

    private static async Task<IReadOnlyList<IReadOnlyList<double>>> Repeat(int rounds, Func<Task<IReadOnlyList<double>>> watch)
    {
        var all = new List<IReadOnlyList<double>>();
        while (all.Count < rounds)
            all.Add(await watch());
        return all;
    }

    private static async Task<IReadOnlyList<double>> WatchNet(Workbench bench, Uri dashboard, DashboardClient races, int viewers)
    {
        var hubs = await Task.WhenAll(Enumerable.Range(0, viewers).Select(_ => DashboardClient.Connect(dashboard)));
        await Task.Delay(Hall.UntilSettled);
        using var pause = new CollectionPause();
        var id = await races.Start(PooledRace.Plan(bench, Hall.Mode));
        var received = await Task.WhenAll(hubs.Select(hub => Receive(hub, id)));
        var (began, times) = await Hall.Times(races, id);
        foreach (var hub in hubs)
            await hub.DisposeAsync();
        var delays = new List<double>();
        foreach (var (asked, events) in received)
        {
            if (!events.Select(one => one.Seq).SequenceEqual(Enumerable.Range(1, times.Count)))
                throw new CannotMeasureException("A .NET client lost an event, or received one twice.");
            delays.AddRange(events.Select(one =>
            {
                var from = began.AddMilliseconds(times[one.Seq - 1]);
                return (one.At - (from > asked ? from : asked)).TotalMilliseconds;
            }));
        }

        return delays;
    }

    private static async Task<(DateTimeOffset Asked, List<(int Seq, DateTimeOffset At)> Events)> Receive(HubConnection hub, string id)
    {
        var asked = DateTimeOffset.UtcNow;
        var received = new List<(int, DateTimeOffset)>();
        await foreach (var batch in hub.StreamAsync<RaceEvent[]>(nameof(RaceHub.Watch), id, 0))
        {
            var now = DateTimeOffset.UtcNow;
            received.AddRange(batch.Select(raceEvent => (raceEvent.Seq, now)));
        }

        return (asked, received);
    }

    // The same hall with and without silent viewers, in turn, so that the machine treats both alike.
    private static async Task MeasureSilent(Workbench bench, Report report, ServerProcess server, DashboardClient races)
    {
        var (alone, beside) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            alone.Add(Stats.Percentile(await Hall.Watch(bench, server.Address, races, 100), 99));
            beside.Add(Stats.Percentile(await Hall.Watch(bench, server.Address, races, 100, 1), 99));
        }

        report.AtMost(
            1.1, Delays, "100 light viewers beside a silent one ÷ alone: p99", "×", beside.Zip(alone, (with, without) => with / without));
    }

    // Connections stay open after the race, so that their memory is not mixed with that of the burst.
    private static async Task MeasureMemory(Workbench bench, Report report, ServerProcess server, DashboardClient races)
    {
        var (watching, silent) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.FewRounds; round++)
        {
            await races.Run(PooledRace.Plan(bench, Hall.Mode));
            await Task.Delay(UntilTrimmed);
            var before = server.MemoryMb;
            using (var hall = await Hall.Connect(server.Address, 1000))
            {
                var id = await races.Start(PooledRace.Plan(bench, Hall.Mode));
                await hall.Ask(id);
                await Task.WhenAll(hall.Viewers.Select(viewer => viewer.Watch()));
                await Task.Delay(UntilTrimmed);
                watching.Add((server.MemoryMb - before) * 1024 / hall.Viewers.Count);
            }

            await races.Run(PooledRace.Plan(bench, Hall.Mode));
            await Task.Delay(UntilTrimmed);
            before = server.MemoryMb;
            using (var hall = await Hall.Connect(server.Address, SilentViewers))
            {
                var id = await races.Start(PooledRace.Plan(bench, PooledRace.Modes));
                await hall.Ask(id);
                await races.WaitForEnd(id);
                await Task.Delay(UntilTrimmed);
                silent.Add((server.MemoryMb - before) * 1024 / SilentViewers);
            }
        }

        report.AtMost(64, Memory, "each of 1,000 viewers, connected, 4 s after the race", "KB", watching);
        report.AtMost(100, Memory, "each of 50 silent viewers of a race of three modes, 4 s after it", "KB", silent);
    }
}

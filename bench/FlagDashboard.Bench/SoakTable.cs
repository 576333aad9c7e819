using FlagDashboard.Bench.Page;

namespace FlagDashboard.Bench;

/// <summary>Measures what grows in a dashboard that has been used for hours: many races, and many page visits.</summary>
internal static class SoakTable
{
    private const string Title = "A soak: what grows in a dashboard";
    private const int Viewers = 100;

    // Spare memory is trimmed a second after a race.
    private static readonly TimeSpan UntilTrimmed = TimeSpan.FromSeconds(4);

    public static async Task Measure(Workbench bench, Report report)
    {
        var (raceCount, visits) = bench.Quick ? (50, 50) : (500, 1000);
        await using var server = await bench.StartDashboard(immediateTiering: true);
        using var races = new DashboardClient(server.Address);
        for (var warm = 0; warm < 3; warm++)
            await Hall.Watch(bench, server.Address, races, Viewers);

        var fresh = await Watch(bench, server, races);
        for (var race = 0; race < raceCount; race++)
            await races.Run(Plan(bench));
        await Task.Delay(UntilTrimmed);
        var before = server.MemoryMb;
        report.Add(Title, $"memory after {raceCount} races, trimmed", "MB", [before]);
        if (Chromium.Path is null)
            report.ReportSkipped($"The visits of a soak are left out. {Chromium.Missing}");
        else
            await Visit(bench, report, server, races, visits, before);

        var used = await Watch(bench, server, races);
        Compare(report, "p50 from an event to 100 viewers", fresh, used, one => one.P50);
        Compare(report, "p99 from an event to 100 viewers", fresh, used, one => one.P99);
        Compare(report, "processor time of a race with 100 viewers", fresh, used, one => one.CpuMs);
    }

    private static object Plan(Workbench bench) =>
        new { modes = PooledRace.Modes, workers = PooledRace.Workers, delayMs = 0, jitterMs = 0, countries = bench.Codes };

    private static async Task Visit(
        Workbench bench, Report report, ServerProcess server, DashboardClient races, int visits, double before)
    {
        await using (var chromium = await Chromium.Start())
        {
            var page = await chromium.Visit(server.Address);
            for (var visit = 1; visit < visits; visit++)
            {
                await page.GotoAsync(server.Address.ToString());
                await page.Locator("[data-interactive=true]").WaitForAsync();
            }
        }

        // The race makes the dashboard trim its memory again.
        await races.Run(PooledRace.Plan(bench, Hall.Mode));
        await Task.Delay(UntilTrimmed);
        report.AtMost(1.1, Title, $"memory after {visits} page visits ÷ before, trimmed", "×", [server.MemoryMb / before]);
    }

    private static void Compare(
        Report report, string what, IReadOnlyList<WatchedRace> fresh, IReadOnlyList<WatchedRace> used, Func<WatchedRace, double> figure)
    {
        report.Add(Title, $"{what}, fresh", "ms", fresh.Select(figure));
        report.Add(Title, $"{what}, used", "ms", used.Select(figure));
        report.AtMost(1.2, Title, $"{what}, used ÷ fresh", "×", [Stats.Median(used.Select(figure)) / Stats.Median(fresh.Select(figure))]);
    }

    private static async Task<IReadOnlyList<WatchedRace>> Watch(Workbench bench, ServerProcess server, DashboardClient races)
    {
        var watched = new List<WatchedRace>();
        while (watched.Count < bench.Rounds)
        {
            var before = server.CpuMs;
            var delays = await Hall.Watch(bench, server.Address, races, Viewers);
            watched.Add(new(Stats.Percentile(delays, 50), Stats.Percentile(delays, 99), server.CpuMs - before));
        }

        return watched;
    }

    /// <summary>The figures of one race with viewers, in ms.</summary>
    private sealed record WatchedRace(double P50, double P99, double CpuMs);
}

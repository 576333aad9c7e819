using FlagDashboard.Timeline;
using Microsoft.Playwright;

namespace FlagDashboard.Bench.Page;

/// <summary>Measures how pages that show one race slow down the race and the dashboard.</summary>
internal static class PagesTable
{
    private const string CostTitle = "Pages in a browser: processor time and memory of the dashboard";

    private static readonly int[] Counts = [1, 2, 4];

    public static async Task Measure(Workbench bench, Report report)
    {
        if (Chromium.Path is null)
        {
            report.ReportSkipped($"Pages in a browser are left out. {Chromium.Missing}");
            return;
        }

        await using var chromium = await Chromium.Start();
        var (ratios, cpu) = (Counts.ToDictionary(count => count, _ => new List<double>()),
            Counts.ToDictionary(count => count, _ => new List<double>()));
        var (one, further) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.FewRounds; round++)
        {
            // A new dashboard for each round, because .NET does not return the memory of closed pages at once.
            await using var server = await bench.StartDashboard(immediateTiering: true);
            using var races = new DashboardClient(server.Address);
            List<IPage> pages = [await chromium.Visit(server.Address)];
            await Show(bench, races, pages);
            await Show(bench, races, pages);
            one.Add(server.MemoryMb);
            pages.AddRange(await Task.WhenAll(Enumerable.Range(1, 3).Select(_ => chromium.Visit(server.Address))));
            await Show(bench, races, pages);
            further.Add((server.MemoryMb - one[^1]) / 3);

            // The dashboard is warm by now. Pages beyond the count still show the previous race.
            foreach (var count in Counts)
            {
                var before = server.CpuMs;
                ratios[count].Add(await Show(bench, races, pages[..count]));
                cpu[count].Add(server.CpuMs - before);
            }

            foreach (var page in pages)
                await page.Context.DisposeAsync();
        }

        foreach (var count in Counts)
            report.Add($"Pages in a browser, {PooledRace.All}: elapsed ÷ ideal, by the log's own calls, the slowest of the three",
                Pages(count), "×", ratios[count]);
        foreach (var count in Counts)
            report.Add(CostTitle, $"{Pages(count)}: processor time", "ms", cpu[count]);
        report.Add(CostTitle, "each further page: processor time", "ms", cpu[1]
            .Zip(cpu[4], (least, most) => (most - least) / 3));
        report.Add(CostTitle, "1 page: memory after the race", "MB", one);
        report.Add(CostTitle, "each further page: memory after the race", "MB", further);
    }

    // Shows a race on every page, to its last event.
    private static async Task<double> Show(Workbench bench, DashboardClient races, List<IPage> pages)
    {
        var id = await races.Start(PooledRace.Plan(bench, PooledRace.Modes));
        await Task.WhenAll([Task.Delay(ViewersTable.MeasuringTime),
            .. pages.Select(page => page.EvaluateAsync("id => Blazor.navigateTo('/race/' + id)", id))]);
        await races.WaitForEnd(id);
        var race = await races.Fold(id);
        var last = $"event {race.LastEventSeq} of {race.LastEventSeq}";
        await Task.WhenAll(pages.Select(
            page => page.Locator($"main:has([href*='{id}']) [data-testid=happened]", new() { HasText = last }).WaitForAsync()));
        return PooledRace.ElapsedByIdeal(race);
    }

    private static string Pages(int count) => new Quantity(count, "1 page", "{0} pages").ToString();
}

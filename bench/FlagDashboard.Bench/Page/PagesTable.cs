using Microsoft.Playwright;

namespace FlagDashboard.Bench.Page;

/// <summary>What real pages that show the same race cost it and the dashboard.</summary>
internal static class PagesTable
{
    private static readonly int[] Counts = [1, 2, 4];

    public static async Task Measure(Workbench bench, Report report)
    {
        if (Chromium.Path is null)
        {
            report.LeftOut($"Pages in a browser are left out. {Chromium.Missing}");
            return;
        }

        await using var chromium = await Chromium.Start();
        var (ratios, cpu) = (Counts.ToDictionary(count => count, _ => new List<double>()),
            Counts.ToDictionary(count => count, _ => new List<double>()));
        var (one, further) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.FewRounds; round++)
        {
            // A dashboard of its own: what pages once took, .NET does not give back at once.
            await using var server = await bench.Dashboard(compiledAtOnce: true);
            using var races = new Races(server.Address);
            List<IPage> pages = [await chromium.Visit(server.Address)];
            await Show(bench, races, pages);
            await Show(bench, races, pages);
            one.Add(server.MemoryMb);
            pages.AddRange(await Task.WhenAll(Enumerable.Range(1, 3).Select(_ => chromium.Visit(server.Address))));
            await Show(bench, races, pages);
            further.Add((server.MemoryMb - one[^1]) / 3);

            // Warm by now; pages that are not told of a race stay at the one before.
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
            report.Say($"Pages in a browser, {PooledRace.All}: elapsed ÷ ideal, by the log's own calls, the slowest of the three",
                Pages(count), "×", ratios[count]);
        foreach (var count in Counts)
            report.Say("The same: processor time and memory of the dashboard", $"{Pages(count)}: processor time", "ms", cpu[count]);
        report.Say("The same: processor time and memory of the dashboard", "each further page: processor time", "ms", cpu[1]
            .Zip(cpu[4], (least, most) => (most - least) / 3));
        report.Say("The same: processor time and memory of the dashboard", "1 page: memory after the race", "MB", one);
        report.Say("The same: processor time and memory of the dashboard", "each further page: memory after the race", "MB", further);
    }

    // Every page to the end of the race.
    private static async Task<double> Show(Workbench bench, Races races, List<IPage> pages)
    {
        var id = await races.Start(PooledRace.Plan(bench, PooledRace.Modes));
        await Task.WhenAll([Task.Delay(ViewersTable.Window),
            .. pages.Select(page => page.EvaluateAsync("id => Blazor.navigateTo('/race/' + id)", id))]);
        await races.Ended(id);
        var race = await races.Fold(id);
        await Task.WhenAll(pages.Select(
            page => page.Locator($"main:has([href*='{id}']) [data-testid=happened]", new() { HasText = $"event {race.Seq} of {race.Seq}" })
            .WaitForAsync()));
        return PooledRace.ElapsedByIdeal(race);
    }

    private static string Pages(int count) => count == 1 ? "1 page" : $"{count} pages";
}

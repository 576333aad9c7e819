using Microsoft.Playwright;

namespace FlagDashboard.Bench.Page;

/// <summary>What real pages that show the same race cost it and the dashboard.</summary>
internal static class PagesTable
{
    private static readonly int[] Counts = [1, 2, 4];

    public static async Task Measure(Workbench bench, Report report)
    {
        await using var chromium = await Chromium.Start();
        var (ratios, cpu, memory) = (Empty(), Empty(), Empty());
        for (var round = 0; round < bench.Rounds; round++)
        {
            // A dashboard of its own: what pages once took, .NET does not give back at once.
            await using var server = await bench.Dashboard(compiledAtOnce: true);
            using var races = new Races(server.Address);
            var pages = new List<IPage>();
            foreach (var count in Counts)
            {
                while (pages.Count < count)
                    pages.Add(await chromium.Visit(server.Address));
                for (var warm = 0; count == 1 && warm < 2; warm++)
                    await Show(bench, races, pages);
                var before = server.CpuMs;
                ratios[count].Add(await Show(bench, races, pages));
                cpu[count].Add(server.CpuMs - before);
                memory[count].Add(server.MemoryMb);
            }

            foreach (var page in pages)
                await page.Context.DisposeAsync();
        }

        foreach (var count in Counts)
            report.Say($"Pages in a browser, {ViewersTable.Race}: elapsed ÷ ideal, by the log's own calls, the slowest of the three", Pages(count), "×", ratios[count]);
        Costs("The same: processor time of the dashboard", "ms", cpu);
        Costs("The same: memory of the dashboard after the race", "MB", memory);

        void Costs(string table, string unit, Dictionary<int, List<double>> all)
        {
            foreach (var count in Counts)
                report.Say(table, Pages(count), unit, all[count]);
            report.Say(table, "each further page", unit, all[1].Zip(all[4], (one, four) => (four - one) / 3));
        }
    }

    // Every page to the end of the race.
    private static async Task<double> Show(Workbench bench, Races races, List<IPage> pages)
    {
        var id = await races.Start(ViewersTable.Plan(bench));
        await Task.WhenAll([Task.Delay(ViewersTable.Window), .. pages.Select(page => page.EvaluateAsync("id => Blazor.navigateTo('/race/' + id)", id))]);
        await races.Ended(id);
        var race = await races.Fold(id);
        await Task.WhenAll(pages.Select(page => page.GetByTestId("happened").GetByText($"event {race.Seq} of {race.Seq}").WaitForAsync()));
        return ViewersTable.ElapsedByIdeal(race);
    }

    private static Dictionary<int, List<double>> Empty() => Counts.ToDictionary(count => count, _ => new List<double>());

    private static string Pages(int count) => count == 1 ? "1 page" : $"{count} pages";
}

namespace FlagDashboard.Bench;

/// <summary>Measures a class with a hundred open pages: how late the bars of a race reach them.</summary>
internal static class CircuitsTable
{
    private const string Title = "100 pages without a browser: from the end of a future to the arrival of its bar";
    private const int Pages = 100;
    private const int OpenedAtOnce = 4;

    // The race takes about ten seconds, so that a hundred pages are open for most of it.
    private const int DelayMs = 500;
    private const int Workers = 12;

    private static readonly TimeSpan UntilShown = TimeSpan.FromSeconds(2);

    public static async Task Measure(Workbench bench, Report report)
    {
        await using var server = await bench.StartDashboard(immediateTiering: true);
        using var races = new DashboardClient(server.Address);
        using var http = new HttpClient();
        var circuits = new List<Circuit>();
        try
        {
            while (circuits.Count < Pages)
                circuits.AddRange(await Task.WhenAll(Enumerable.Range(0, OpenedAtOnce).Select(_ => Circuit.Open(http, server.Address))));
            await Show(bench, server, races, circuits);
            var (rounds, cpu) = (new List<IReadOnlyList<double>>(), new List<double>());
            while (rounds.Count < bench.FewRounds)
            {
                var before = server.CpuMs;
                rounds.Add(await Show(bench, server, races, circuits));
                cpu.Add((server.CpuMs - before) / Pages);
            }

            report.Percentile(50, null, Title, "all pages", rounds);
            report.Percentile(99, 1000, Title, "all pages", rounds);
            report.Add(Title, "processor time of the dashboard for each page, opening the race included", "ms", cpu);
        }
        finally
        {
            foreach (var circuit in circuits)
                await circuit.DisposeAsync();
        }
    }

    // Starts a race, and lets every page go to it at once. An event that happened before counts from the time at which the page went there.
    private static async Task<IReadOnlyList<double>> Show(
        Workbench bench, ServerProcess server, DashboardClient races, IReadOnlyList<Circuit> circuits)
    {
        var id = await races.Start(new
        {
            modes = new[] { Hall.Mode },
            workers = Workers,
            delayMs = DelayMs,
            jitterMs = DelayMs / 2,
            countries = bench.Codes,
        });
        var asked = DateTimeOffset.UtcNow;
        await Task.WhenAll(circuits.Select(circuit => circuit.GoTo(new(server.Address, $"/race/{id}"))));
        await races.WaitForEnd(id);
        await Task.Delay(UntilShown);
        var began = await races.ReadStart(id);
        var futures = (await races.Fold(id)).Runs[0].Futures;
        return
        [
            .. from circuit in circuits
               from future in futures
               let finished = began.AddMilliseconds(future.FinishedAtMs!.Value)
               select (ArrivalOf(circuit, future.Number) - (finished > asked ? finished : asked)).TotalMilliseconds,
        ];
    }

    private static DateTimeOffset ArrivalOf(Circuit circuit, int future) => circuit.Finished.TryGetValue(future, out var at)
        ? at : throw new CannotMeasureException($"A page did not get the bar of future {future}.");
}

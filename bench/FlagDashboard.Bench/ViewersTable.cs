namespace FlagDashboard.Bench;

/// <summary>Measures how viewers of a race slow down the race and the dashboard, and how late events reach them.</summary>
internal static class ViewersTable
{
    private const string DelayTitle = "Viewers by the hub: from an event to its arrival at a viewer";
    private const string CpuTitle = "Viewers by the hub: processor time of the dashboard";

    private static readonly (string Name, int Fast, int Slow)[] Audiences =
    [
        ("nobody", 0, 0), ("1 viewer", 1, 0), ("10 viewers", 10, 0), ("10 viewers beside a slow one", 10, 1), ("50 viewers", 50, 0),
        ("100 viewers", 100, 0),
    ];

    /// <summary>
    /// The duration of a measurement. It is longer than the race and the saving of the race, so that all measurements are equally long. A
    /// slow viewer pauses as long and reads most of the race afterwards.
    /// </summary>
    public static readonly TimeSpan MeasuringTime = TimeSpan.FromSeconds(2);

    public static async Task Measure(Workbench bench, Report report)
    {
        await using var server = await bench.StartDashboard(immediateTiering: true);
        using var races = new DashboardClient(server.Address);
        var results = Audiences.ToDictionary(audience => audience.Name, _ => new List<WatchedRace>());
        for (var round = -1; round < bench.Rounds; round++)
        {
            foreach (var (name, fast, slow) in Audiences)
            {
                var watched = await Watch(bench, server, races, fast, slow);
                if (round >= 0)
                    results[name].Add(watched);
            }
        }

        foreach (var (name, all) in results)
            PooledRace.ReportElapsedByIdeal(
                report, $"Viewers by the hub, {PooledRace.All}: elapsed ÷ ideal, by the log's own calls, the slowest of the three", name,
                all.Select(one => one.Ratio));
        foreach (var (name, all) in results.Skip(1))
        {
            report.Percentile(50, null, DelayTitle, name, all.ConvertAll(one => one.DelaysMs));
            report.Percentile(99, null, DelayTitle, name, all.ConvertAll(one => one.DelaysMs));
        }

        foreach (var (name, all) in results)
            report.Add(CpuTitle, name, "ms", all.Select(one => one.CpuMs));
        // The cost of fewer viewers is smaller than the differences between races.
        foreach (var (name, fast, _) in Audiences.Where(audience => audience.Fast >= 50))
            report.Add(CpuTitle, $"{name}: for each viewer", "ms", results[name]
                .Zip(results["nobody"], (with, without) => (with.CpuMs - without.CpuMs) / fast));
    }

    private static async Task<WatchedRace> Watch(Workbench bench, ServerProcess server, DashboardClient races, int fast, int slow)
    {
        using var hall = await Hall.Connect(server.Address, fast + slow);
        var before = server.CpuMs;
        var id = await races.Start(PooledRace.Plan(bench, PooledRace.Modes));
        await hall.Ask(id);
        await Task.WhenAll([Task.Delay(MeasuringTime),
            .. hall.Viewers.Select((viewer, number) => viewer.Watch(number < fast ? TimeSpan.Zero : MeasuringTime))]);
        var cpu = server.CpuMs - before;
        var (began, times) = await Hall.Times(races, id);
        var delays = hall.Viewers.Select(viewer => viewer.Delays(began, times).ToList()).ToList();
        return new(PooledRace.ElapsedByIdeal(await races.Fold(id)), [.. delays.Take(fast).SelectMany(each => each)], cpu);
    }

    /// <summary>The result of one race with viewers.</summary>
    /// <param name="Ratio">Elapsed ÷ ideal.</param>
    /// <param name="DelaysMs">The time from each event to its arrival at each fast viewer, in ms.</param>
    /// <param name="CpuMs">The processor time of the dashboard, in ms.</param>
    private sealed record WatchedRace(double Ratio, IReadOnlyList<double> DelaysMs, double CpuMs);
}

namespace FlagDashboard.Bench;

/// <summary>What those who watch a race cost it and the dashboard, and how long they wait for what happens.</summary>
internal static class ViewersTable
{
    private static readonly (string Name, int Quick, int Slow)[] Audiences =
    [
        ("nobody", 0, 0), ("1 viewer", 1, 0), ("10 viewers", 10, 0), ("10 viewers beside a slow one", 10, 1), ("50 viewers", 50, 0),
        ("100 viewers", 100, 0),
    ];

    /// <summary>
    /// Longer than the race takes: all are measured over the same time, in which it is kept, too. Who rests as long has all of it still to
    /// come.
    /// </summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    public static async Task Measure(Workbench bench, Report report)
    {
        await using var server = await bench.Dashboard(compiledAtOnce: true);
        using var races = new Races(server.Address);
        var seen = Audiences.ToDictionary(audience => audience.Name, _ => new List<Watched>());
        for (var round = -1; round < bench.Rounds; round++)
        {
            foreach (var (name, quick, slow) in Audiences)
            {
                var watched = await Watch(bench, server, races, quick, slow);
                if (round >= 0)
                    seen[name].Add(watched);
            }
        }

        foreach (var (name, all) in seen)
            PooledRace.Say(
                report, $"Viewers by the hub, {PooledRace.All}: elapsed ÷ ideal, by the log's own calls, the slowest of the three", name,
                all.Select(one => one.Ratio));
        foreach (var (name, all) in seen.Skip(1))
        {
            report.Percentile(50, null, "The same: from an event to its arrival at a viewer", name, all.ConvertAll(one => one.DelaysMs));
            report.Percentile(99, null, "The same: from an event to its arrival at a viewer", name, all.ConvertAll(one => one.DelaysMs));
        }

        foreach (var (name, all) in seen)
            report.Say("The same: processor time of the dashboard", name, "ms", all.Select(one => one.CpuMs));
        // What fewer of them cost is less than what races differ by.
        foreach (var (name, quick, _) in Audiences.Where(audience => audience.Quick >= 50))
            report.Say("The same: processor time of the dashboard", $"{name}: for each", "ms", seen[name]
                .Zip(seen["nobody"], (with, without) => (with.CpuMs - without.CpuMs) / quick));
    }

    private static async Task<Watched> Watch(Workbench bench, Served server, Races races, int quick, int slow)
    {
        var viewers = new List<Viewer>();
        while (viewers.Count < quick + slow)
            viewers.Add(await Viewer.Connect(server.Address));
        var before = server.CpuMs;
        var id = await races.Start(PooledRace.Plan(bench, PooledRace.Modes));
        await Task.WhenAll([Task.Delay(Window),
            .. viewers.Select((viewer, number) => viewer.Watch(id, number < quick ? TimeSpan.Zero : Window))]);
        var cpu = server.CpuMs - before;
        await races.Ended(id);
        var began = await races.Began(id);
        var race = await races.Fold(id);
        var delays = viewers.Select(viewer => Delays(viewer, began, race.Seq)).ToList();
        viewers.ForEach(viewer => viewer.Dispose());
        return new(PooledRace.ElapsedByIdeal(race), [.. delays.Take(quick).SelectMany(each => each)], cpu);
    }

    // What happened before it asked, it waits for since then.
    private static List<double> Delays(Viewer viewer, DateTimeOffset began, int events)
    {
        var delays = new List<double>();
        foreach (var (happened, at) in viewer.Told())
        {
            var from = began.AddMilliseconds(happened.At);
            delays.Add((at - (from > viewer.Asked ? from : viewer.Asked)).TotalMilliseconds);
            if (happened.Seq != delays.Count)
                throw new CannotMeasureException($"A viewer was told event {happened.Seq} where event {delays.Count} was next.");
        }

        return delays.Count == events ? delays : throw new CannotMeasureException($"A viewer was told {delays.Count} of {events} events.");
    }

    /// <summary>How a race went that was watched.</summary>
    /// <param name="Ratio">Elapsed ÷ ideal.</param>
    /// <param name="DelaysMs">From each event to its arrival, at every viewer that does not rest, in ms.</param>
    /// <param name="CpuMs">What the dashboard computed.</param>
    private sealed record Watched(double Ratio, IReadOnlyList<double> DelaysMs, double CpuMs);
}

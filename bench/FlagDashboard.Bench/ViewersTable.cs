using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Bench;

/// <summary>What those who watch a race cost it and the dashboard, and how long they wait for what happens.</summary>
internal static class ViewersTable
{
    /// <summary>What is watched.</summary>
    public const string Race = "three pooled modes × 249 futures at 100 ± 50 ms, 20 workers each";

    private static readonly (string Name, int Quick, int Slow)[] Audiences =
    [
        ("nobody", 0, 0), ("1 viewer", 1, 0), ("10 viewers", 10, 0), ("10 viewers beside a slow one", 10, 1), ("50 viewers", 50, 0), ("100 viewers", 100, 0),
    ];

    /// <summary>Longer than the race takes: all are measured over the same time, in which it is kept, too. Who rests as long has all of it still to come.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    /// <summary>The race, as the API takes it.</summary>
    public static object Plan(Workbench bench) =>
        new { modes = new[] { "threads-map", "threads-as-completed", "async" }, workers = 20, delayMs = 100, jitterMs = 50, countries = bench.Codes };

    /// <summary>Of the slowest run of a race, by the log's own calls.</summary>
    public static double ElapsedByIdeal(RaceState race) => race.Runs.Max(run => run.Elapsed!.Value / Ideal.Of(run)!.FinishMs);

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
            report.AtMost(1.03, $"Viewers by the hub, {Race}: elapsed ÷ ideal, by the log's own calls, the slowest of the three", name, "×", all.Select(one => one.Ratio), worst: 1.15);
        foreach (var (name, all) in seen.Skip(1))
        {
            report.Say("The same: from an event to its arrival at a viewer", $"{name}: p50", "ms", all.Select(one => one.P50));
            report.Say("The same: from an event to its arrival at a viewer", $"{name}: p99", "ms", all.Select(one => one.P99));
        }

        foreach (var (name, all) in seen)
            report.Say("The same: processor time of the dashboard", name, "ms", all.Select(one => one.CpuMs));
        // What fewer of them cost is less than what races differ by.
        foreach (var (name, quick, _) in Audiences.Where(audience => audience.Quick >= 50))
            report.Say("The same: processor time of the dashboard", $"{name}: for each", "ms", seen[name].Zip(seen["nobody"], (with, without) => (with.CpuMs - without.CpuMs) / quick));
    }

    private static async Task<Watched> Watch(Workbench bench, Served server, Races races, int quick, int slow)
    {
        var viewers = new List<Viewer>();
        while (viewers.Count < quick + slow)
            viewers.Add(await Viewer.Connect(server.Address));
        var before = server.CpuMs;
        var id = await races.Start(Plan(bench));
        await Task.WhenAll([Task.Delay(Window), .. viewers.Select((viewer, number) => viewer.Watch(id, number < quick ? TimeSpan.Zero : Window))]);
        var cpu = server.CpuMs - before;
        var began = await races.Ended(id);
        var race = await races.Fold(id);
        var delays = viewers.Select(viewer => Delays(viewer, began, race.Seq)).ToList();
        viewers.ForEach(viewer => viewer.Dispose());
        var quickly = delays.Take(quick).SelectMany(each => each).DefaultIfEmpty().ToList();
        return new(ElapsedByIdeal(race), Stats.Percentile(quickly, 50), Stats.Percentile(quickly, 99), cpu);
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
                throw new InvalidOperationException($"A viewer was told event {happened.Seq} where event {delays.Count} was next.");
        }

        return delays.Count == events ? delays : throw new InvalidOperationException($"A viewer was told {delays.Count} of {events} events.");
    }

    /// <summary>How a race went that was watched.</summary>
    /// <param name="Ratio">Elapsed ÷ ideal.</param>
    /// <param name="P50">From an event to its arrival, in ms; half of them are faster.</param>
    /// <param name="P99">The same; 99 % of them are faster.</param>
    /// <param name="CpuMs">What the dashboard computed.</param>
    private sealed record Watched(double Ratio, double P50, double P99, double CpuMs);
}

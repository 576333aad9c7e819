using System.Diagnostics;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Bench;

/// <summary>Measures how costs grow with the number of futures, lanes and saved races.</summary>
internal static class GrowthTable
{
    private const string Title = "Growth";

    public static async Task Measure(Workbench bench, Report report)
    {
        var (small, futures, lanes) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -3; round < 2 * bench.Rounds; round++)
        {
            var (one, more, eight) = (RaceMs(1, 249), RaceMs(1, 676), RaceMs(8, 249));
            if (round < 0)
                continue;
            small.Add(one);
            futures.Add(more);
            lanes.Add(eight);
        }

        report.Add(Title, "a race of 249 futures in one lane: append, fold and lay out", "ms", small);
        report.AtMost(676 / 249.0, Title, "676 futures ÷ 249", "×", Stats.PairedRatios(futures, small));
        report.AtMost(8, Title, "eight lanes ÷ one", "×", Stats.PairedRatios(lanes, small));
    }

    // The time of one race, averaged over many, because a single one is too short to measure.
    private static double RaceMs(int runs, int futures)
    {
        const int times = 50;
        var first = SyntheticLog.First(runs, futures);
        GC.Collect();
        var began = Stopwatch.GetTimestamp();
        for (var time = 0; time < times; time++)
        {
            var log = new RaceLog(TimeProvider.System);
            SyntheticLog.Append(log, first, runs, futures);
            var bars = SyntheticLog.Fold(log.Snapshot()).Runs.Sum(run => Bars.Of(run, RowLayout.ByFuture).Count());
            if (bars < runs * futures)
                throw new CannotMeasureException("Bars are missing.");
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / times;
    }

    /// <summary>Measures the dashboard with one saved race and with a thousand.</summary>
    public static async Task MeasureSavedRaces(Workbench bench, Report report)
    {
        await using var server = await bench.StartDashboard();
        using var races = new DashboardClient(server.Address);
        var log = new RaceLog(TimeProvider.System);
        SyntheticLog.Append(log, SyntheticLog.First(3, 20), 3, 20);
        var lines = string.Join('\n', log.Snapshot().Select(raceEvent => JsonSerializer.Serialize(raceEvent, RaceJson.Options)));
        await races.Import(lines);
        await Task.Delay(3000);
        var withOne = await Times();
        for (var race = 1; race < (bench.Quick ? 50 : 1000); race++)
            await races.Import(lines);
        await Task.Delay(2000);
        var withMany = await Times();
        foreach (var (what, index) in new[] { ("the page /history", 0), ("GET /api/races", 1), ("a race of 20 flags without delay", 2) })
        {
            report.Add(Title, $"{what}, with one saved race", "ms", withOne[index]);
            report.Add(Title, $"{what}, with {(bench.Quick ? 50 : 1000):#,0} saved races", "ms", withMany[index]);
        }

        async Task<List<double>[]> Times()
        {
            List<double>[] times = [[], [], []];
            var modes = new[] { "threads-as-completed" };
            var plan = new { modes, workers = PooledRace.Workers, site = "local", countries = bench.TwentyCodes };
            for (var round = -2; round < 4 * bench.Rounds; round++)
            {
                var (page, list) = (await ElapsedMs(() => races.Text("/history")), await ElapsedMs(() => races.Text("/api/races")));
                var race = (await races.Run(plan)).FinishedAtMs!.Value;
                if (round < 0)
                    continue;
                times[0].Add(page);
                times[1].Add(list);
                times[2].Add(race);
            }

            return times;
        }
    }

    private static async Task<double> ElapsedMs(Func<Task> action)
    {
        var began = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}

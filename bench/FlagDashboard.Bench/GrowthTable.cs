using System.Diagnostics;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Bench;

/// <summary>How costs grow: with futures, with lanes, with races that are kept.</summary>
internal static class GrowthTable
{
    private const string Title = "Growth";

    public static async Task Measure(Workbench bench, Report report)
    {
        var (small, futures, lanes) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -3; round < 2 * bench.Rounds; round++)
        {
            var (one, more, eight) = (Whole(1, 249), Whole(1, 676), Whole(8, 249));
            if (round < 0)
                continue;
            small.Add(one);
            futures.Add(more);
            lanes.Add(eight);
        }

        report.Say(Title, "a race of 249 futures in one lane: append, fold and lay out", "ms", small);
        report.AtMost(676 / 249.0, Title, "676 futures ÷ 249", "×", Stats.Paired(futures, small));
        report.AtMost(8, Title, "eight lanes ÷ one", "×", Stats.Paired(lanes, small));
    }

    // Of a whole race, many times, since once is too short to be measured.
    private static double Whole(int runs, int futures)
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

    /// <summary>With a thousand races kept, and with one.</summary>
    public static async Task Kept(Workbench bench, Report report)
    {
        await using var server = await bench.Dashboard();
        using var races = new Races(server.Address);
        var log = new RaceLog(TimeProvider.System);
        SyntheticLog.Append(log, SyntheticLog.First(3, 20), 3, 20);
        var lines = string.Join('\n', log.Snapshot().Select(happened => JsonSerializer.Serialize(happened, RaceJson.Options)));
        await races.Import(lines);
        await Task.Delay(3000);
        var one = await Times();
        for (var race = 1; race < (bench.Quick ? 50 : 1000); race++)
            await races.Import(lines);
        await Task.Delay(2000);
        var thousand = await Times();
        foreach (var (what, index) in new[] { ("the page /history", 0), ("GET /api/races", 1), ("a race of 20 flags without delay", 2) })
        {
            report.Say(Title, $"{what}, with one race kept", "ms", one[index]);
            report.Say(Title, $"{what}, with {(bench.Quick ? 50 : 1000):#,0} kept", "ms", thousand[index]);
        }

        async Task<List<double>[]> Times()
        {
            List<double>[] times = [[], [], []];
            for (var round = -2; round < 4 * bench.Rounds; round++)
            {
                var (page, list) = (await Took(() => races.Text("/history")), await Took(() => races.Text("/api/races")));
                var race = (await races.Run(
                    new
                    {
                        modes = new[] { "threads-as-completed" },
                        workers = PooledRace.Workers,
                        site = "local",
                        countries = bench.Twenty
                    })).FinishedAt!.Value;
                if (round < 0)
                    continue;
                times[0].Add(page);
                times[1].Add(list);
                times[2].Add(race);
            }

            return times;
        }
    }

    private static async Task<double> Took(Func<Task> action)
    {
        var began = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}

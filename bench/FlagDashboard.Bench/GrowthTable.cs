using System.Diagnostics;
using System.Text.Json;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Bench;

/// <summary>How costs grow: with futures, with lanes, with races that are kept.</summary>
internal static class GrowthTable
{
    private const string Title = "Growth";

    public static async Task Measure(Workbench bench, Report report)
    {
        var small = Whole(bench, 1, 249);
        Grown("249 → 676 futures (×2.7): append, fold and lay out", 676 / 249.0, small, Whole(bench, 1, 676));
        Grown("1 → 8 lanes (×8): append, fold and lay out", 8, small, Whole(bench, 8, 249));
        await Stored(bench, report);

        void Grown(string what, double more, IReadOnlyList<double> little, IReadOnlyList<double> much)
        {
            report.Say(Title, $"{what}, before", "ms", little);
            report.AtMost(more, Title, what, "×", Stats.Paired(much, little));
        }
    }

    // Of a whole race, many times, since once is too short to be measured.
    private static List<double> Whole(Workbench bench, int runs, int futures)
    {
        const int times = 100;
        var first = SyntheticLog.First(runs, futures);
        var samples = new List<double>();
        for (var round = -1; round < bench.Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var time = 0; time < times; time++)
            {
                var log = new RaceLog(TimeProvider.System);
                SyntheticLog.Append(log, first, runs, futures);
                var bars = SyntheticLog.Fold(log.Snapshot()).Runs.Sum(run => Bars.Of(run, RowLayout.ByFuture).Count());
                if (bars < runs * futures)
                    throw new InvalidOperationException("Bars are missing.");
            }

            if (round >= 0)
                samples.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds / times);
        }

        return samples;
    }

    private static async Task Stored(Workbench bench, Report report)
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
                var race = (await races.Run(new { modes = new[] { "threads-as-completed" }, workers = 20, site = "local", countries = bench.Twenty })).FinishedAt!.Value;
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

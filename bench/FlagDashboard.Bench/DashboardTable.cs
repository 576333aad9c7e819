
namespace FlagDashboard.Bench;

/// <summary>Measures the start and the memory of the dashboard, and what recording and a viewer cost its races.</summary>
internal static class DashboardTable
{
    private const string Title = "The dashboard";
    private const string Watching = "249 flags, no delay, 20 workers, as completed: recording and one viewer on the same machine";

    public static async Task MeasureStart(Workbench bench, Report report)
    {
        var countries = bench.TwentyCodes;
        var plan = new { modes = PooledRace.Modes, workers = PooledRace.Workers, delayMs = 50, jitterMs = 0, countries };
        var (start, memory, first) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using var server = await bench.StartDashboard();
            start.Add(server.StartMs);
            // The time that a person looks at the page before pressing Run.
            await Task.Delay(3000);
            memory.Add(server.MemoryMb);
            using var races = new DashboardClient(server.Address);
            var firstRace = (await races.Run(plan)).FinishedAtMs!.Value;
            var laterRaces = new List<double>();
            for (var race = 0; race < 6; race++)
                laterRaces.Add((await races.Run(plan)).FinishedAtMs!.Value);
            first.Add(firstRace / Stats.Median(laterRaces));
        }

        report.AtMost(1500, Title, "from the start to the first answer", "ms", start);
        report.AtMost(150, Title, "memory 3 s after the first answer", "MB", memory);
        report.AtMost(1.2, Title, "first race ÷ median of the next 6: 20 flags, 50 ms, 20 workers, three modes", "×", first);
    }

    public static async Task MeasureIdeals(Workbench bench, Report report)
    {
        const string title = $"{PooledRace.Each}, in the dashboard: elapsed ÷ ideal, by the log's own calls";
        await using var server = await bench.StartDashboard();
        using var races = new DashboardClient(server.Address);
        var ratios = PooledRace.Modes.ToDictionary(mode => mode, _ => new List<double>());
        for (var round = -1; round < bench.Rounds; round++)
        {
            foreach (var mode in PooledRace.Modes)
            {
                var ratio = PooledRace.ElapsedByIdeal(await races.Run(PooledRace.Plan(bench, mode)));
                if (round >= 0)
                    ratios[mode].Add(ratio);
            }
        }

        foreach (var mode in PooledRace.Modes)
            PooledRace.ReportElapsedByIdeal(report, title, mode, ratios[mode]);
    }

    public static async Task MeasureRecording(Workbench bench, Report report)
    {
        const int times = 8;
        // By then, all code has reached its last tier. More races would leave more files to delete.
        const int warmUp = 60;
        const string mode = "threads-as-completed";
        await using var site = await bench.StartSite();
        await using var server = await bench.StartDashboard(new Uri(site.Address, "/flags"), immediateTiering: true);
        using var races = new DashboardClient(server.Address);
        var plan = new { modes = new[] { mode }, workers = PooledRace.Workers, site = "remote", countries = bench.Codes };
        var laps = new Dictionary<string, List<double>> { ["off"] = [], ["on"] = [], ["watched"] = [] };
        await RunSeveral(warmUp, watched: true);
        for (var round = 0; round < bench.Rounds; round++)
        {
            // A new command for each round, because the folders of the previous round already contain all files.
            var bare = bench.BareDownload("executor by run", site.Address, PooledRace.Workers, bench.Codes)
                .WithRepetitions(warmUp + times).WithImmediateTiering().WithoutTieredPgo();
            laps["off"].Add((await bare.MeasureLaps(warmUp)).Sum(lap => lap.Ms));
            laps["on"].Add(await RunSeveral(times, watched: false));
            laps["watched"].Add(await RunSeveral(times, watched: true));
        }

        report.Add(Watching, "nothing recorded: only executor, client and store, 8 times, each in a new folder", "ms",
            laps["off"]);
        report.Add(Watching, "dashboard, recorded and saved ÷ nothing recorded", "×", Stats.PairedRatios(laps["on"], laps["off"]));
        report.AtMost(1.1, Watching, "dashboard, recorded, saved and watched ÷ nothing recorded", "×",
            Stats.PairedRatios(laps["watched"], laps["off"]));

        async Task<double> RunSeveral(int count, bool watched)
        {
            var sum = 0.0;
            for (var race = 0; race < count; race++)
                sum += (await races.Run(plan, watched)).Runs[0].ElapsedMs!.Value;
            return sum;
        }
    }

    public static async Task MeasureMemory(Workbench bench, Report report)
    {
        var count = bench.Quick ? 10 : 100;
        await using var server = await bench.StartDashboard();
        using var races = new DashboardClient(server.Address);
        for (var race = 0; race < count; race++)
            await races.Run(new { modes = PooledRace.Modes, workers = PooledRace.Workers, site = "local", countries = bench.Codes });
        report.Add(Title, $"memory at the end of {count} races: three modes, 249 flags each", "MB", [server.MemoryMb]);
        // As long as after the start.
        await Task.Delay(3000);
        report.AtMost(220, Title, $"memory 3 s after {count} races", "MB", [server.MemoryMb]);
    }
}

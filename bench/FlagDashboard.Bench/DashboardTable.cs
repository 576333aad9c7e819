
namespace FlagDashboard.Bench;

/// <summary>The dashboard as a process: how it starts, what it keeps in memory, and what recording and a viewer cost its races.</summary>
internal static class DashboardTable
{
    private const string Title = "The dashboard";
    private const string Watching = "249 flags, no delay, 20 workers, as completed: recording and one viewer on the same machine";

    public static async Task Starts(Workbench bench, Report report)
    {
        var plan = new { modes = PooledRace.Modes, workers = PooledRace.Workers, delayMs = 50, jitterMs = 0, countries = bench.Twenty };
        var (start, memory, first) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using var server = await bench.Dashboard();
            start.Add(server.StartMs);
            // As long as a person looks at the page before pressing Run.
            await Task.Delay(3000);
            memory.Add(server.MemoryMb);
            using var races = new Races(server.Address);
            var earliest = (await races.Run(plan)).FinishedAt!.Value;
            var later = new List<double>();
            for (var more = 0; more < 6; more++)
                later.Add((await races.Run(plan)).FinishedAt!.Value);
            first.Add(earliest / Stats.Median(later));
        }

        report.AtMost(1500, Title, "from its start to its first answer", "ms", start);
        report.AtMost(150, Title, "memory 3 s after that", "MB", memory);
        report.AtMost(1.2, Title, "first race ÷ median of the next 6: 20 flags, 50 ms, 20 workers, three modes", "×", first);
    }

    public static async Task Ideals(Workbench bench, Report report)
    {
        const string title = $"{PooledRace.Each}, in the dashboard: elapsed ÷ ideal, by the log's own calls";
        await using var server = await bench.Dashboard();
        using var races = new Races(server.Address);
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
            PooledRace.Say(report, title, mode, ratios[mode]);
    }

    public static async Task Recording(Workbench bench, Report report)
    {
        const int times = 8;
        // By then all is compiled for good; more would be more files to delete.
        const int warm = 60;
        const string mode = "threads-as-completed";
        await using var site = await bench.Site();
        await using var server = await bench.Dashboard(new Uri(site.Address, "/flags"), compiledAtOnce: true);
        using var races = new Races(server.Address);
        var plan = new { modes = new[] { mode }, workers = PooledRace.Workers, site = "remote", countries = bench.Codes };
        var laps = new Dictionary<string, List<double>> { ["off"] = [], ["on"] = [], ["watched"] = [] };
        await Several(warm, watched: true);
        for (var round = 0; round < bench.Rounds; round++)
        {
            // Made anew: in the folders of the round before, all files would be there already.
            var bare = bench.Bare("executor by run", site.Address, PooledRace.Workers, bench.Codes).Times(warm + times).CompiledAtOnce()
                .CompiledAsTheProduct();
            laps["off"].Add((await bare.Laps(warm)).Sum(lap => lap.Ms));
            laps["on"].Add(await Several(times, watched: false));
            laps["watched"].Add(await Several(times, watched: true));
        }

        report.Say(Watching, "nothing recorded: executor, client and store by themselves, each time in a folder of its own, 8 times", "ms",
            laps["off"]);
        report.Say(Watching, "dashboard, recorded and kept ÷ nothing recorded", "×", Stats.Paired(laps["on"], laps["off"]));
        report.AtMost(1.1, Watching, "dashboard, recorded, kept and watched ÷ nothing recorded", "×",
            Stats.Paired(laps["watched"], laps["off"]));

        async Task<double> Several(int count, bool watched)
        {
            var sum = 0.0;
            for (var race = 0; race < count; race++)
                sum += (await races.Run(plan, watched)).Runs[0].Elapsed!.Value;
            return sum;
        }
    }

    public static async Task Memory(Workbench bench, Report report)
    {
        var count = bench.Quick ? 10 : 100;
        await using var server = await bench.Dashboard();
        using var races = new Races(server.Address);
        for (var race = 0; race < count; race++)
            await races.Run(new { modes = PooledRace.Modes, workers = PooledRace.Workers, site = "local", countries = bench.Codes });
        report.Say(Title, $"memory at the end of {count} races: three modes, 249 flags each", "MB", [server.MemoryMb]);
        // As after its start.
        await Task.Delay(3000);
        report.AtMost(220, Title, $"memory 3 s after {count} races", "MB", [server.MemoryMb]);
    }
}

using FlagDashboard.Flags;
using FlagDashboard.Timeline;

namespace FlagDashboard.Bench;

/// <summary>The modes, by the command line, against their ideal, their own sequential, bare .NET and Python.</summary>
internal static class DownloadTable
{
    private const int Workers = PooledRace.Workers;

    // By then everybody's code is compiled for good, async's last, and the product knows the files as old ones.
    private const int Warm = 160;

    // It is not compiled; only its first time is slower.
    private const int WarmPython = 2;

    // Processor time is told in steps of 10 ms.
    private const int TimesForCpu = 40;

    private static Command Product(Workbench bench, string mode, Uri site, int times, params string[] codes) => bench.Product(
        ["download", .. codes, "--mode", mode, "-m", mode == "sequential" ? "1" : $"{Workers}", "--base-url", new Uri(site, "/flags")
            .ToString(), "--json", "--repeat", $"{times}", "--out", bench.Fresh("out")]);

    public static async Task Ideals(Workbench bench, Report report)
    {
        await using var site = await bench.Site(PooledRace.DelayMs, PooledRace.JitterMs);
        var tape = new Tape(612, PooledRace.DelayMs, PooledRace.JitterMs);
        var ideal = ListSchedule.Finish(bench.Codes.Select(code => tape.DelayOf(code, 1)), Workers);
        var title = $"{PooledRace.Each}: elapsed ÷ ideal of the tape ({ideal:0} ms)";
        var contenders = PooledRace.Modes.Select(mode => (Name: mode, Command: Product(bench, mode, site.Address, 2, "-a")))
            .Append(("bare when-each", bench.Bare("when-each", site.Address, Workers, bench.Codes).Times(2)))
            .Append(("bare threads", bench.Bare("threads", site.Address, Workers, bench.Codes).Times(2)))
            .ToList();
        var laps = await InTurn(bench.Rounds, contenders, 1);
        foreach (var (name, _) in contenders)
        {
            var ratios = laps[name].SelectMany(round => round).Select(lap => lap.Ms / ideal);
            if (PooledRace.Modes.Contains(name))
                PooledRace.Say(report, title, name, ratios);
            else
                report.Say(title, name, "×", ratios);
        }
    }

    public static async Task SpeedUps(Workbench bench, Report report)
    {
        await using var site = await bench.Site(50);
        var modes = PooledRace.Modes.Prepend("sequential").ToList();
        var laps = await InTurn(
            bench.Rounds, modes.ConvertAll(mode => (mode, Product(bench, mode, site.Address, mode == "sequential" ? 2 : 8))), 1);
        foreach (var mode in PooledRace.Modes)
            report.AtLeast(mode == "async" ? 18 : 16, $"20 flags, 50 ms, {Workers} workers: speed-up over its own sequential", mode, "×",
                Stats.Paired(laps["sequential"].Select(Middle), laps[mode].Select(Middle)));
        report.Say($"20 flags, 50 ms, {Workers} workers: speed-up over its own sequential", "sequential", "ms", laps["sequential"]
            .Select(Middle));
    }

    // The article's shape. Five sequential runs at once, for they do nothing but wait.
    public static async Task Article(Workbench bench, Report report)
    {
        await using var site = await bench.Site(1083);
        var sequential = await Task.WhenAll(
            Enumerable.Range(0, bench.Rounds).Select(_ => Product(bench, "sequential", site.Address, 1).Laps(0)));
        foreach (var mode in PooledRace.Modes)
        {
            var laps = await Product(bench, mode, site.Address, bench.Rounds + 1).Laps(1);
            report.AtLeast(19, $"20 flags, 1,083 ms, {Workers} workers: speed-up over its own sequential", mode, "×",
                Stats.Paired(sequential.Select(Middle), laps.Select(lap => lap.Ms)));
        }
    }

    /// <summary>Without delay, where nothing is measured but what the programs themselves cost.</summary>
    public static async Task NoDelay(Workbench bench, Report report)
    {
        const int times = 8;
        var title = $"249 flags, no delay, {Workers} workers, {times} times in one warm process";
        await using var site = await bench.Site();
        var contenders = PooledRace.Modes.Prepend("sequential")
            .Select(mode => (mode, Product(bench, mode, site.Address, Warm + TimesForCpu, "-a").CompiledAtOnce()))
            .Concat(new[] { "sequential", "threads", "when-each", "executor", "sequential saved", "threads saved", "when-each saved" }
                .Select(kind => ($"bare {kind}", bench.Bare(kind, site.Address, Workers, bench.Codes).Times(Warm + TimesForCpu)
                .CompiledAtOnce())))
            .ToList();
        if (Peers.Version is not null)
        {
            contenders.AddRange(new[] { ("map", "naive"), ("map", "keepalive"), ("asyncio", "keepalive") }
                .Select(peer => ($"python {peer.Item1} {peer.Item2}",
                    Peers.Flags(bench, peer.Item1, peer.Item2, site.Address, Workers, 249, WarmPython + times))));
        }

        var laps = await InTurn(bench.Rounds, contenders, null, round => round.TakeLast(TimesForCpu));
        foreach (var (name, _) in contenders)
            report.Say(title, $"{name}: time of all {times}", "ms", laps[name].Select(Time));
        foreach (var (mode, bare) in new[] { ("sequential", "bare sequential"), ("threads-map", "bare threads"),
            ("threads-as-completed", "bare threads"), ("async", "bare when-each") })
        {
            report.AtMost(1.15, title, $"{mode} ÷ {bare}: time", "×", Ratio(mode, bare, Time));
            report.AtMost(1.3, title, $"{mode} ÷ {bare}: CPU", "×", Ratio(mode, bare, Cpu));
            report.Say(title, $"{mode} ÷ the same and saved: time", "×", Ratio(mode, $"{bare} saved", Time));
            report.Say(title, $"{mode} ÷ the same and saved: CPU", "×", Ratio(mode, $"{bare} saved", Cpu));
        }

        report.Say(title, "threads-as-completed ÷ executor, client and store that nobody records: time", "×",
            Ratio("threads-as-completed", "bare executor", Time));
        if (Peers.Version is null)
            return;
        report.AtLeast(4, title, "Python's map with urlopen ÷ threads-map: time", "×", Ratio("python map naive", "threads-map", Time));
        report.AtLeast(2.5, title, "Python's map with keep-alive ÷ threads-map: time", "×",
            Ratio("python map keepalive", "threads-map", Time));
        report.Say(title, "Python's asyncio with keep-alive ÷ async: time", "×", Ratio("python asyncio keepalive", "async", Time));

        IReadOnlyList<double> Ratio(string one, string other, Func<IReadOnlyList<Lap>, double> of) =>
            Stats.Paired(laps[one].Select(of), laps[other].Select(of));

        double Time(IReadOnlyList<Lap> round) => round.TakeLast(times).Sum(lap => lap.Ms);

        double Cpu(IReadOnlyList<Lap> round) => round.Average(lap => lap.CpuMs);
    }

    /// <summary>Each contender once in each round, so that a slow minute is everybody's.</summary>
    private static async Task<Dictionary<string, List<List<Lap>>>> InTurn(
        int rounds, List<(string Name, Command Command)> contenders, int? warm, Func<IReadOnlyList<Lap>, IEnumerable<Lap>>? counted = null)
    {
        var laps = contenders.ToDictionary(contender => contender.Name, _ => new List<List<Lap>>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, command) in contenders)
                laps[name].Add([.. (counted ?? (all => all))(await command.Laps(warm ?? 0))]);
        }

        return laps;
    }

    private static double Middle(IReadOnlyList<Lap> laps) => Stats.Median(laps.Select(lap => lap.Ms));
}

using FlagDashboard.Flags;
using FlagDashboard.Timeline;

namespace FlagDashboard.Bench;

/// <summary>Compares the modes of the command line with their ideal, with sequential, with bare .NET and with Python.</summary>
internal static class DownloadTable
{
    private const int Workers = PooledRace.Workers;

    // By then, the code of every mode has reached its last tier, and the product no longer compares the files that it has saved.
    private const int WarmUp = 160;

    // Python does not compile further, so only its first run is slower.
    private const int WarmUpPython = 2;

    // The system counts processor time in steps of 10 ms.
    private const int TimesForCpu = 40;

    private static Command Product(Workbench bench, string mode, Uri site, int times, params string[] codes) => bench.Product(
        ["download", .. codes, "--mode", mode, "-m", mode == "sequential" ? "1" : $"{Workers}", "--base-url", new Uri(site, "/flags")
            .ToString(), "--json", "--repeat", $"{times}", "--out", bench.NewFolder("out")]);

    public static async Task MeasureIdeals(Workbench bench, Report report)
    {
        await using var site = await bench.StartSite(PooledRace.DelayMs, PooledRace.JitterMs);
        var tape = new Tape(612, PooledRace.DelayMs, PooledRace.JitterMs);
        var ideal = ListSchedule.MakespanMs(bench.Codes.Select(code => tape.DelayMsOf(code, 1)), Workers);
        var title = $"{PooledRace.Each}: elapsed ÷ ideal of the tape ({ideal:0} ms)";
        var contenders = PooledRace.Modes.Select(mode => (Name: mode, Command: Product(bench, mode, site.Address, 2, "-a")))
            .Append(("bare when-each", bench.BareDownload("when-each", site.Address, Workers, bench.Codes).WithRepetitions(2)))
            .Append(("bare threads", bench.BareDownload("threads", site.Address, Workers, bench.Codes).WithRepetitions(2)))
            .ToList();
        var laps = await MeasureInTurn(bench.Rounds, contenders, 1);
        foreach (var (name, _) in contenders)
        {
            var ratios = laps[name].SelectMany(round => round).Select(lap => lap.Ms / ideal);
            if (PooledRace.Modes.Contains(name))
                PooledRace.ReportElapsedByIdeal(report, title, name, ratios);
            else
                report.Add(title, name, "×", ratios);
        }
    }

    public static async Task MeasureSpeedUps(Workbench bench, Report report)
    {
        await using var site = await bench.StartSite(50);
        var modes = PooledRace.Modes.Prepend("sequential").ToList();
        var laps = await MeasureInTurn(
            bench.Rounds, modes.ConvertAll(mode => (mode, Product(bench, mode, site.Address, mode == "sequential" ? 2 : 8))), 1);
        foreach (var mode in PooledRace.Modes)
            report.AtLeast(mode == "async" ? 18 : 16, $"20 flags, 50 ms, {Workers} workers: speed-up over its own sequential", mode, "×",
                Stats.PairedRatios(laps["sequential"].Select(MedianMs), laps[mode].Select(MedianMs)));
        report.Add($"20 flags, 50 ms, {Workers} workers: speed-up over its own sequential", "sequential", "ms", laps["sequential"]
            .Select(MedianMs));
    }

    // The delays of the article. The five sequential runs are measured at the same time, because they only wait.
    public static async Task MeasureArticle(Workbench bench, Report report)
    {
        await using var site = await bench.StartSite(1083);
        var sequential = await Task.WhenAll(
            Enumerable.Range(0, bench.Rounds).Select(_ => Product(bench, "sequential", site.Address, 1).MeasureLaps(0)));
        foreach (var mode in PooledRace.Modes)
        {
            var laps = await Product(bench, mode, site.Address, bench.Rounds + 1).MeasureLaps(1);
            report.AtLeast(19, $"20 flags, 1,083 ms, {Workers} workers: speed-up over its own sequential", mode, "×",
                Stats.PairedRatios(sequential.Select(MedianMs), laps.Select(lap => lap.Ms)));
        }
    }

    /// <summary>Measures downloads without delay, which cost only what the programs themselves cost.</summary>
    public static async Task MeasureNoDelay(Workbench bench, Report report)
    {
        const int times = 8;
        var title = $"249 flags, no delay, {Workers} workers, {times} times in one warm process";
        await using var site = await bench.StartSite();
        var contenders = PooledRace.Modes.Prepend("sequential")
            .Select(mode => (mode, Product(bench, mode, site.Address, WarmUp + TimesForCpu, "-a").WithImmediateTiering()))
            .Concat(new[] { "sequential", "threads", "when-each", "executor", "sequential saved", "threads saved", "when-each saved" }
                .Select(kind => ($"bare {kind}", bench.BareDownload(kind, site.Address, Workers, bench.Codes)
                    .WithRepetitions(WarmUp + TimesForCpu).WithImmediateTiering())))
            .ToList();
        if (PythonBaseline.Version is not null)
        {
            contenders.AddRange(new[] { ("map", "naive"), ("map", "keepalive"), ("asyncio", "keepalive") }
                .Select(peer => ($"python {peer.Item1} {peer.Item2}",
                    PythonBaseline.Download(bench, peer.Item1, peer.Item2, site.Address, Workers, 249, WarmUpPython + times))));
        }

        var laps = await MeasureInTurn(bench.Rounds, contenders, null, round => round.TakeLast(TimesForCpu));
        foreach (var (name, _) in contenders)
            report.Add(title, $"{name}: time of all {times}", "ms", laps[name].Select(Time));
        foreach (var (mode, bare) in new[] { ("sequential", "bare sequential"), ("threads-map", "bare threads"),
            ("threads-as-completed", "bare threads"), ("async", "bare when-each") })
        {
            report.AtMost(1.15, title, $"{mode} ÷ {bare}: time", "×", Ratio(mode, bare, Time));
            report.AtMost(1.3, title, $"{mode} ÷ {bare}: CPU", "×", Ratio(mode, bare, Cpu));
            report.Add(title, $"{mode} ÷ {bare} saved: time", "×", Ratio(mode, $"{bare} saved", Time));
            report.Add(title, $"{mode} ÷ {bare} saved: CPU", "×", Ratio(mode, $"{bare} saved", Cpu));
        }

        report.Add(title, "threads-as-completed ÷ bare executor, which records nothing: time", "×",
            Ratio("threads-as-completed", "bare executor", Time));
        if (PythonBaseline.Version is null)
            return;
        report.AtLeast(4, title, "Python's map with urlopen ÷ threads-map: time", "×", Ratio("python map naive", "threads-map", Time));
        report.AtLeast(2.5, title, "Python's map with keep-alive ÷ threads-map: time", "×",
            Ratio("python map keepalive", "threads-map", Time));
        report.Add(title, "Python's asyncio with keep-alive ÷ async: time", "×", Ratio("python asyncio keepalive", "async", Time));

        IReadOnlyList<double> Ratio(string one, string other, Func<IReadOnlyList<Lap>, double> of) =>
            Stats.PairedRatios(laps[one].Select(of), laps[other].Select(of));

        double Time(IReadOnlyList<Lap> round) => round.TakeLast(times).Sum(lap => lap.Ms);

        double Cpu(IReadOnlyList<Lap> round) => round.Average(lap => lap.CpuMs);
    }

    /// <summary>Measures each contender once in each round, so that a slow minute of the machine affects all of them.</summary>
    private static async Task<Dictionary<string, List<List<Lap>>>> MeasureInTurn(
        int rounds, List<(string Name, Command Command)> contenders, int? warmUp,
        Func<IReadOnlyList<Lap>, IEnumerable<Lap>>? counted = null)
    {
        var laps = contenders.ToDictionary(contender => contender.Name, _ => new List<List<Lap>>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, command) in contenders)
                laps[name].Add([.. (counted ?? (all => all))(await command.MeasureLaps(warmUp ?? 0))]);
        }

        return laps;
    }

    private static double MedianMs(IReadOnlyList<Lap> laps) => Stats.Median(laps.Select(lap => lap.Ms));
}

namespace FlagDashboard.Bench.Python;

/// <summary>Measures what the recorder costs a Python program, with each Python on the PATH.</summary>
internal static class OverheadTable
{
    private const string Title = "A recorded program ÷ the same one without the recorder: time";
    private const int EmptyFutures = 2400;
    private const int ShortFutures = 250;
    private const int Flags = 249;
    private const int Laps = 4;

    // A lap of downloads is short, and varies more.
    private const int DownloadLaps = 9;

    public static async Task Measure(Workbench bench, Report report)
    {
        var pythons = await Pythons.FindAll();
        if (pythons.Count == 0)
        {
            report.ReportSkipped(Pythons.Missing);
            return;
        }

        await using var site = await bench.StartSite();
        foreach (var python in pythons)
        {
            var title = $"Python {python.Version}{(python.HasGil ? "" : " without a GIL")}";
            var empty = await Compare(bench, Futures(EmptyFutures, 0), EmptyFutures * Laps);
            report.Add(Title, $"{title}: an empty future, not recorded", "µs", empty.Plain.Select(ms => 1000 * ms / EmptyFutures));
            report.AtMost(2.2, Title, $"{title}: an empty future, 8 threads", "×", empty.Ratios);
            report.AtMost(1.03, Title, $"{title}: a future of 1 ms, 8 threads", "×",
                (await Compare(bench, Futures(ShortFutures, 1), ShortFutures * Laps)).Ratios);
            var downloads = python.Script(
                bench, "flags_baseline.py", "--base-url", site.Address.GetLeftPart(UriPartial.Authority), "--mode", "as_completed",
                "--workers", "20", "--codes", $"{Flags}", "--reps", $"{DownloadLaps}");
            report.AtMost(1.08, Title, $"{title}: {Flags} downloads without delay, 20 threads", "×",
                (await Compare(bench, downloads, Flags * DownloadLaps)).Ratios);

            Command Futures(int count, int ms) =>
                python.Script(bench, "futures_baseline.py", "--futures", $"{count}", "--ms", $"{ms}", "--reps", $"{Laps}");
        }
    }

    // Runs the program without and with the recorder in turn, each time in a process of its own. A value is the median of its laps.
    private static async Task<(IReadOnlyList<double> Plain, IReadOnlyList<double> Ratios)> Compare(
        Workbench bench, Command program, int futures)
    {
        var (plain, recorded) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            plain.Add(Median(await program.MeasureLaps(1)));
            var file = Path.Combine(bench.NewFolder("recording"), "it.futurelog");
            recorded.Add(Median(await program.Recorded(bench.Recorder, file).MeasureLaps(1)));
            Check(file, futures);
        }

        return (plain, Stats.PairedRatios(recorded, plain));
    }

    // A recorder that leaves something out would be fast.
    private static void Check(string file, int futures)
    {
        var text = File.ReadAllText(file);
        var recorded = text.Split("\"got\"").Length - 1;
        if (recorded != futures || !text.EndsWith("\"lost\":0}\n", StringComparison.Ordinal))
            throw new CannotMeasureException($"The recording has {recorded} of {futures} received futures.");
    }

    private static double Median(IReadOnlyList<Lap> laps) => Stats.Median(laps.Select(lap => lap.Ms));
}

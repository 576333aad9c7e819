using FlagDashboard.Python;


namespace FlagDashboard.Bench.Python;

/// <summary>Measures what the recorder costs a Python program, with each Python on the PATH.</summary>
internal static class OverheadTable
{
    private const string Title = "A recorded program ÷ the same one without the recorder: time";
    private const int Laps = 4;
    private const int Downloads = 8;

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
            var empty = await Compare(bench, Futures(2000, 0), 2000);
            report.Add(Title, $"{title}: an empty future, not recorded", "µs", empty.Plain.Select(ms => ms * 1000 / 2000));
            report.AtMost(2.2, Title, $"{title}: an empty future, 8 threads", "×", empty.Ratios);
            report.AtMost(1.03, Title, $"{title}: a future of 1 ms, 8 threads", "×", (await Compare(bench, Futures(250, 1), 250)).Ratios);
            report.AtMost(1.08, Title, $"{title}: 249 downloads without delay, 20 threads", "×",
                (await Compare(bench, DownloadAll(python, site.Address), 249)).Ratios);

            Func<int, Command> Futures(int count, int ms) => laps =>
                python.Script(bench, "futures_baseline.py", "--futures", $"{count}", "--ms", $"{ms}", "--reps", $"{laps}");
        }

        Func<int, Command> DownloadAll(PythonInterpreter python, Uri address) => laps =>
            python.Script(bench, "flags_baseline.py", "--base-url", address.GetLeftPart(UriPartial.Authority), "--mode", "as_completed",
                "--workers", "20", "--codes", "249", "--reps", $"{laps}");
    }

    // Runs the program without and with the recorder in turn, each time in a process of its own. A value is the median of its laps.
    private static async Task<(IReadOnlyList<double> Plain, IReadOnlyList<double> Ratios)> Compare(
        Workbench bench, Func<int, Command> program, int futures)
    {
        var (plain, recorded) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            var script = program(Laps);
            plain.Add(Median(await script.MeasureLaps(1)));
            var file = Path.Combine(bench.NewFolder("recording"), "it.futurelog");
            recorded.Add(Median(await script.Recorded(bench.Recorder, file).MeasureLaps(1)));
            Check(file, futures * Laps);
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

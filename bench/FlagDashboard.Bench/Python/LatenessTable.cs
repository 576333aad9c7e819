using System.Diagnostics;
using System.Text.Json;
using FlagDashboard.Log;

namespace FlagDashboard.Bench.Python;

/// <summary>Measures how late the observations of a running program are in the log of the dashboard.</summary>
internal static class LatenessTable
{
    private const string Title = "A program that is shown live: from an observation to the log of the dashboard";
    private const int Threads = 8;
    private const int Calls = 96;

    // The processor time of the calls, in ms, in turn. They end at different times, so that most observations come after a pause.
    private const string Times = "50,90,70";

    private static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(20);

    // The dashboard sends the events of 50 ms together. After a longer pause, it waits for an event and sends it at once.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    public static async Task Measure(Workbench bench, Report report)
    {
        if (OperatingSystem.IsWindows() || await Pythons.FindDefault() is not { } python)
        {
            report.ReportSkipped(OperatingSystem.IsWindows() ? "Windows shows no program live" : Pythons.Missing);
            return;
        }

        await using var server = await bench.StartDashboard();
        using var races = new DashboardClient(server.Address);
        var folder = bench.NewFolder("program");
        var recorder = Path.Combine(folder, "futurelog.py");
        // This recorder has the address of its dashboard.
        await File.WriteAllTextAsync(recorder, await races.Text("/futurelog.py"));
        var script = python.Script(bench, "futures_baseline.py", "--workers", $"{Threads}", "--futures", $"{Calls}", "--ms", Times)
            .Recorded(recorder, file: null).In(folder);
        var rounds = new List<IReadOnlyList<double>>();
        // The first program warms the dashboard up.
        for (var round = -1; round < bench.Rounds; round++)
        {
            var known = (await races.List()).ToHashSet();
            var program = script.MeasureLaps(0);
            var id = await FindNew(races, known);
            var began = BeganNs(Path.Combine(folder, "futures_baseline.futurelog"));
            var lateness = await Follow(races, id, began);
            await program;
            if (round >= 0)
                rounds.Add(lateness);
        }

        report.Percentile(50, 5, Title, $"{Threads} computing threads", rounds);
        report.Percentile(95, 60, Title, $"{Threads} computing threads", rounds);
    }

    private static async Task<string> FindNew(DashboardClient races, HashSet<string> known)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < MaxStart)
        {
            if ((await races.List()).FirstOrDefault(id => !known.Contains(id)) is { } id)
                return id;
            await Task.Delay(20);
        }

        throw new CannotMeasureException("The dashboard does not show the program.");
    }

    // The program's clock when the recording began, which is also the clock of .NET.
    private static long BeganNs(string file) =>
        JsonDocument.Parse(File.ReadLines(file).First()).RootElement.GetProperty("began").GetInt64();

    // Returns the lateness of each event that was sent at once, in ms: those of a batch for which the dashboard had to wait.
    private static async Task<IReadOnlyList<double>> Follow(DashboardClient races, string id, long beganNs)
    {
        var lateness = new List<double>();
        using var reader = new StreamReader(await races.Stream($"/api/races/{id}/events"));
        var (arrivedMs, wasAwaited) = (double.MaxValue, false);
        while (true)
        {
            var reading = reader.ReadLineAsync();
            var isFirst = !reading.IsCompleted;
            if (await reading is not { } line)
                return lateness.Count > 0 ? lateness : throw new CannotMeasureException("No event came after a pause.");
            if (isFirst)
            {
                var nowMs = ((Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency)) - beganNs) / 1e6;
                (arrivedMs, wasAwaited) = (nowMs, nowMs > arrivedMs + Pause.TotalMilliseconds);
            }

            var raceEvent = JsonSerializer.Deserialize<RaceEvent>(line, RaceJson.Options);
            if (wasAwaited && raceEvent.Future != RaceEvent.None)
                lateness.Add(arrivedMs - raceEvent.AtMs);
        }
    }
}

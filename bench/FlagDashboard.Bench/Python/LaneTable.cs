using System.Text.Json;
using FlagDashboard.Log;

namespace FlagDashboard.Bench.Python;

/// <summary>Measures what it costs the Python of a lane that the dashboard records and shows it.</summary>
internal static class LaneTable
{
    private const int Workers = 5;
    private const int DelayMs = 300;
    private const int JitterMs = 200;
    private static readonly string Title =
        $"A lane in Python, 20 flags, {DelayMs} ± {JitterMs} ms, {Workers} workers: Python's own elapsed ÷ that of the same source alone";

    private static readonly (string Mode, string Source)[] Modes =
    [
        ("python-threads-map", "ThreadsMap.py"), ("python-threads-as-completed", "ThreadsAsCompleted.py"),
        ("python-processes", "Processes.py"), ("python-async", "Async.py"),
    ];

    public static async Task Measure(Workbench bench, Report report)
    {
        if (await Pythons.FindDefault() is not { } python)
        {
            report.ReportSkipped(Pythons.Missing);
            return;
        }

        // Both download from the same site, whose tape gives both the same delays.
        await using var site = await bench.StartSite(DelayMs, JitterMs);
        await using var server = await bench.StartDashboard(new Uri(site.Address, "/flags"));
        using var races = new DashboardClient(server.Address);
        var countries = bench.TwentyCodes;
        foreach (var (mode, source) in Modes)
        {
            var ratios = new List<double>();
            for (var round = 0; round < bench.Rounds; round++)
            {
                var alone = (await Alone(source).MeasureLaps(0))[0].Ms;
                var race = await races.Run(new { modes = new[] { mode }, workers = Workers, site = "remote", countries });
                var run = race.Runs[0];
                if (run.Futures.Count(future => future.Status == Outcome.Ok) != countries.Count)
                    throw new CannotMeasureException($"{mode} has not downloaded every flag.");
                ratios.Add(run.ElapsedMs!.Value / alone);
            }

            report.AtMost(1.03, Title, mode, "×", ratios);
        }

        Command Alone(string source)
        {
            var folder = bench.NewFolder("alone");
            var plan = new
            {
                sourcePath = source,
                sourceCode = File.ReadAllText(bench.SourceOf("Modes", source)),
                workers = Workers,
                countries = countries.Select(country => new object[]
                {
                    country, new Uri(site.Address, $"/flags/{country.ToLowerInvariant()}/{country.ToLowerInvariant()}.png"),
                    Path.Combine(folder, country), 10,
                }),
            };
            var file = Path.Combine(folder, "plan.json");
            File.WriteAllText(file, JsonSerializer.Serialize(plan));
            return python.Script(bench, "mode_alone.py", Path.GetDirectoryName(bench.Recorder)!, file);
        }
    }
}

using System.Globalization;
using FlagDashboard.Bench;
using FlagDashboard.Bench.Page;
using FlagDashboard.Bench.Python;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [BareDownloads.Verb, ..])
    return await BareDownloads.Run(args[1..]);

try
{
    var options = BenchOptions.Read(args);
    var bench = new Workbench(options.Quick, ports: 5400);
    var report = new Report(Machine.Describe());
    var parts = options.Select(
    [
        new("run", "log", () => LogTable.Measure(bench, report)),
        new("run", "processes", () => ProcessTable.Measure(bench, report)),
        new("run", "cpu", () => CpuTable.Measure(bench, report)),
        new("run", "ideal", () => DownloadTable.MeasureIdeals(bench, report)),
        new("run", "speed-up", () => DownloadTable.MeasureSpeedUps(bench, report)),
        new("run", "article", () => DownloadTable.MeasureArticle(bench, report)),
        new("run", "cost", () => DownloadTable.MeasureNoDelay(bench, report)),
        new("run", "start", () => DashboardTable.MeasureStart(bench, report)),
        new("run", "memory", () => DashboardTable.MeasureMemory(bench, report)),
        new("run", "dashboard", () => DashboardTable.MeasureIdeals(bench, report)),
        new("run", "recording", () => DashboardTable.MeasureRecording(bench, report)),
        new("run", "growth", () => GrowthTable.Measure(bench, report)),
        new("run", "kept", () => GrowthTable.MeasureSavedRaces(bench, report)),
        new("page", "weight", () => PageTable.Measure(bench, report, table => table.MeasureWeight())),
        new("page", "race", () => PageTable.Measure(bench, report, table => table.MeasureRace())),
        new("page", "frames", () => PageTable.Measure(bench, report, table => table.MeasureFrames())),
        new("page", "sequential", () => PageTable.Measure(bench, report, table => table.MeasureSequential())),
        new("viewers", "hub", () => ViewersTable.Measure(bench, report)),
        new("viewers", "hall", () => HallTable.Measure(bench, report)),
        new("viewers", "soak", () => SoakTable.Measure(bench, report)),
        new("viewers", "cuts", () => CutsTable.Measure(bench, report)),
        new("viewers", "circuits", () => CircuitsTable.Measure(bench, report)),
        new("viewers", "pages", () => PagesTable.Measure(bench, report)),
        new("python", "overhead", () => OverheadTable.Measure(bench, report)),
        new("python", "lateness", () => LatenessTable.Measure(bench, report)),
        new("python", "lane", () => LaneTable.Measure(bench, report)),
        new("python", "page", () => ProgramPageTable.Measure(bench, report)),
    ]);
    ChildProcesses.KillAllOnSignal(() =>
    {
        bench.DeleteSavedFiles();
        Console.Error.WriteLine("\nStopped. No results are written.");
    });
    foreach (var part in parts)
    {
        var before = bench.Elapsed;
        Console.Error.Write($"{before:mm\\:ss}  {part.Name} … ");
        await part.Measure();
        report.AddDuration(part.Name, bench.Elapsed - before);
        Console.Error.WriteLine($"{(bench.Elapsed - before).TotalSeconds:0} s");
    }

    Console.Error.WriteLine($"{bench.Elapsed:mm\\:ss}  deleting saved files");
    bench.DeleteSavedFiles();
    Console.WriteLine(report.AsTables());
    report.Save(bench, options);
    return 0;
}
catch (CannotMeasureException problem)
{
    // After Ctrl+C, this call waits for the lock until the process ends, so the message is not shown.
    ChildProcesses.KillAll();
    Console.Error.WriteLine(problem.Message);
    return 1;
}
finally
{
    ChildProcesses.KillAll();
}

using System.Globalization;
using FlagDashboard.Bench;
using FlagDashboard.Bench.Page;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [Reference.Verb, ..])
    return await Reference.Run(args[1..]);

try
{
    var choice = Choice.Read(args);
    var bench = new Workbench(choice.Quick, ports: 5400);
    var report = new Report(Machine.Describe());
    var parts = choice.Of(
    [
        new("run", "log", () => LogTable.Measure(bench, report)),
        new("run", "processes", () => ProcessTable.Measure(bench, report)),
        new("run", "cpu", () => CpuTable.Measure(bench, report)),
        new("run", "ideal", () => DownloadTable.Ideals(bench, report)),
        new("run", "speed-up", () => DownloadTable.SpeedUps(bench, report)),
        new("run", "article", () => DownloadTable.Article(bench, report)),
        new("run", "cost", () => DownloadTable.NoDelay(bench, report)),
        new("run", "start", () => DashboardTable.Starts(bench, report)),
        new("run", "memory", () => DashboardTable.Memory(bench, report)),
        new("run", "dashboard", () => DashboardTable.Ideals(bench, report)),
        new("run", "recording", () => DashboardTable.Recording(bench, report)),
        new("run", "growth", () => GrowthTable.Measure(bench, report)),
        new("run", "kept", () => GrowthTable.Kept(bench, report)),
        new("page", "weight", () => PageTable.Measure(bench, report, table => table.Weight())),
        new("page", "race", () => PageTable.Measure(bench, report, table => table.Race())),
        new("page", "frames", () => PageTable.Measure(bench, report, table => table.Frames())),
        new("page", "sequential", () => PageTable.Measure(bench, report, table => table.Sequential())),
        new("viewers", "hub", () => ViewersTable.Measure(bench, report)),
        new("viewers", "pages", () => PagesTable.Measure(bench, report)),
    ]);
    Children.EndWithSignals(() =>
    {
        bench.Clear();
        Console.Error.WriteLine("\nStopped: nothing is written.");
    });
    foreach (var part in parts)
    {
        var before = bench.Elapsed;
        Console.Error.Write($"{before:mm\\:ss}  {part.Name} … ");
        await part.Measure();
        report.Took(part.Name, bench.Elapsed - before);
        Console.Error.WriteLine($"{(bench.Elapsed - before).TotalSeconds:0} s");
    }

    Console.Error.WriteLine($"{bench.Elapsed:mm\\:ss}  what was saved is removed");
    bench.Clear();
    Console.WriteLine(report.AsTables());
    report.Save(bench, choice);
    return 0;
}
catch (CannotMeasureException problem)
{
    // When everything is being stopped, that is the reason, and this goes no further.
    Children.End();
    Console.Error.WriteLine(problem.Message);
    return 1;
}
finally
{
    Children.End();
}

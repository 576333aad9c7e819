using System.Globalization;
using FlagDashboard.Bench;
using FlagDashboard.Bench.Page;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [Reference.Verb, ..])
    return await Reference.Run(args[1..]);

var suite = args is [var first, ..] && !first.StartsWith('-') ? first : "run";
var bench = new Workbench(quick: args.Contains("--quick"), ports: 5400);
var only = args.SkipWhile(arg => arg != "--only").Skip(1).FirstOrDefault() ?? "";
var report = new Report(Machine.Describe());
(string Suite, string Name, Func<Task> Measure)[] tables =
[
    ("run", "log", () => LogTable.Measure(bench, report)),
    ("run", "processes", () => ProcessTable.Measure(bench, report)),
    ("run", "cpu", () => CpuTable.Measure(bench, report)),
    ("run", "downloads", () => DownloadTable.Measure(bench, report)),
    ("run", "cost", () => DownloadTable.NoDelay(bench, report)),
    ("run", "dashboard", () => DashboardTable.Measure(bench, report)),
    ("run", "growth", () => GrowthTable.Measure(bench, report)),
    ("page", "weight", () => PageTable.Measure(bench, report, table => table.Weight())),
    ("page", "painted", () => PageTable.Measure(bench, report, table => table.Painted())),
    ("page", "bytes", () => PageTable.Measure(bench, report, table => table.Bytes())),
    ("page", "frames", () => PageTable.Measure(bench, report, table => table.Frames())),
    ("page", "sequential", () => PageTable.Measure(bench, report, table => table.Sequential())),
    ("page", "scrubbing", () => PageTable.Measure(bench, report, table => table.Scrubbing())),
    ("viewers", "hub", () => ViewersTable.Measure(bench, report)),
    ("viewers", "pages", () => PagesTable.Measure(bench, report)),
];
foreach (var (_, name, measure) in tables.Where(table => table.Suite == suite && table.Name.Contains(only, StringComparison.Ordinal)))
{
    Console.Error.WriteLine($"{bench.Elapsed:mm\\:ss}  {name}");
    await measure();
}

report.Finish(bench.Elapsed);
Console.WriteLine(report.AsTables());
Console.Error.WriteLine($"Written to {report.Save(bench.Results, suite)}");
return 0;

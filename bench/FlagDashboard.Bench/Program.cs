using System.Globalization;
using FlagDashboard.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [Reference.Verb, ..])
    return await Reference.Run(args[1..]);

var bench = new Workbench(quick: args.Contains("--quick"), ports: 5400);
var only = args.SkipWhile(arg => arg != "--only").Skip(1).FirstOrDefault() ?? "";
var report = new Report(Machine.Describe());
(string Name, Func<Task> Measure)[] tables =
[
    ("log", () => LogTable.Measure(bench, report)),
    ("processes", () => ProcessTable.Measure(bench, report)),
    ("cpu", () => CpuTable.Measure(bench, report)),
    ("downloads", () => DownloadTable.Measure(bench, report)),
    ("cost", () => DownloadTable.NoDelay(bench, report)),
    ("dashboard", () => DashboardTable.Measure(bench, report)),
    ("growth", () => GrowthTable.Measure(bench, report)),
];
foreach (var (name, measure) in tables.Where(table => table.Name.Contains(only, StringComparison.Ordinal)))
{
    Console.Error.WriteLine($"{bench.Elapsed:mm\\:ss}  {name}");
    await measure();
}

report.Finish(bench.Elapsed);
Console.WriteLine(report.AsTables());
Console.Error.WriteLine($"Written to {report.Save(bench.Results)}");
return 0;

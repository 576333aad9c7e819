using System.Diagnostics;
using FlagDashboard.Futures;

namespace FlagDashboard.Bench;

/// <summary>Measures the cost of calling a function in another process.</summary>
internal static class ProcessTable
{
    private const string Title = "Processes";
    private const int Calls = 200;

    public static Task Measure(Workbench bench, Report report)
    {
        var (first, later) = (new List<double>(), new List<double>());
        for (var round = 0; round < 2 * bench.Rounds; round++)
        {
            using var executor = new ProcessPoolExecutor(1);
            var began = Stopwatch.GetTimestamp();
            executor.Submit(Identity, 0).Result();
            first.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            for (var call = 0; call < Calls; call++)
                executor.Submit(Identity, call).Result();
            began = Stopwatch.GetTimestamp();
            for (var call = 0; call < Calls; call++)
                executor.Submit(Identity, call).Result();
            later.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds / Calls);
        }

        report.AtMost(250, Title, "from Submit to the first result of the first process", "ms", first);
        report.AtMost(2, Title, "each later call of a function that does nothing", "ms", later);
        return Task.CompletedTask;
    }

    private static int Identity(int number) => number;
}

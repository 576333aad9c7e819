using System.Diagnostics;
using FlagDashboard.Experiments;
using FlagDashboard.Futures;

namespace FlagDashboard.Bench;

/// <summary>Measures computing on two threads, with and without the simulated lock of the experiment.</summary>
internal static class CpuTable
{
    private const string Title = "Computing: 4 × primes up to 1,000,000, two threads, speed-up over one";
    private const int Items = 4;
    private const int Threads = 2;
    private static readonly PrimeCountCall Work = new(1_000_000, 0);

    public static async Task Measure(Workbench bench, Report report)
    {
        var (alone, free, locked) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            alone.Add(Time(() =>
            {
                for (var item = 0; item < Items; item++)
                    Work.Count(default);
            }));
            free.Add(Time(() => OnThreads(_ => Work.Count(default))));
            var simulated = new SimulatedGlobalLock(TimeSpan.FromMilliseconds(25), TimeProvider.System, static (_, _) => { });
            locked.Add(Time(() => OnThreads(
                item => simulated.RunWithLock(
                    item, () => Work.Count(static io => io(), () => simulated.YieldIfDue(item, default), default), default))));
        }

        report.AtLeast(1.8, Title, "no lock", "×", Stats.PairedRatios(alone, free));
        report.AtMost(1.1, Title, "simulated lock", "×", Stats.PairedRatios(alone, locked));
        if (PythonBaseline.Version is null)
            return;
        var (python, threads) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            python.Add((await PythonBaseline.Compute(bench, "seq").MeasureLaps(0))[0].Ms);
            threads.Add((await PythonBaseline.Compute(bench, "threads").MeasureLaps(0))[0].Ms);
        }

        report.Add(Title, "for comparison, Python's threads with a different computation", "×", Stats.PairedRatios(python, threads));
    }

    private static void OnThreads(Func<int, int> work)
    {
        using var executor = new ThreadPoolExecutor(Threads);
        foreach (var _ in executor.Map(work, Enumerable.Range(0, Items)))
        {
        }
    }

    private static double Time(Action action)
    {
        var began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}

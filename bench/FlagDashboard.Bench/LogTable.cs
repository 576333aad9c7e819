using System.Diagnostics;
using FlagDashboard.Log;

namespace FlagDashboard.Bench;

/// <summary>Measures appending and folding a million events.</summary>
internal static class LogTable
{
    private const string Title = "The log: 1,000,000 events";
    private const int Runs = 8;
    private const int Futures = 31_250;

    public static Task Measure(Workbench bench, Report report)
    {
        var first = SyntheticLog.First(Runs, Futures);
        var (append, bytes, fold) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < bench.Rounds; round++)
        {
            GC.Collect();
            var (allocated, began) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
            var log = new RaceLog(TimeProvider.System);
            SyntheticLog.Append(log, first, Runs, Futures);
            var (took, used) = (Stopwatch.GetElapsedTime(began), GC.GetTotalAllocatedBytes(precise: true) - allocated);
            var events = log.Snapshot();

            GC.Collect();
            began = Stopwatch.GetTimestamp();
            SyntheticLog.Fold(events);
            var folded = Stopwatch.GetElapsedTime(began);
            if (round < 0)
                continue;
            append.Add(events.Length / took.TotalSeconds / 1e6);
            bytes.Add((double)used / events.Length);
            fold.Add(events.Length / folded.TotalSeconds / 1e6);
        }

        report.AtLeast(2, Title, "appended", "M/s", append);
        report.AtMost(64, Title, "allocated for each event appended", "B", bytes);
        report.AtLeast(2, Title, "folded", "M/s", fold);
        return Task.CompletedTask;
    }
}

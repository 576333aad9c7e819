using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>Several threads of a recorded program that computed and together used only one processor, because they share one GIL.</summary>
/// <param name="Threads">The number of threads that computed; at least 2.</param>
/// <param name="OfOneProcessor">Their processor time divided by the elapsed time; about 1.</param>
/// <param name="ElapsedMs">The time from the start of the first call to the end of the last, in ms.</param>
internal readonly record struct ProcessorShare(int Threads, double OfOneProcessor, double ElapsedMs)
{
    // Threads share one GIL if their processor time, divided by the elapsed time, is between these two limits. Below the minimum, the
    // threads mostly waited. Above the maximum, some of them computed without the GIL.
    private const double MinOfOneProcessor = 0.8;
    private const double MaxOfOneProcessor = 1.1;
    private const double MinShareOfThread = 0.05;
    private const double MinElapsedMs = 100;

    /// <summary>The share of a run; null if it did not complete, or if its threads did not compute on one GIL.</summary>
    public static ProcessorShare? Of(RaceState race, RunState run)
    {
        if (run.Outcome != Outcome.Ok || race.Program is not { HasGil: true } || run.Info.WorkerKind != WorkerKind.Thread)
            return null;
        var worked = CallsWithCpuTime(run);
        if (worked.Count == 0)
            return null;
        var elapsedMs = worked.Max(future => future.FinishedAtMs!.Value) - worked.Min(future => future.StartedAtMs!.Value);
        var cpuMs = worked.Sum(future => future.CpuMs!.Value);
        var threads = worked.GroupBy(future => future.Worker).Count(ofThread =>
            ofThread.Sum(future => future.CpuMs!.Value) >= MinShareOfThread * cpuMs);
        var share = elapsedMs > 0 ? cpuMs / elapsedMs : 0;
        return threads < 2 || elapsedMs < MinElapsedMs || share is < MinOfOneProcessor or > MaxOfOneProcessor
            ? null : new(threads, share, elapsedMs);
    }

    /// <summary>The calls of a run whose processor time is known.</summary>
    public static List<FutureRecord> CallsWithCpuTime(RunState run) =>
        [.. run.Futures.Where(future => future is { RunningMs: not null, CpuMs: not null })];
}

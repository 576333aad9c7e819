using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>The time that a number of workers needs for the downloads of a race.</summary>
/// <param name="Workers">The number of workers.</param>
/// <param name="ElapsedMs">The time, in ms.</param>
public readonly record struct SweepPoint(int Workers, double ElapsedMs);

/// <summary>
/// The times that the same downloads would take with 1, 2, 3 … workers, computed by <see cref="ListSchedule"/> for workers that never
/// pause.
/// </summary>
/// <param name="Points">One point for each number of workers, from 1 to the number of downloads. Above 64 workers, some numbers are left
/// out.</param>
/// <param name="LongestDownloadMs">
/// The duration of the longest download, in ms. The downloads take at least this time, however many workers there are.
/// </param>
/// <param name="Knee">The smallest number of workers that saves nine tenths of what more workers can save: the difference between the time
/// of one worker and <paramref name="LongestDownloadMs"/>.</param>
public sealed record Sweep(IReadOnlyList<SweepPoint> Points, double LongestDownloadMs, SweepPoint Knee)
{
    private const double KneeShare = 0.9;
    private const int MaxConsecutiveWorkers = 64;
    private const double SparseGrowthFactor = 1.15;

    /// <summary>The largest number of workers in <see cref="Points"/>.</summary>
    public int MaxWorkers => Points[^1].Workers;

    /// <summary>The time at the top of the chart, in ms: 10 % above the time of one worker, because a measured run takes longer.</summary>
    public double ChartTopMs => 1.1 * Points[0].ElapsedMs;

    /// <summary>Computes the sweep of downloads with the given durations.</summary>
    /// <param name="delaysMs">The duration of each download, in ms, in the order in which workers take them; at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="delaysMs"/> is empty.</exception>
    public static Sweep Of(IReadOnlyList<double> delaysMs)
    {
        if (delaysMs.Count == 0)
            throw new ArgumentException("There is nothing to do.", nameof(delaysMs));
        var points = SampledWorkerCounts(delaysMs.Count)
            .Select(workers => new SweepPoint(workers, ListSchedule.MakespanMs(delaysMs, workers))).ToList();
        var best = delaysMs.Max();
        return new(points, best, points.First(point => points[0].ElapsedMs - point.ElapsedMs >= KneeShare * (points[0].ElapsedMs - best)));
    }

    /// <summary>The delays in ms that the tape of the plan's site holds, in call order; null for a site without a tape of delays.</summary>
    public static IReadOnlyList<double>? TapeDelaysMs(RacePlan plan) => plan.Site == SiteId.Delay
        ? [.. plan.Countries.Select(code => new Tape(plan.Seed, plan.DelayMs, plan.JitterMs).DelayMsOf(code, attempt: 1))]
        : null;

    /// <summary>
    /// The durations in ms that the downloads of a run really had, in the order in which they started; null unless the run completed.
    /// </summary>
    public static IReadOnlyList<double>? MeasuredDurationsMs(RunState run) =>
        Ideal.Of(run) is null ? null : [.. Ideal.FinishedOrderedByStart(run).Select(future => future.RunningMs!.Value)];

    /// <summary>The numbers of workers that the page offers to try: the powers of two from 1 to <paramref name="maxWorkers"/>.</summary>
    public static IEnumerable<int> TrialWorkerCounts(int maxWorkers)
    {
        for (var workers = 1; workers <= maxWorkers; workers *= 2)
            yield return workers;
    }

    /// <summary>The horizontal position of a number of workers in the chart, from 0 to 1, on a logarithmic scale.</summary>
    public double XShareOf(int workers) => MaxWorkers == 1 ? 0.5 : Math.Log2(workers) / Math.Log2(MaxWorkers);

    /// <summary>The vertical position of a time in ms in the chart, from 0 at the bottom to 1 at the top.</summary>
    public double HeightShareOf(double ms) => ChartTopMs <= 0 ? 0 : Math.Min(1, ms / ChartTopMs);

    private static IEnumerable<int> SampledWorkerCounts(int most)
    {
        for (var workers = 1; workers < most; workers = workers < MaxConsecutiveWorkers ? workers + 1
            : (int)Math.Ceiling(workers * SparseGrowthFactor))
            yield return workers;
        yield return most;
    }
}

using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>How long it takes with that many workers.</summary>
/// <param name="Workers">How many.</param>
/// <param name="Ms">How long, in ms.</param>
public readonly record struct SweepPoint(int Workers, double Ms);

/// <summary>
/// How long the same downloads would take with one worker, with two, and so on: list scheduling, with nothing lost in between.
/// </summary>
/// <param name="Points">From one worker to as many as there are downloads, each number up to 64, and some of those beyond.</param>
/// <param name="BestMs">With any number of workers it takes at least that long, in ms: the longest download.</param>
/// <param name="Knee">The fewest workers that save nine tenths of what can be saved: between one worker and any number of them.</param>
public sealed record Sweep(IReadOnlyList<SweepPoint> Points, double BestMs, SweepPoint Knee)
{
    private const double KneeShare = 0.9;
    private const int EveryNumberUpTo = 64;
    private const double StepBeyond = 1.15;

    /// <summary>The most workers looked at.</summary>
    public int Most => Points[^1].Workers;

    /// <summary>The time at the top of its picture, in ms: with room for what one worker really takes.</summary>
    public double TopMs => 1.1 * Points[0].Ms;

    /// <summary>The sweep of downloads that take so long.</summary>
    /// <param name="delaysMs">How long each takes, in ms, in the order in which they are taken; at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Sweep Of(IReadOnlyList<double> delaysMs)
    {
        if (delaysMs.Count == 0)
            throw new ArgumentException("There is nothing to do.", nameof(delaysMs));
        var points = Numbers(delaysMs.Count).Select(workers => new SweepPoint(workers, ListSchedule.Finish(delaysMs, workers))).ToList();
        var best = delaysMs.Max();
        return new(points, best, points.First(point => points[0].Ms - point.Ms >= KneeShare * (points[0].Ms - best)));
    }

    /// <summary>The delays that the tape holds for a plan, in call order; null where no tape knows them.</summary>
    public static IReadOnlyList<double>? TapeOf(RacePlan plan) => plan.Site == SiteId.Delay
        ? [.. plan.Countries.Select(code => new Tape(plan.Seed, plan.DelayMs, plan.JitterMs).DelayOf(code, attempt: 1))]
        : null;

    /// <summary>The delays that a run really had, in the order in which it took them; null unless it came through.</summary>
    public static IReadOnlyList<double>? MeasuredIn(RunState run) =>
        Ideal.Of(run) is null ? null : [.. Ideal.TakenBy(run).Select(future => future.WorkMs!.Value)];

    /// <summary>Numbers of workers worth a trial: doubled each time, up to <paramref name="most"/>.</summary>
    public static IEnumerable<int> Trials(int most)
    {
        for (var workers = 1; workers <= most; workers *= 2)
            yield return workers;
    }

    /// <summary>Where a number of workers stands in the picture, from 0 to 1: doubling them is one step, wherever it starts.</summary>
    public double X(int workers) => Most == 1 ? 0.5 : Math.Log2(workers) / Math.Log2(Most);

    /// <summary>Where a time stands in the picture, from 0 at its bottom to 1 at its top.</summary>
    public double Y(double ms) => TopMs <= 0 ? 0 : Math.Min(1, ms / TopMs);

    private static IEnumerable<int> Numbers(int most)
    {
        for (var workers = 1; workers < most; workers = workers < EveryNumberUpTo ? workers + 1 : (int)Math.Ceiling(workers * StepBeyond))
            yield return workers;
        yield return most;
    }
}

namespace FlagDashboard.Timeline;

/// <summary>A way of telling how much time is left.</summary>
public enum Estimator
{
    /// <summary>Elapsed ÷ done × left.</summary>
    Naive,

    /// <summary>The time between results, of which later ones weigh more, × left.</summary>
    Smoothed,

    /// <summary>What is left, laid out on the workers.</summary>
    Workers,
}

/// <summary>What an estimator claims.</summary>
/// <param name="LeftMs">How much time is left, in ms: finite, never negative, 0 when nothing is left to do.</param>
/// <param name="PerSecond">The rate that it reckons with, in results a second; null if it is too fast to tell.</param>
public readonly record struct Estimate(double LeftMs, double? PerSecond);

/// <summary>How much time is left of a run, told in three ways. Pure functions of what is known at a moment.</summary>
public static class TimeLeft
{
    /// <summary>The smoothing that progress displays usually have.</summary>
    public const double DefaultSmoothing = 0.3;

    /// <summary>What <paramref name="estimator"/> claims; null before the first result: there is nothing to judge by.</summary>
    /// <param name="estimator">Which.</param>
    /// <param name="known">What it may know.</param>
    /// <param name="smoothing">From 0, the average of all results so far, to 1, only the last one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="smoothing"/> is not from 0 to 1.</exception>
    public static Estimate? Of(Estimator estimator, ProgressSnapshot known, double smoothing = DefaultSmoothing)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(smoothing);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(smoothing, 1);
        return known.Finished == 0 ? null : estimator switch
        {
            Estimator.Naive => AtPace(known.ElapsedMs / known.Finished, known),
            Estimator.Smoothed => AtPace(SmoothedGap(known.FinishedAfterMs, smoothing), known),
            _ => OnWorkers(known),
        };
    }

    private static Estimate AtPace(double gapMs, ProgressSnapshot known) => new(gapMs * known.Left, Rate(1, gapMs));

    // Each result weighs 1 − smoothing times as much as the one after it: at 0 all weigh the same.
    private static double SmoothedGap(IReadOnlyList<double> finishedAfter, double smoothing)
    {
        var (gaps, weights, before) = (0.0, 0.0, 0.0);
        foreach (var after in finishedAfter)
        {
            (gaps, weights) = (((1 - smoothing) * gaps) + after - before, ((1 - smoothing) * weights) + 1);
            before = after;
        }

        return gaps / weights;
    }

    // A call is expected to take the mean. One that has taken longer goes on, it is supposed, for as long again as it is
    // over the mean already, and counts with that: the long ones finish last, and without them the mean is too short.
    private static Estimate OnWorkers(ProgressSnapshot known)
    {
        var mean = known.MeanMs;
        var over = known.AgesMs.Where(age => age > mean).Select(age => age - mean).ToList();
        var expected = ((mean * known.Finished) + over.Sum(late => mean + (2 * late))) / (known.Finished + over.Count);
        var running = over.Concat(known.AgesMs.Where(age => age <= mean).Select(age => expected - age)).ToList();
        return new(Schedule(running, known.Pending, expected, known.Workers), Rate(known.Workers, expected));
    }

    private static double Schedule(List<double> running, int pending, double eachMs, int workers)
    {
        var idle = Math.Max(workers - running.Count, running.Count == 0 ? 1 : 0);
        return ListSchedule.Finish(running.Concat(Enumerable.Repeat(0.0, idle)), Enumerable.Repeat(eachMs, pending));
    }

    private static double? Rate(int results, double ms) => 1000 * results / ms is var rate && double.IsFinite(rate) ? rate : null;
}

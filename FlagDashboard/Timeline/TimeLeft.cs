namespace FlagDashboard.Timeline;

/// <summary>A method of estimating the time that is left of a run.</summary>
public enum Estimator
{
    /// <summary>Elapsed time ÷ finished futures × futures left.</summary>
    Naive,

    /// <summary>The average time between two results × futures left. Later results weigh more in the average.</summary>
    Smoothed,

    /// <summary>The end of a simulated schedule of the remaining calls on the workers.</summary>
    Workers,
}

/// <summary>An estimate of the time left.</summary>
/// <param name="LeftMs">The estimated time left, in ms: finite, never negative, 0 if nothing is left to do.</param>
/// <param name="ResultsPerSecond">The rate that the estimate assumes, in results per second; null if the rate is infinite.</param>
public readonly record struct EstimatedTimeLeft(double LeftMs, double? ResultsPerSecond);

/// <summary>
/// Estimates the time that is left of a run, by one of three methods. Pure functions of a <see cref="RunProgressSnapshot"/>.
/// </summary>
public static class TimeLeft
{
    /// <summary>The smoothing that progress bars usually use.</summary>
    public const double DefaultSmoothing = 0.3;

    /// <summary>The estimate by the given method; null before the first result.</summary>
    /// <param name="estimator">The method.</param>
    /// <param name="known">The facts that the estimator may use.</param>
    /// <param name="smoothing">The smoothing, from 0 (the average of all results so far) to 1 (only the last result).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="smoothing"/> is not from 0 to 1.</exception>
    public static EstimatedTimeLeft? Of(Estimator estimator, RunProgressSnapshot known, double smoothing = DefaultSmoothing)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(smoothing);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(smoothing, 1);
        return known.FinishedCount == 0 ? null : estimator switch
        {
            Estimator.Naive => FromInterval(known.ElapsedMs / known.FinishedCount, known),
            Estimator.Smoothed => FromInterval(SmoothedInterval(known.FinishTimesMs, smoothing), known),
            _ => FromSchedule(known),
        };
    }

    private static EstimatedTimeLeft FromInterval(double intervalMs, RunProgressSnapshot known) =>
        new(intervalMs * known.RemainingCount, Rate(1, intervalMs));

    // Each interval weighs (1 − smoothing) times as much as the interval after it, so newer intervals weigh more. With a smoothing of 0,
    // all weigh the same.
    private static double SmoothedInterval(IReadOnlyList<double> finishedAfter, double smoothing)
    {
        var (gaps, weights, before) = (0.0, 0.0, 0.0);
        foreach (var after in finishedAfter)
        {
            (gaps, weights) = (((1 - smoothing) * gaps) + after - before, ((1 - smoothing) * weights) + 1);
            before = after;
        }

        return gaps / weights;
    }

    // If a running call has already taken x ms longer than the mean of the finished calls, it is expected to run for another x ms. The mean
    // is then computed again with these long calls, and every other call is expected to take the new mean.
    private static EstimatedTimeLeft FromSchedule(RunProgressSnapshot known)
    {
        var mean = known.MeanDurationMs;
        var over = known.RunningForMs.Where(age => age > mean).Select(age => age - mean).ToList();
        var expected = ((mean * known.FinishedCount) + over.Sum(late => mean + (2 * late))) / (known.FinishedCount + over.Count);
        var running = over.Concat(known.RunningForMs.Where(age => age <= mean).Select(age => expected - age)).ToList();
        return new(Schedule(running, known.UnstartedCount, expected, known.Workers), Rate(known.Workers, expected));
    }

    private static double Schedule(List<double> running, int pending, double eachMs, int workers)
    {
        var idle = Math.Max(workers - running.Count, running.Count == 0 ? 1 : 0);
        return ListSchedule.MakespanMs(running.Concat(Enumerable.Repeat(0.0, idle)), Enumerable.Repeat(eachMs, pending));
    }

    private static double? Rate(int results, double ms) => 1000 * results / ms is var rate && double.IsFinite(rate) ? rate : null;
}

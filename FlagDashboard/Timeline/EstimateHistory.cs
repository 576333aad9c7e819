using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>An estimate of the time left, and the time at which it was made.</summary>
/// <param name="AtMs">The time of the estimate, in ms since the race began.</param>
/// <param name="LeftMs">The estimated time left, in ms.</param>
public readonly record struct TimeLeftPoint(double AtMs, double LeftMs);

/// <summary>All estimates that one estimator has made for a run so far.</summary>
/// <param name="Estimator">The estimator.</param>
/// <param name="Points">The estimates in order of time, starting with the first result. Values between two points are interpolated
/// linearly.</param>
public sealed record EstimateHistory(Estimator Estimator, IReadOnlyList<TimeLeftPoint> Points)
{
    // Results that arrive within 15 ms are merged into one burst. No display refreshes often enough to show an estimate between such
    // results.
    private const double MaxBurstMs = 15;

    private const double FirstStepMs = 5;
    private const int MaxSteps = 250;

    /// <summary>The estimates of every estimator about <paramref name="run"/>, up to <paramref name="nowMs"/> or its end.</summary>
    /// <param name="run">The run.</param>
    /// <param name="nowMs">Time since the race began, in ms.</param>
    /// <param name="smoothing">The smoothing, from 0 to 1, as in <see cref="TimeLeft"/>.</param>
    public static IReadOnlyList<EstimateHistory> Of(RunState run, double nowMs, double smoothing)
    {
        var moments =
            SampleTimes(run, Math.Min(nowMs, run.EndedAtMs ?? nowMs)).Select(at => (At: at, Known: RunProgressSnapshot.At(run, at)))
            .ToList();
        return [.. Enum.GetValues<Estimator>()
            .Select(estimator => new EstimateHistory(
                estimator, [.. moments.Select(moment => EstimateAt(estimator, moment.At, moment.Known))]))];

        TimeLeftPoint EstimateAt(Estimator estimator, double at, RunProgressSnapshot known) =>
            new(at, TimeLeft.Of(estimator, known, smoothing)!.Value.LeftMs);
    }

    /// <summary>
    /// The estimated time left, in ms, at a time in ms since the race began; null before the first estimate and after the last one.
    /// </summary>
    public double? LeftMsAt(double ms)
    {
        for (var i = 1; i < Points.Count; i++)
        {
            var (before, after) = (Points[i - 1], Points[i]);
            if (before.AtMs <= ms && ms <= after.AtMs)
                return Math.Max(0, before.LeftMs
                    + (after.AtMs > before.AtMs ? (after.LeftMs - before.LeftMs) * (ms - before.AtMs) / (after.AtMs - before.AtMs) : 0));
        }

        return null;
    }

    /// <summary>
    /// The average error of the estimates, in ms, if the run ended at <paramref name="endMs"/>. It is the area between the curve of the
    /// estimates and the curve of the time that was really left, divided by the time between the first and the last estimate; null if this
    /// time is 0.
    /// </summary>
    public double? MeanErrorMs(double endMs)
    {
        if (Points.Count == 0 || Points[^1].AtMs <= Points[0].AtMs)
            return null;
        var area = Points.Zip(Points.Skip(1), (from, to) => Area(Error(from), Error(to), to.AtMs - from.AtMs)).Sum();
        return area / (Points[^1].AtMs - Points[0].AtMs);

        double Error(TimeLeftPoint estimate) => estimate.LeftMs - (endMs - estimate.AtMs);
    }

    // The error of an estimate is drawn as a line from one estimate to the next. Returns the area between this line and zero, which is a
    // trapezium or, if the error changes its sign, two triangles.
    private static double Area(double from, double to, double width)
    {
        var (a, b) = (Math.Abs(from), Math.Abs(to));
        return from * to >= 0 ? width * (a + b) / 2 : width * ((a * a) + (b * b)) / (2 * (a + b));
    }

    // Returns the times at which the curve of the estimated time left has a point. The estimate jumps when a burst of results arrives, so
    // there is a point just before and just after each burst. Between bursts, the points are at regular intervals.
    private static IEnumerable<double> SampleTimes(RunState run, double until)
    {
        var bursts = Bursts(run, until);
        if (bursts.Count == 0)
            return [];

        var step = FirstStepMs * Math.Pow(2, Math.Max(0, Math.Ceiling(Math.Log2(until / (FirstStepMs * MaxSteps)))));
        var between = Enumerable.Range(0, MaxSteps + 1).Select(i => i * step)
            .Where(moment => bursts[0].To < moment && moment < until
                && !bursts.Exists(burst => burst.From <= moment && moment <= burst.To));
        var jumps = bursts.SelectMany(burst => new[] { Math.BitDecrement(burst.From), burst.To }).Skip(1);
        return jumps.Concat(between).Append(until).Distinct().Order();
    }

    private static List<(double From, double To)> Bursts(RunState run, double until)
    {
        var bursts = new List<(double From, double To)>();
        foreach (var raceEvent in run.Events.Where(
            raceEvent => raceEvent is { Kind: RaceEventKind.Finished, Status: not Outcome.Cancelled } && raceEvent.AtMs <= until))
        {
            if (bursts.Count > 0 && raceEvent.AtMs - bursts[^1].From < MaxBurstMs)
                bursts[^1] = (bursts[^1].From, raceEvent.AtMs);
            else
                bursts.Add((raceEvent.AtMs, raceEvent.AtMs));
        }

        return bursts;
    }
}

using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What an estimator claimed at some moment.</summary>
/// <param name="AtMs">When, in ms since the race began.</param>
/// <param name="LeftMs">How much time was left, as it said, in ms.</param>
public readonly record struct EstimatePoint(double AtMs, double LeftMs);

/// <summary>Everything that an estimator claimed of a run so far.</summary>
/// <param name="Estimator">Which.</param>
/// <param name="Points">Its claims, from the first result on, in order of time; between two of them it went in a straight line.</param>
public sealed record EstimateHistory(Estimator Estimator, IReadOnlyList<EstimatePoint> Points)
{
    // Results that come within a blink are one for the eye: no display shows what it claimed between them.
    private const double BlinkMs = 15;

    private const double FirstStepMs = 5;
    private const int MaxSteps = 250;

    /// <summary>The claims of every estimator about <paramref name="run"/>, up to <paramref name="nowMs"/> or its end.</summary>
    /// <param name="run">The run.</param>
    /// <param name="nowMs">Time since the race began, in ms.</param>
    /// <param name="smoothing">From 0 to 1, see <see cref="TimeLeft"/>.</param>
    public static IReadOnlyList<EstimateHistory> Of(RunState run, double nowMs, double smoothing)
    {
        var moments = Moments(run, Math.Min(nowMs, run.EndedAt ?? nowMs)).Select(at => (At: at, Known: ProgressSnapshot.At(run, at)))
            .ToList();
        return [.. Enum.GetValues<Estimator>()
            .Select(estimator => new EstimateHistory(estimator, [.. moments.Select(moment => Claim(estimator, moment.At, moment.Known))]))];

        EstimatePoint Claim(Estimator estimator, double at, ProgressSnapshot known) =>
            new(at, TimeLeft.Of(estimator, known, smoothing)!.Value.LeftMs);
    }

    /// <summary>What it claimed at a moment, in ms; null before the first result and after the last claim.</summary>
    public double? At(double ms)
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
    /// How wrong it was on average, in ms, about a run that was through at <paramref name="endMs"/>: the area between its
    /// claims and the truth, divided by the time. Null if it had no time to be wrong.
    /// </summary>
    public double? MeanErrorMs(double endMs)
    {
        if (Points.Count == 0 || Points[^1].AtMs <= Points[0].AtMs)
            return null;
        var area = Points.Zip(Points.Skip(1), (from, to) => Area(Error(from), Error(to), to.AtMs - from.AtMs)).Sum();
        return area / (Points[^1].AtMs - Points[0].AtMs);

        double Error(EstimatePoint claim) => claim.LeftMs - (endMs - claim.AtMs);
    }

    // Of a trapezium, or, where the error changes sides, of two triangles.
    private static double Area(double from, double to, double width)
    {
        var (a, b) = (Math.Abs(from), Math.Abs(to));
        return from * to >= 0 ? width * (a + b) / 2 : width * ((a * a) + (b * b)) / (2 * (a + b));
    }

    // Before and after each result, for there a claim jumps; in between, close enough for what bends.
    private static IEnumerable<double> Moments(RunState run, double until)
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
            raceEvent => raceEvent is { Kind: RaceEventKind.Finished, Status: not Outcome.Cancelled } && raceEvent.At <= until))
        {
            if (bursts.Count > 0 && raceEvent.At - bursts[^1].From < BlinkMs)
                bursts[^1] = (bursts[^1].From, raceEvent.At);
            else
                bursts.Add((raceEvent.At, raceEvent.At));
        }

        return bursts;
    }
}

using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The curve of one estimator in the chart of a run.</summary>
/// <param name="History">The estimates so far.</param>
/// <param name="Now">The current estimate; null before the first result.</param>
/// <param name="MeanErrorMs">The average error of the estimates, in ms; null until the run has completed.</param>
/// <param name="IsMostAccurate">Whether no other estimator has a smaller average error.</param>
/// <param name="LetterPoints">
/// The points at which the letter of the estimator is drawn on the curve. Each estimator has these points at other times, so that curves
/// that overlap can be told apart.
/// </param>
public sealed record EstimatorLine(
    EstimateHistory History, EstimatedTimeLeft? Now, double? MeanErrorMs, bool IsMostAccurate, IReadOnlyList<TimeLeftPoint> LetterPoints)
{
    /// <summary>The estimator.</summary>
    public Estimator Estimator => History.Estimator;
}

/// <summary>
/// The chart of the time left of a run, over the time of the race. It compares the estimates with the time that was really left.
/// </summary>
/// <param name="ProgressNow">The progress of the run now.</param>
/// <param name="TopMs">The time left at the top of the chart, in ms. All runs of a race have the same. Higher estimates are not
/// visible.</param>
/// <param name="YGridLinesMs">The times left, in ms, at which the chart has a grid line.</param>
/// <param name="Lines">One curve per estimator.</param>
/// <param name="ActualLeft">The time that was really left, as two points: at the start of the run and at its end. While the run is running,
/// these are the lowest possible values. Empty before the run began.</param>
/// <param name="IsActualLeftKnown">Whether the run has completed. The real time left of a cancelled run is never known.</param>
public sealed record TimeLeftChart(
    RunProgressSnapshot ProgressNow, double TopMs, IReadOnlyList<double> YGridLinesMs, IReadOnlyList<EstimatorLine> Lines,
        IReadOnlyList<TimeLeftPoint> ActualLeft, bool IsActualLeftKnown)
{
    private const double Headroom = 1.15;
    private const int MaxLevels = 4;
    private const int MarksPerLine = 3;

    /// <summary>
    /// The chart of <paramref name="run"/>, a run of <paramref name="race"/>, at <paramref name="nowMs"/> ms after the race began.
    /// </summary>
    public static TimeLeftChart Of(RaceState race, RunState run, double nowMs, double smoothing)
    {
        var height = ValueAxisOf(race, nowMs);
        var until = Math.Min(nowMs, run.EndedAtMs ?? nowMs);
        var known = RunProgressSnapshot.At(run, until);
        var estimates = EstimateHistory.Of(run, until, smoothing);
        var errors =
            estimates.Select(estimate => run.Outcome == Outcome.Ok ? estimate.MeanErrorMs(run.FinishedAtMs!.Value) : null).ToList();
        var between = TimeAxis.Of(race, nowMs).EndMs / MarksPerLine;
        var lines = estimates.Select((estimate, i) => new EstimatorLine(
            estimate, TimeLeft.Of(estimate.Estimator, known, smoothing), errors[i], errors[i] is { } error && error <= errors.Min(),
            LetterPositions(estimate, (i + 1) * between / (estimates.Count + 1), between, height.EndMs)));

        var beganAt = run.StartedAtMs <= until ? run.StartedAtMs : null;
        return new(known, height.EndMs, LevelsOf(height), [.. lines],
            beganAt is { } began ? [new(began, until - began), new(until, 0)] : [], run.Outcome == Outcome.Ok);
    }

    // The chart is 15 % higher than the longest expected time of a run. The height is rounded up in steps, so that it does not change with
    // every estimate.
    internal static TimeAxis ValueAxisOf(RaceState race, double nowMs) => TimeAxis.ForRunningRace(Headroom * race.Runs.Max(run =>
    {
        var known = RunProgressSnapshot.At(run, nowMs);
        return known.ElapsedMs + (TimeLeft.Of(Estimator.Workers, known)?.LeftMs ?? 0);
    }));

    private static List<double> LevelsOf(TimeAxis height)
    {
        var ticks = height.TickTimesMs().ToList();
        var every = (ticks.Count + MaxLevels - 1) / MaxLevels;
        return [.. ticks.Where((_, i) => i % every == 0)];
    }

    private static List<TimeLeftPoint> LetterPositions(
        EstimateHistory estimates, double firstAtMs, double distanceMs, double maxLeftMs) =>
        [.. Enumerable.Range(0, MarksPerLine)
        .Select(i => firstAtMs + (i * distanceMs))
        .Select(at => (At: at, Left: estimates.LeftMsAt(at)))
        .Where(mark => mark.Left <= maxLeftMs)
        .Select(mark => new TimeLeftPoint(mark.At, mark.Left!.Value))];
}

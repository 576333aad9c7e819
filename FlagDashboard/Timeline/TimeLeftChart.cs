using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>One estimator in a picture of a run.</summary>
/// <param name="History">What it claimed so far.</param>
/// <param name="Now">What it claims now; null before the first result.</param>
/// <param name="MeanErrorMs">How wrong it was on average, in ms; null while that is not known.</param>
/// <param name="IsBest">Whether no other was less wrong.</param>
/// <param name="Marks">Where its curve carries its sign: staggered, so that curves that lie on each other can be told apart.</param>
public sealed record TimeLeftLine(
    EstimateHistory History, Estimate? Now, double? MeanErrorMs, bool IsBest, IReadOnlyList<EstimatePoint> Marks)
{
    /// <summary>Which estimator.</summary>
    public Estimator Estimator => History.Estimator;
}

/// <summary>How much time was left of a run, as the estimators claimed and as it really was, over the time of the race.</summary>
/// <param name="Known">What is known of the run now.</param>
/// <param name="HeightMs">The time left at the top, in ms; the same for all runs of a race. What is claimed beyond it is off the
/// picture.</param>
/// <param name="Levels">The times left that have a line across, in ms.</param>
/// <param name="Lines">The estimators.</param>
/// <param name="Truth">What was really left at the run's beginning and at its end; until that is known, the least that it can have been.
/// Empty before it began.</param>
/// <param name="TruthIsKnown">Whether the run came through: a cancelled one never tells.</param>
public sealed record TimeLeftChart(
    ProgressSnapshot Known, double HeightMs, IReadOnlyList<double> Levels, IReadOnlyList<TimeLeftLine> Lines,
        IReadOnlyList<EstimatePoint> Truth, bool TruthIsKnown)
{
    private const double Headroom = 1.15;
    private const int MaxLevels = 4;
    private const int MarksPerLine = 3;

    /// <summary>The picture of <paramref name="run"/>, a run of <paramref name="race"/>, <paramref name="nowMs"/> after it began.</summary>
    public static TimeLeftChart Of(RaceState race, RunState run, double nowMs, double smoothing)
    {
        var height = HeightOf(race, nowMs);
        var until = Math.Min(nowMs, run.EndedAt ?? nowMs);
        var known = ProgressSnapshot.At(run, until);
        var claims = EstimateHistory.Of(run, until, smoothing);
        var errors = claims.Select(claim => run.Outcome == Outcome.Ok ? claim.MeanErrorMs(run.FinishedAt!.Value) : null).ToList();
        var between = TimeAxis.Of(race, nowMs).EndMs / MarksPerLine;
        var lines = claims.Select((claim, i) => new TimeLeftLine(
            claim, TimeLeft.Of(claim.Estimator, known, smoothing), errors[i], errors[i] is { } error && error <= errors.Min(),
            Marks(claim, (i + 1) * between / (claims.Count + 1), between, height.EndMs)));

        var beganAt = run.StartedAt <= until ? run.StartedAt : null;
        return new(known, height.EndMs, LevelsOf(height), [.. lines],
            beganAt is { } began ? [new(began, until - began), new(until, 0)] : [], run.Outcome == Outcome.Ok);
    }

    // As high as the longest run seems to become, and some more: a height that follows every claim would jump with it.
    internal static TimeAxis HeightOf(RaceState race, double nowMs) => TimeAxis.Live(Headroom * race.Runs.Max(run =>
    {
        var known = ProgressSnapshot.At(run, nowMs);
        return known.ElapsedMs + (TimeLeft.Of(Estimator.Workers, known)?.LeftMs ?? 0);
    }));

    private static List<double> LevelsOf(TimeAxis height)
    {
        var ticks = height.Ticks().ToList();
        var every = (ticks.Count + MaxLevels - 1) / MaxLevels;
        return [.. ticks.Where((_, i) => i % every == 0)];
    }

    private static List<EstimatePoint> Marks(EstimateHistory claims, double first, double between, double height) =>
        [.. Enumerable.Range(0, MarksPerLine)
        .Select(i => first + (i * between))
        .Select(at => (At: at, Left: claims.At(at)))
        .Where(mark => mark.Left <= height)
        .Select(mark => new EstimatePoint(mark.At, mark.Left!.Value))];
}

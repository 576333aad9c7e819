using System.Text.Json.Serialization;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>The runs of one mode in a series of races.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Runs">The runs of the mode, each with its race, in the order of the races.</param>
public sealed record RepeatedMode(ModeInfo Mode, IReadOnlyList<(RepeatedRace Race, RepeatedRun Run)> Runs)
{
    /// <summary>The elapsed times of the runs that are counted, in ms, the shortest first.</summary>
    public IReadOnlyList<double> SortedTimesMs { get; } = [.. Runs.Select(run => run.Run.ElapsedMs).OfType<double>().Order()];

    /// <summary>The median of the counted times, in ms; null if no run is counted.</summary>
    public double? MedianMs =>
        SortedTimesMs.Count == 0 ? null : (SortedTimesMs[(SortedTimesMs.Count - 1) / 2] + SortedTimesMs[SortedTimesMs.Count / 2]) / 2;

    /// <summary>The shortest time in ms; null if no run is counted.</summary>
    public double? MinMs => SortedTimesMs.Count == 0 ? null : SortedTimesMs[0];

    /// <summary>The longest time in ms; null if no run is counted.</summary>
    public double? MaxMs => SortedTimesMs.Count == 0 ? null : SortedTimesMs[^1];
}

/// <summary>The certainty that one mode is faster than another.</summary>
public enum DifferenceCertainty
{
    /// <summary>The runs show no difference.</summary>
    [JsonStringEnumMemberName("notShown")]
    NotSignificant,

    /// <summary>
    /// All runs of one mode are faster than all runs of the other, but with so few runs, chance alone causes this too often.
    /// </summary>
    [JsonStringEnumMemberName("tooFewRuns")]
    TooFewRuns,

    /// <summary>Chance alone would cause such a difference in fewer than 1 of 100 series.</summary>
    [JsonStringEnumMemberName("real")]
    Significant,
}

/// <summary>The difference between two modes of a series.</summary>
/// <param name="Faster">The mode with the shorter median, or the first one if the medians are equal.</param>
/// <param name="Slower">The other mode.</param>
/// <param name="Factor">The median of the slower mode divided by that of the faster one.</param>
/// <param name="Certainty">The certainty of the difference.</param>
public sealed record ModeDifference(RepeatedMode Faster, RepeatedMode Slower, double Factor, DifferenceCertainty Certainty);

/// <summary>
/// Summarizes the races of a series: the median and the range of each mode, and which modes really differ. Only races that completed and
/// that nobody changed are counted. The other races are listed with the reason. Immutable.
/// </summary>
/// <param name="EndedRaces">The races that have ended, in their order.</param>
/// <param name="Modes">The modes, in the order of the plan.</param>
/// <param name="Differences">Every pair of modes that have a counted run, the fastest modes first.</param>
public sealed record RepeatSummary(
    IReadOnlyList<RepeatedRace> EndedRaces, IReadOnlyList<RepeatedMode> Modes, IReadOnlyList<ModeDifference> Differences)
{
    /// <summary>
    /// A difference counts as real if its p-value is below this limit. Two modes with equally many runs need at least 5 runs each for that.
    /// </summary>
    public const double SignificanceLevel = 0.01;

    /// <summary>The smallest number of runs at which two modes with equally many runs can show a real difference.</summary>
    public const int MinRunsForRealDifference = 5;

    /// <summary>Summarizes the races of a series that have ended.</summary>
    public static RepeatSummary Of(IReadOnlyList<RepeatedRace> races)
    {
        var modes = races.SelectMany(race => race.Runs).Select(run => run.Mode).DistinctBy(mode => mode.Id)
            .Select(mode => new RepeatedMode(
                mode, [.. races.SelectMany(race => race.Runs.Where(run => run.Mode.Id == mode.Id).Select(run => (race, run)))]))
            .ToList();
        var counted = modes.Where(mode => mode.MedianMs is not null).OrderBy(mode => mode.MedianMs).ToList();
        return new(races, modes, [.. counted.SelectMany((faster, place) => counted.Skip(place + 1).Select(slower => Of(faster, slower)))]);
    }

    /// <summary>The races in which at least one run is not counted.</summary>
    public IEnumerable<RepeatedRace> RacesWithExcludedRuns => EndedRaces.Where(race => race.Runs.Any(run => run.Reason is not null));

    private static ModeDifference Of(RepeatedMode faster, RepeatedMode slower)
    {
        // If the clock of a test stands still, a run takes 0 ms. The minimum avoids a division by 0.
        var factor = Math.Max(slower.MedianMs!.Value, 0.001) / Math.Max(faster.MedianMs!.Value, 0.001);
        var kind = RankTest.TwoSidedPValue(faster.SortedTimesMs, slower.SortedTimesMs) < SignificanceLevel ? DifferenceCertainty.Significant
            : faster.MaxMs < slower.MinMs ? DifferenceCertainty.TooFewRuns
            : DifferenceCertainty.NotSignificant;
        return new(faster, slower, factor, kind);
    }
}

namespace FlagDashboard.Timeline;

/// <summary>A run in the dot plot.</summary>
/// <param name="Race">The race of the run.</param>
/// <param name="ElapsedMs">The elapsed time of the run, in ms.</param>
/// <param name="XShare">The distance from the left, as a share of the width from 0 to 1.</param>
/// <param name="YShareInRow">
/// The distance from the top of the band, as a share of its height from 0 for the first race to 1 for the last.
/// </param>
public readonly record struct PlotDot(RepeatedRace Race, double ElapsedMs, double XShare, double YShareInRow);

/// <summary>The band of one mode in the dot plot. All positions are shares of the width, from 0 to 1.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Dots">The counted runs of the mode, in the order of the races.</param>
/// <param name="MinXShare">The position of the shortest time.</param>
/// <param name="MaxXShare">The position of the longest time.</param>
/// <param name="MedianXShare">The position of the median.</param>
public sealed record PlotRow(RepeatedMode Mode, IReadOnlyList<PlotDot> Dots, double MinXShare, double MaxXShare, double MedianXShare);

/// <summary>
/// The dot plot of a series: all runs on one time axis, with one band for each mode. The axis begins at 0, unless the times are so near
/// each other that nobody could tell them apart. Within a band, the dots of later races are lower, so that a trend of the times becomes
/// visible.
/// </summary>
/// <param name="Axis">The axis.</param>
/// <param name="Rows">The modes that have at least one counted run, in the order of the plan.</param>
public sealed record RepeatPlot(TimeAxis Axis, IReadOnlyList<PlotRow> Rows)
{
    // If the longest time is at most this many times the shortest, the times are near each other. The axis then does not begin at 0, so
    // that the times can be told apart.
    private const double NearRatio = 1.5;

    /// <summary>The plot of a series; null if no run is counted yet.</summary>
    public static RepeatPlot? Of(RepeatSummary summary)
    {
        var modes = summary.Modes.Where(mode => mode.SortedTimesMs.Count > 0).ToList();
        if (modes.Count == 0)
            return null;
        var (shortest, longest) = (modes.Min(mode => mode.MinMs!.Value), modes.Max(mode => mode.MaxMs!.Value));
        var last = Math.Max(2, summary.EndedRaces.Max(race => race.Number));
        var areNear = longest > shortest && longest <= NearRatio * shortest;
        var axis = areNear ? TimeAxis.ForRange(shortest, longest) : TimeAxis.ForFinishedRace(longest);
        return new(axis, [.. modes.Select(BandOf)]);

        PlotRow BandOf(RepeatedMode mode) => new(
            mode,
            [.. mode.Runs.Where(run => run.Run.ElapsedMs is not null).Select(run => new PlotDot(
                run.Race, run.Run.ElapsedMs!.Value, axis.ShareOf(run.Run.ElapsedMs.Value), (run.Race.Number - 1.0) / (last - 1)))],
            axis.ShareOf(mode.MinMs!.Value), axis.ShareOf(mode.MaxMs!.Value), axis.ShareOf(mode.MedianMs!.Value));
    }
}

using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Api;

/// <summary>The addresses that belong to a series.</summary>
/// <param name="Self">The series with its results.</param>
/// <param name="Cancel">Cancels the series, with POST.</param>
/// <param name="Runs">All runs of the series as a table.</param>
/// <param name="Page">The page that shows the series.</param>
internal sealed record SeriesLinks(string Self, string Cancel, string Runs, string Page)
{
    /// <summary>Returns the addresses of a series.</summary>
    public static SeriesLinks Of(string id, PathString root)
    {
        var self = $"{root}/api/series/{id}";
        return new(self, $"{self}/cancel", $"{self}/runs.csv", $"{root}/series/{id}");
    }
}

/// <summary>A run of a mode in one race of a series.</summary>
/// <param name="Race">The id of the race.</param>
/// <param name="Number">The number of the race in the series, from 1.</param>
/// <param name="ElapsedMs">The time from the start of the run to its end, in ms; left out if the run is not counted.</param>
/// <param name="Uncounted">The reason why the run is not counted; left out if it is counted.</param>
internal sealed record SeriesRunDocument(string Race, int Number, double? ElapsedMs, ExclusionReason? Uncounted);

/// <summary>The runs of one mode in a series.</summary>
/// <param name="Mode">The id of the mode.</param>
/// <param name="Counted">The number of runs that are counted.</param>
/// <param name="MedianMs">The median of their times, in ms; left out if no run is counted.</param>
/// <param name="MinMs">The shortest time, in ms; left out if no run is counted.</param>
/// <param name="MaxMs">The longest time, in ms; left out if no run is counted.</param>
/// <param name="Runs">The runs of the races that have ended, in their order.</param>
internal sealed record SeriesModeDocument(
    string Mode, int Counted, double? MedianMs, double? MinMs, double? MaxMs, IReadOnlyList<SeriesRunDocument> Runs)
{
    /// <summary>Creates the document of a mode.</summary>
    public static SeriesModeDocument Of(RepeatedMode mode) => new(
        mode.Mode.Id, mode.TimesMs.Count, Rounded(mode.MedianMs), Rounded(mode.MinMs), Rounded(mode.MaxMs),
        [.. mode.Runs.Select(run => new SeriesRunDocument(run.Race.Id, run.Race.Number, Rounded(run.Run.ElapsedMs), run.Run.Reason))]);

    private static double? Rounded(double? ms) => ms is { } number ? Math.Round(number, 3) : null;
}

/// <summary>The difference between two modes of a series.</summary>
/// <param name="Faster">The id of the mode with the shorter median.</param>
/// <param name="Slower">The id of the other mode.</param>
/// <param name="Factor">The median of the slower mode divided by that of the faster one.</param>
/// <param name="Kind">
/// The certainty of the difference: real if the p-value of a rank test is below 1 %, tooFewRuns if only the ranges do not overlap,
/// otherwise notShown.
/// </param>
internal sealed record SeriesDifferenceDocument(string Faster, string Slower, double Factor, DifferenceKind Kind);

/// <summary>A series, which races one plan several times, one race after another.</summary>
/// <param name="Id">The id of the series: 10 lower-case letters and digits.</param>
/// <param name="Status">The status of the series.</param>
/// <param name="Repeat">The number of races that the series was started with.</param>
/// <param name="Plan">The plan of every race, with all defaults filled in.</param>
/// <param name="Races">The ids of the races that were started and are still saved, in order.</param>
/// <param name="Modes">The results of each mode, in the order of the plan; none before the first race has ended.</param>
/// <param name="Differences">Every pair of modes with a counted run.</param>
/// <param name="Links">The addresses that belong to the series.</param>
internal sealed record SeriesDocument(
    string Id, RaceStatus Status, int Repeat, PlanDocument Plan, IReadOnlyList<string> Races, IReadOnlyList<SeriesModeDocument> Modes,
    IReadOnlyList<SeriesDifferenceDocument> Differences, SeriesLinks Links)
{
    /// <summary>Creates the document of a series.</summary>
    public static SeriesDocument Of(SeriesResults series, PathString root) => new(
        series.Id, series.Status, series.Count, PlanDocument.Of(series.Plan), series.RaceIds,
        [.. series.Summary.Modes.Select(SeriesModeDocument.Of)],
        [.. series.Summary.Differences.Select(one => new SeriesDifferenceDocument(
            one.Faster.Mode.Id, one.Slower.Mode.Id, Math.Round(one.Factor, 3), one.Kind))],
        SeriesLinks.Of(series.Id, root));
}

/// <summary>The plan of a series, with the number of races. In a request, every field may be left out.</summary>
internal sealed record SeriesPlanDocument : PlanDocument
{
    /// <summary>The number of races, from 1 to 30; 10 by default.</summary>
    public int Repeat { get; init; }
}

using System.Text.Json.Serialization;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Api;

/// <summary>The addresses that belong to a series, for clients of the API.</summary>
/// <param name="Self">The address of the series with its results.</param>
/// <param name="Cancel">The address to which a POST cancels the series.</param>
/// <param name="RunsCsv">The address of a CSV table with all runs of the series.</param>
/// <param name="Page">The address of the page that shows the series.</param>
internal sealed record SeriesLinks(string Self, string Cancel, [property: JsonPropertyName("runs")] string RunsCsv, string Page)
{
    /// <summary>Returns the addresses of a series.</summary>
    public static SeriesLinks Of(string id, PathString root)
    {
        var self = $"{root}/api/series/{id}";
        return new(self, $"{self}/cancel", $"{self}/runs.csv", $"{root}/series/{id}");
    }
}

/// <summary>A run of a mode in one race of a series.</summary>
/// <param name="RaceId">The id of the race.</param>
/// <param name="RaceNumber">The number of the race in the series, from 1.</param>
/// <param name="ElapsedMs">
/// The time from the start of the run to its end, in ms; left out if the run is excluded from the statistics.
/// </param>
/// <param name="Uncounted">The reason why the run is excluded from the statistics; left out if it is included.</param>
internal sealed record SeriesRunDocument([property: JsonPropertyName("race")] string RaceId,
    [property: JsonPropertyName("number")] int RaceNumber, double? ElapsedMs, ExclusionReason? Uncounted);

/// <summary>The runs of one mode in a series, with their statistics.</summary>
/// <param name="Mode">The id of the mode.</param>
/// <param name="CountedRunCount">
/// The number of runs that are included in the statistics. A run that was cancelled, for example, is not.
/// </param>
/// <param name="MedianMs">The median of the elapsed times, in ms; left out if no run is included.</param>
/// <param name="MinMs">The shortest elapsed time, in ms; left out if no run is included.</param>
/// <param name="MaxMs">The longest elapsed time, in ms; left out if no run is included.</param>
/// <param name="Runs">The runs in the ended races of the series, in the order of the races.</param>
internal sealed record SeriesModeDocument(
    string Mode, [property: JsonPropertyName("counted")] int CountedRunCount, double? MedianMs, double? MinMs, double? MaxMs,
        IReadOnlyList<SeriesRunDocument> Runs)
{
    /// <summary>Creates the document of a mode's runs in a series.</summary>
    public static SeriesModeDocument Of(RepeatedMode mode) => new(
        mode.Mode.Id, mode.SortedTimesMs.Count, Round(mode.MedianMs), Round(mode.MinMs), Round(mode.MaxMs),
        [.. mode.Runs.Select(run => new SeriesRunDocument(run.Race.Id, run.Race.Number, Round(run.Run.ElapsedMs), run.Run.Reason))]);

    private static double? Round(double? ms) => ms is { } number ? Math.Round(number, 3) : null;
}

/// <summary>The comparison of two modes of a series by their median times.</summary>
/// <param name="FasterMode">The id of the mode with the shorter median.</param>
/// <param name="SlowerMode">The id of the other mode.</param>
/// <param name="Factor">The median of the slower mode divided by that of the faster one.</param>
/// <param name="Certainty">
/// The certainty of the difference: real if the p-value of a rank test is below 1 %, tooFewRuns if only the ranges do not overlap,
/// otherwise notShown.
/// </param>
internal sealed record SeriesDifferenceDocument([property: JsonPropertyName("faster")] string FasterMode, [property: JsonPropertyName(
    "slower")] string SlowerMode, double Factor, [property: JsonPropertyName("kind")] DifferenceCertainty Certainty);

/// <summary>A series of races. It runs the same plan several times, one race after another.</summary>
/// <param name="Id">The id of the series: 10 lower-case letters and digits.</param>
/// <param name="Status">The status of the series.</param>
/// <param name="PlannedRaceCount">The number of races that the series was started with.</param>
/// <param name="Plan">The plan of every race, with all defaults filled in.</param>
/// <param name="RaceIds">
/// The ids of the races that were started so far, in order. A race that was deleted from the history may be missing.
/// </param>
/// <param name="Modes">The results of each mode, in the order of the plan; empty before the first race has ended.</param>
/// <param name="Differences">The comparisons of all pairs of modes that have at least one run in the statistics.</param>
/// <param name="Links">The addresses that belong to the series.</param>
internal sealed record SeriesDocument(
    string Id, RaceStatus Status, [property: JsonPropertyName("repeat")] int PlannedRaceCount, PlanDocument Plan,
        [property: JsonPropertyName("races")] IReadOnlyList<string> RaceIds, IReadOnlyList<SeriesModeDocument> Modes,
    IReadOnlyList<SeriesDifferenceDocument> Differences, SeriesLinks Links)
{
    /// <summary>Creates the document of a series.</summary>
    public static SeriesDocument Of(SeriesResults series, PathString root) => new(
        series.Id, series.Status, series.RequestedCount, PlanDocument.Of(series.Plan), series.RaceIds,
        [.. series.Summary.Modes.Select(SeriesModeDocument.Of)],
        [.. series.Summary.Differences.Select(one => new SeriesDifferenceDocument(
            one.Faster.Mode.Id, one.Slower.Mode.Id, Math.Round(one.Factor, 3), one.Certainty))],
        SeriesLinks.Of(series.Id, root));
}

/// <summary>The plan of a series, with the number of races. In a request, every field may be left out.</summary>
internal sealed record SeriesPlanDocument : PlanDocument
{
    /// <summary>The number of races, from 1 to 30; 10 by default.</summary>
    public int Repeat { get; init; }
}

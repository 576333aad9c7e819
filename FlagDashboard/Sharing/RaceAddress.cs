using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Sharing;

/// <summary>Builds addresses of pages that show a race: the page of its experiment if it has one, otherwise the page of races.</summary>
public static class RaceAddress
{
    /// <summary>The query parameter that names a race in the address of an experiment's page.</summary>
    public const string RaceParameter = "race";

    /// <summary>The query parameter with the time at which a race is shown first, in ms since it began.</summary>
    public const string TimeParameter = "t";

    /// <summary>The query parameter with the layout of the lanes: worker or future.</summary>
    public const string RowsParameter = "rows";

    /// <summary>The query parameter with the start of the part of the time axis that is shown, in ms since the race began.</summary>
    public const string WindowFromParameter = "from";

    /// <summary>The query parameter with the end of the part of the time axis that is shown, in ms since the race began.</summary>
    public const string WindowToParameter = "to";

    /// <summary>The query parameter with the arrangement of the lanes; see <see cref="LanesText"/>.</summary>
    public const string LanesParameter = "lanes";

    /// <summary>The query parameter that is true if each lane begins at the start of its run.</summary>
    public const string AlignedParameter = "aligned";

    /// <summary>The address, from the root, that shows a race stopped at one moment.</summary>
    /// <param name="raceId">The id of the race.</param>
    /// <param name="ms">
    /// The moment, in ms since the race began. It is rounded up to a whole µs, so that the page includes an event at that moment.
    /// </param>
    /// <param name="rows">The layout of the lanes.</param>
    /// <param name="window">The part of the time axis that is shown; null for the whole axis.</param>
    /// <param name="lanes">The arrangement of the lanes as <see cref="LanesText"/>; empty for the default.</param>
    /// <param name="alignsRunStarts">Whether each lane begins at the start of its run.</param>
    public static string AtMoment(
        string raceId, double ms, RowLayout rows, TimeWindow? window = null, string lanes = "", bool alignsRunStarts = false) =>
        string.Create(CultureInfo.InvariantCulture, $"/race/{raceId}?{TimeParameter}={Math.Ceiling(ms * 1000) / 1000:0.###}")
        + $"&{RowsParameter}={QueryTextOf(rows)}{QueryTextOf(window)}"
        + (lanes.Length > 0 ? $"&{LanesParameter}={lanes}" : "") + (alignsRunStarts ? $"&{AlignedParameter}=true" : "");

    /// <summary>Parses the layout of the lanes from an address; null if the text names none.</summary>
    public static RowLayout? ReadRows(string? text) =>
        text == QueryTextOf(RowLayout.ByWorker) ? RowLayout.ByWorker : text == QueryTextOf(RowLayout.ByFuture) ? RowLayout.ByFuture : null;

    /// <summary>Returns the address, from the root of the site, of the page that shows a race.</summary>
    public static string Of(RaceDefinition definition, string raceId) => Of(definition.Experiment?.Link, raceId);

    /// <summary>Returns the address, from the root of the site, of the page that shows a race.</summary>
    /// <param name="experimentLink">The link to the experiment of the race; null for a race of downloads.</param>
    /// <param name="raceId">The id of the race.</param>
    public static string Of(string? experimentLink, string raceId) =>
        experimentLink is null ? $"/race/{raceId}" : WithRace(experimentLink, raceId);

    /// <summary>
    /// Adds a race to the address of a page that also shows other content. If the address already names a race, the new race replaces it.
    /// </summary>
    /// <param name="link">The address of the page.</param>
    /// <param name="raceId">The id of the race; null to leave the address as it is.</param>
    public static string WithRace(string link, string? raceId) =>
        raceId is null ? link : QueryHelpers.AddQueryString(WithoutRace(link), RaceParameter, raceId);

    /// <summary>
    /// Removes the race that an address names. The link in an imported log may name a race, and would otherwise open that race.
    /// </summary>
    public static string WithoutRace(string link)
    {
        if (link.Split('?', 2) is not [var page, var query])
            return link;
        var others = query.Split('&').Where(pair => !NamesRace(pair)).ToList();
        return others.Count == 0 ? page : $"{page}?{string.Join('&', others)}";
    }

    /// <summary>The text that names the layout of the lanes in an address.</summary>
    public static string QueryTextOf(RowLayout rows) => rows == RowLayout.ByFuture ? "future" : "worker";

    // The times are rounded to 1 µs, which is less than a pixel at every zoom.
    private static string QueryTextOf(TimeWindow? window) => window is { } shown
        ? string.Create(
            CultureInfo.InvariantCulture, $"&{WindowFromParameter}={shown.FromMs:0.###}&{WindowToParameter}={shown.ToMs:0.###}") : "";

    private static bool NamesRace(string pair) =>
        Uri.UnescapeDataString(pair.Split('=')[0]).Equals(RaceParameter, StringComparison.OrdinalIgnoreCase);
}

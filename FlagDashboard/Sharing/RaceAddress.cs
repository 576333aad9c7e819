using FlagDashboard.Log;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Sharing;

/// <summary>Builds addresses of pages that show a race: the page of its experiment if it has one, otherwise the page of races.</summary>
public static class RaceAddress
{
    /// <summary>The query parameter that names a race in the address of an experiment's page.</summary>
    public const string Parameter = "race";

    /// <summary>The address of the page that shows a race, from the root.</summary>
    public static string Of(RaceDefinition definition, string raceId) => Of(definition.Experiment?.Link, raceId);

    /// <summary>The address of the page that shows a race, from the root.</summary>
    /// <param name="experimentLink">The link to the experiment of the race; null for a race of downloads.</param>
    /// <param name="raceId">The id of the race.</param>
    public static string Of(string? experimentLink, string raceId) =>
        experimentLink is null ? $"/race/{raceId}" : WithRace(experimentLink, raceId);

    /// <summary>Adds a race to the address of a page that shows other content too. The race replaces one that the address names.</summary>
    /// <param name="link">The address of the page.</param>
    /// <param name="raceId">The id of the race; null to leave the address as it is.</param>
    public static string WithRace(string link, string? raceId) =>
        raceId is null ? link : QueryHelpers.AddQueryString(WithoutRace(link), Parameter, raceId);

    /// <summary>
    /// The address without the race that it names. The link in an imported log may name one, and would otherwise open that race.
    /// </summary>
    public static string WithoutRace(string link)
    {
        if (link.Split('?', 2) is not [var page, var query])
            return link;
        var others = query.Split('&').Where(pair => !NamesRace(pair)).ToList();
        return others.Count == 0 ? page : $"{page}?{string.Join('&', others)}";
    }

    private static bool NamesRace(string pair) =>
        Uri.UnescapeDataString(pair.Split('=')[0]).Equals(Parameter, StringComparison.OrdinalIgnoreCase);
}

using FlagDashboard.Components.Picker;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Plans;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components.History;

/// <summary>Prepares the search for races. The database has no names of countries and modes, so the names in a text become codes.</summary>
internal static class HistoryTextSearch
{
    /// <summary>Returns the query with a text that a person typed, and with the countries and modes that the text names.</summary>
    /// <param name="query">The query.</param>
    /// <param name="text">The text; null or empty for none.</param>
    /// <param name="catalog">The countries.</param>
    /// <param name="modes">The modes.</param>
    /// <param name="localizer">The texts in the language of the page.</param>
    public static HistoryQuery WithText(
        this HistoryQuery query, string? text, CountryCatalog catalog, ModeCatalog modes, IStringLocalizer localizer)
    {
        if (string.IsNullOrWhiteSpace(text))
            return query with { Text = text is { Length: > 0 } ? text : null, CountryCodesInText = [], ModeIdsInText = [] };
        var searched = SearchTextNormalizer.Normalize(text.Trim());
        return query with
        {
            Text = text,
            CountryCodesInText = [.. CountrySearch.ForCatalog(catalog).FindByNameStart(text).Select(country => country.Code)],
            ModeIdsInText = [.. modes.All.Select(mode => mode.Id).Where(id => IsNamed(modes.SavedTitleOf(id), searched, localizer))],
        };
    }

    private static bool IsNamed(string title, string searched, IStringLocalizer localizer) =>
        new[] { title, localizer[title].Value }
            .Any(name => SearchTextNormalizer.Normalize(name).Contains(searched, StringComparison.Ordinal));
}

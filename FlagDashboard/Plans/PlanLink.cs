using FlagDashboard.Flags;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Plans;

/// <summary>
/// Converts drafts to links such as <c>/?cc=pop20&amp;modes=…</c> and back. Default values are left out, so that links stay short.
/// </summary>
public static class PlanLink
{
    private const string Pop20 = "pop20";
    private const string All = "all";
    private const string None = "none";

    /// <summary>Returns the named lists of countries, in the order in which the page shows them.</summary>
    public static IEnumerable<(string Id, string Title, IReadOnlyList<Country> Countries)> CountryPresets(CountryCatalog catalog)
    {
        yield return (Pop20, "POP20", catalog.Pop20);
        foreach (var continent in catalog.Continents)
        {
            var countries = catalog.All.Where(country => country.Continent == continent);
            yield return (continent.ToLowerInvariant().Replace(' ', '-'), continent, [.. countries]);
        }

        yield return (All, "All", catalog.All);
        yield return (None, "None", []);
    }

    /// <summary>Reads the query of a link. A field that is missing gets its default.</summary>
    /// <param name="catalog">The known countries.</param>
    /// <param name="modes">The known modes.</param>
    /// <param name="query">The query, with or without its question mark.</param>
    public static PlanDraft Read(CountryCatalog catalog, ModeCatalog modes, string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return PlanFields.All.Aggregate(
            PlanDraft.Default(catalog, modes),
            (draft, field) => field.QueryName is { } name && values.TryGetValue(name, out var value)
                ? field.With(draft, Texts(catalog, field, value.ToString()))
                : draft);
    }

    /// <summary>Writes the link of a draft, from the root of the site.</summary>
    public static string Write(CountryCatalog catalog, ModeCatalog modes, PlanDraft draft)
    {
        var defaults = PlanDraft.Default(catalog, modes);
        var parameters = PlanFields.All
            .Where(field => field.QueryName is not null)
            .Select(field => (field.QueryName, Value: Text(catalog, field, draft), Default: Text(catalog, field, defaults)))
            .Where(parameter => parameter.Value != parameter.Default)
            .Select(parameter => $"{parameter.QueryName}={Escape(parameter.Value)}")
            .ToList();
        return parameters.Count == 0 ? "/" : "/?" + string.Join('&', parameters);
    }

    /// <summary>Returns the id of the preset that consists of exactly these codes; null if there is none.</summary>
    public static string? CountryPresetIdOf(CountryCatalog catalog, IReadOnlyCollection<string> codes) => CountryPresets(catalog)
        .FirstOrDefault(preset => preset.Countries.Count == codes.Count && preset.Countries.All(country => codes.Contains(country.Code)))
        .Id;

    private static IReadOnlyList<string> Texts(CountryCatalog catalog, PlanField field, string value) =>
        field == PlanFields.Countries ? Codes(catalog, value)
        : field.IsList ? [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).Take((int)(field.Max ?? PlanRules.MaxFuturesPerRun))]
        : [value];

    private static string Text(CountryCatalog catalog, PlanField field, PlanDraft draft) =>
        field == PlanFields.Countries ? Codes(catalog, draft)
        : field.Kind is PlanFieldKind.EnumName or PlanFieldKind.EnumNames ? field.TextOf(draft).ToLowerInvariant()
        : field.TextOf(draft);

    private static IReadOnlyList<string> Codes(CountryCatalog catalog, string value)
    {
        var preset = CountryPresets(catalog).FirstOrDefault(preset => preset.Id.Equals(value, StringComparison.OrdinalIgnoreCase));
        return preset.Id is null ? CountryLookup.SplitList(value) : [.. preset.Countries.Select(country => country.Code)];
    }

    private static string Codes(CountryCatalog catalog, PlanDraft draft)
    {
        if (CountryPresetIdOf(catalog, draft.Countries.ToHashSet()) is { } preset)
            return preset;

        // In a link, a made-up country code could be equal to the id of a preset list of countries. A comma at the end then marks the text
        // as a list of codes, so that it is not read as the preset.
        var list = string.Join(',', draft.Countries);
        return CountryPresets(catalog).Any(preset => preset.Id.Equals(list, StringComparison.OrdinalIgnoreCase)) ? list + "," : list;
    }

    // Leaves commas unescaped, which a query allows, so that people can read the link.
    private static string Escape(string value) => Uri.EscapeDataString(value).Replace("%2C", ",", StringComparison.Ordinal);
}

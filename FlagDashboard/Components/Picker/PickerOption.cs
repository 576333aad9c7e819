using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Components.Picker;

/// <summary>One result of the search for countries.</summary>
/// <param name="Label">The text that the page shows.</param>
/// <param name="Codes">The codes that choosing it adds.</param>
public sealed record PickerOption(string Label, IReadOnlyList<string> Codes)
{
    private const int MinListItems = 2;
    private const int MaxCodeLength = 3;
    private const int MaxShownCodes = 6;

    /// <summary>
    /// Finds the countries that <paramref name="text"/> may mean: a list of codes, one code, or part of a name. For any other text
    /// the result adds its words as codes, which the page then marks as unknown.
    /// </summary>
    public static IEnumerable<PickerOption> For(CountryCatalog catalog, string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            return [];

        var tokens = CountrySelection.Split(text);
        if (tokens.Count >= MinListItems && tokens.All(token => token.Length <= MaxCodeLength))
            return [new($"Add {string.Join(", ", tokens.Take(MaxShownCodes))}{(tokens.Count > MaxShownCodes ? " …" : "")}", tokens)];

        var found = catalog.All
            .Where(country => HasCode(country, text) || country.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase))
            .OrderByDescending(country => HasCode(country, text))
            .ThenByDescending(country => country.Name.StartsWith(text, StringComparison.CurrentCultureIgnoreCase))
            .Select(country => new PickerOption($"{country.Name} · {country.Code}", [country.Code]))
            .ToList();
        return found.Count > 0 ? found : [new($"{SafeText.Excerpt(text)}: no such country", tokens)];
    }

    private static bool HasCode(Country country, string text) => country.Code.Equals(text, StringComparison.OrdinalIgnoreCase);
}

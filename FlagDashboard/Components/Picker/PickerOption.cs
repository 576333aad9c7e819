using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Components.Picker;

/// <summary>What the search offers.</summary>
/// <param name="Label">What it says.</param>
/// <param name="Codes">What it adds.</param>
public sealed record PickerOption(string Label, IReadOnlyList<string> Codes)
{
    /// <summary>What <paramref name="text"/> may mean: a list of codes, a code, part of a name, or unknown codes that are then shown as such, word by word as a link has them.</summary>
    public static IEnumerable<PickerOption> For(CountryCatalog catalog, string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            return [];

        var tokens = CountrySelection.Split(text);
        if (tokens.Count > 1 && tokens.All(token => token.Length <= 3))
            return [new($"Add {string.Join(", ", tokens.Take(6))}{(tokens.Count > 6 ? " …" : "")}", tokens)];

        var found = catalog.All
            .Where(country => country.Code.Equals(text, StringComparison.OrdinalIgnoreCase) || country.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase))
            .OrderByDescending(country => country.Code.Equals(text, StringComparison.OrdinalIgnoreCase))
            .ThenByDescending(country => country.Name.StartsWith(text, StringComparison.CurrentCultureIgnoreCase))
            .Select(country => new PickerOption($"{country.Name} · {country.Code}", [country.Code]))
            .ToList();
        return found.Count > 0 ? found : [new($"{SafeText.Short(text)}: no such country", tokens)];
    }
}

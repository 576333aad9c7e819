using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Components.Picker;

/// <summary>One result of the search for countries.</summary>
/// <param name="Label">The text that the page shows.</param>
/// <param name="Codes">The codes that choosing it adds.</param>
public sealed record PickerOption(string Label, IReadOnlyList<string> Codes)
{
    /// <summary>The longest text that is searched, in characters. All 676 possible codes need 2,027.</summary>
    public const int MaxTextLength = 2_500;

    private const int MinListItems = 2;
    private const int MaxCodeLength = 3;
    private const int MaxShownCodes = 6;

    /// <summary>
    /// Finds the countries that <paramref name="text"/> may mean: a list of codes, one code, or part of a name. For any other text
    /// the result adds its words as codes, which the page then marks as unknown. For a text that is too long, it says so.
    /// </summary>
    public static IReadOnlyList<PickerOption> For(CountryCatalog catalog, string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            return [];
        if (text.Length > MaxTextLength)
            return [new($"At most {MaxTextLength} characters can be searched. Paste a list below instead.", [])];

        var search = CountrySearch.Of(catalog);
        var tokens = CountrySelection.Split(text);
        if (IsListOfCodes(search, tokens, text))
            return [new(LabelOf(tokens), CodesOf(catalog, tokens))];

        var found = search.Find(text);
        return found.Count > 0
            ? [.. found.Select(country => new PickerOption($"{country.Name} · {country.Code}", [country.Code]))]
            : [new($"{SafeText.Excerpt(text)}: no such country", tokens)];
    }

    /// <summary>Replaces every text that is the whole name of a country, such as "uk" or "usa", by the code of that country.</summary>
    public static IReadOnlyList<string> CodesOf(CountryCatalog catalog, IEnumerable<string> texts)
    {
        var search = CountrySearch.Of(catalog);
        return [.. texts.Select(text => catalog.Find(text) is null ? search.FindWhole(text)?.Code ?? text : text)];
    }

    // The words "pe ru" are two codes and, without the space, also a name. A list of known codes takes precedence.
    private static bool IsListOfCodes(CountrySearch search, IReadOnlyList<string> tokens, string text) =>
        tokens.Count >= MinListItems
        && tokens.All(token => token.Length <= MaxCodeLength)
        && (tokens.All(token => search.FindWhole(token) is not null) || search.FindWhole(text) is null);

    private static string LabelOf(IReadOnlyList<string> tokens) => tokens.Count <= MaxShownCodes
        ? $"Add {string.Join(", ", tokens)}"
        : $"Add {tokens.Count} codes: {string.Join(", ", tokens.Take(MaxShownCodes))} …";
}

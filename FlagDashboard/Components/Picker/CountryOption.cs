using FlagDashboard.Flags;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.Picker;

/// <summary>One result of the search for countries.</summary>
/// <param name="Label">The text that the page shows.</param>
/// <param name="Codes">The codes that are added if a person chooses the option.</param>
/// <param name="Country">The country of the option; null for a list of codes or a message.</param>
public sealed record CountryOption(string Label, IReadOnlyList<string> Codes, Country? Country = null)
{
    /// <summary>The longest text that is searched, in characters. All 676 possible codes need 2,027.</summary>
    public const int MaxQueryLength = 2_500;

    private const int MinListItems = 2;
    private const int MaxCodeLength = 3;
    private const int MaxShownCodes = 6;

    /// <summary>
    /// Returns the options for <paramref name="text"/>, which may be a list of codes, one code, or part of a name. If no country matches,
    /// the only option adds the words as codes, and the page marks them as unknown. If the text is too long, the only option is a message.
    /// </summary>
    /// <param name="catalog">The countries.</param>
    /// <param name="text">The text that a person typed.</param>
    /// <param name="translate">Writes the labels in the language of the page.</param>
    public static IReadOnlyList<CountryOption> Search(CountryCatalog catalog, string? text, Translate translate)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            return [];
        if (text.Length > MaxQueryLength)
            return [new(translate("At most {0} characters can be searched. Paste a list below instead.", MaxQueryLength), [])];

        var search = CountrySearch.ForCatalog(catalog);
        var tokens = CountryLookup.SplitList(text);
        if (IsListOfCodes(search, tokens, text))
            return [new(LabelOf(tokens, translate), ReplaceNamesWithCodes(catalog, tokens))];

        var found = search.Find(text);
        return found.Count > 0
            ? [.. found.Select(country => new CountryOption($"{translate(country.Name)} · {country.Code}", [country.Code], country))]
            : [new(translate("{0}: no such country", SafeText.Excerpt(text)), tokens)];
    }

    /// <summary>Replaces every text that is the whole name of a country, such as "uk" or "usa", by the code of that country.</summary>
    public static IReadOnlyList<string> ReplaceNamesWithCodes(CountryCatalog catalog, IEnumerable<string> texts)
    {
        var search = CountrySearch.ForCatalog(catalog);
        return [.. texts.Select(text => catalog.Find(text) is null ? search.FindExact(text)?.Code ?? text : text)];
    }

    // Whether a typed text such as “pe ru” means a list of country codes, or the name of one country. If every word alone is a country, it
    // is a list: PE and RU, not Peru. Otherwise, it is a list only if the whole text is not a country.
    private static bool IsListOfCodes(CountrySearch search, IReadOnlyList<string> tokens, string text) =>
        tokens.Count >= MinListItems
        && tokens.All(token => token.Length <= MaxCodeLength)
        && (tokens.All(token => search.FindExact(token) is not null) || search.FindExact(text) is null);

    private static string LabelOf(IReadOnlyList<string> tokens, Translate translate) => tokens.Count <= MaxShownCodes
        ? new Sentence("Add {0}", new ListArg(tokens)).Localize(translate)
        : new Sentence("Add {0} codes: {1} …", tokens.Count, new ListArg(tokens.Take(MaxShownCodes))).Localize(translate);
}

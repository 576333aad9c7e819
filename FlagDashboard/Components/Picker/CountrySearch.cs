using System.Runtime.CompilerServices;
using FlagDashboard.Flags;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.Picker;

/// <summary>
/// Finds countries by code, name and other names. Case, accents, spaces and punctuation do not matter. Immutable, so thread-safe.
/// </summary>
internal sealed class CountrySearch
{
    // The minimum length of a text that is searched in the middle of a country's native names and aliases. A shorter text would occur in
    // too many of them.
    private const int MinPartLength = 3;

    // The search index of each catalog. It is created on first use, because reading the native names takes a moment.
    private static readonly ConditionalWeakTable<CountryCatalog, CountrySearch> Indexes = [];

    private readonly CountryCatalog _catalog;
    private readonly IReadOnlyList<Entry> _entries;
    private readonly Dictionary<string, Country> _byWholeName = new(StringComparer.Ordinal);

    private CountrySearch(CountryCatalog catalog)
    {
        _catalog = catalog;
        _entries = [.. catalog.All.Select(country => new Entry(country))];
        // Add the English names before all other names, because the native name of one country may be the English name of another. TryAdd
        // keeps the first entry, so the English name wins.
        foreach (var entry in _entries)
            _byWholeName.TryAdd(entry.SearchName, entry.Country);
        foreach (var entry in _entries)
        {
            foreach (var name in entry.OtherSearchNames)
                _byWholeName.TryAdd(name, entry.Country);
        }
    }

    /// <summary>Where a text was found in the names of a country. A lower value is a better match.</summary>
    private enum Match
    {
        Code,
        WholeName,
        NameStart,
        OtherNameStart,
        NamePart,
        OtherNamePart,
        None,
    }

    /// <summary>Returns the search index of a catalog. The first call for a catalog creates the index.</summary>
    public static CountrySearch ForCatalog(CountryCatalog catalog) => Indexes.GetValue(catalog, key => new(key));

    /// <summary>Returns the country that has exactly this code or name; null if there is none.</summary>
    public Country? FindExact(string text) => _catalog.Find(text) ?? _byWholeName.GetValueOrDefault(SearchTextNormalizer.ToSearchKey(text));

    /// <summary>Returns the countries that have this code, or have a name that contains this text. The best matches come first.</summary>
    public IReadOnlyList<Country> Find(string text)
    {
        var compact = SearchTextNormalizer.ToSearchKey(text);
        if (compact.Length == 0)
            return [];
        return
        [
            .. from entry in _entries
               let match = entry.MatchOf(compact)
               where match != Match.None
               orderby match
               select entry.Country,
        ];
    }

    /// <summary>Returns the countries with a name that begins with this text, in any language of the page.</summary>
    public IReadOnlyList<Country> FindByNameStart(string text)
    {
        var compact = SearchTextNormalizer.ToSearchKey(text);
        return compact.Length == 0 ? [] : [.. _entries
            .Where(entry => entry.MatchOf(compact) is Match.WholeName or Match.NameStart or Match.OtherNameStart)
            .Select(entry => entry.Country)];
    }

    private sealed class Entry
    {
        private readonly string? _alpha3;

        public Entry(Country country)
        {
            _alpha3 = CountryAliases.Alpha3Of(country.Code);
            Country = country;
            SearchName = SearchTextNormalizer.ToSearchKey(country.Name);
            OtherSearchNames =
            [
                .. CountryAliases.EnglishAliasesOf(country.Code)
                    .Concat(CountryAliases.NativeNamesOf(country.Code))
                    .Concat(InterfaceLanguages.All.Select(language => TranslationCatalog.Find(country.Name, language)).OfType<string>())
                    .Append(country.Name.Replace("&", "", StringComparison.Ordinal))
                    .Select(SearchTextNormalizer.ToSearchKey)
                    .Append(_alpha3 ?? "")
                    .Where(name => name.Length > 0)
                    .Distinct(),
            ];
        }

        public Country Country { get; }

        public string SearchName { get; }

        public IReadOnlyList<string> OtherSearchNames { get; }

        public Match MatchOf(string text)
        {
            if (text == Country.Code)
                return Match.Code;
            if (text == SearchName || OtherSearchNames.Contains(text))
                return Match.WholeName;
            if (SearchName.StartsWith(text, StringComparison.Ordinal))
                return Match.NameStart;
            if (OtherSearchNames.Any(name => name != _alpha3 && name.StartsWith(text, StringComparison.Ordinal)))
                return Match.OtherNameStart;
            if (SearchName.Contains(text, StringComparison.Ordinal))
                return Match.NamePart;
            return text.Length >= MinPartLength && OtherSearchNames.Any(name => name.Contains(text, StringComparison.Ordinal))
                ? Match.OtherNamePart : Match.None;
        }
    }
}

using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>The result of looking up a list of country codes in the catalog. Immutable.</summary>
/// <param name="Found">The countries that were found, each once, sorted by code. Every mode makes its calls in this order.</param>
/// <param name="Unknown">The items that are not country codes, each once, as they were typed.</param>
/// <param name="Repeated">The codes that occurred more than once.</param>
public sealed record CountryLookup(IReadOnlyList<Country> Found, IReadOnlyList<string> Unknown, IReadOnlyList<string> Repeated)
{
    /// <summary>The maximum number of items that are read from a list. Further items are ignored.</summary>
    public const int MaxInputItems = 10_000;

    private static readonly char[] Separators = [' ', ',', ';', '\n', '\r', '\t'];

    /// <summary>Splits a list from a link or the clipboard at spaces, commas, semicolons and line ends.</summary>
    public static IReadOnlyList<string> SplitList(string? list) =>
        [.. (list ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxInputItems)];

    /// <summary>Looks codes up in the catalog. Case does not matter.</summary>
    /// <param name="catalog">The known countries.</param>
    /// <param name="codes">The codes, as they were typed.</param>
    /// <param name="allowsNonCountryCodes">Whether to accept any two letters as a code, even if no country has this code.</param>
    public static CountryLookup Read(CountryCatalog catalog, IEnumerable<string> codes, bool allowsNonCountryCodes = false)
    {
        var picked = new SortedDictionary<string, Country>(StringComparer.Ordinal);
        var unknown = new List<string>();
        var repeated = new List<string>();
        foreach (var code in codes.Take(MaxInputItems))
        {
            var country = allowsNonCountryCodes && Country.IsWellFormedCode(code) ? catalog.FindOrCreate(code) : catalog.Find(code);
            if (country is null)
                unknown.Add(code);
            else if (!picked.TryAdd(country.Code, country))
                repeated.Add(country.Code);
        }

        return new([.. picked.Values], [.. unknown.Distinct(StringComparer.OrdinalIgnoreCase)], [.. repeated.Distinct()]);
    }
}

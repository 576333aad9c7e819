using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>Finds the country codes that the arguments of a command line select.</summary>
internal static class CountryCodeSelector
{
    private static readonly string[] Letters = [.. Enumerable.Range('A', 26).Select(letter => $"{(char)letter}")];

    /// <summary>All 676 combinations of two letters, from AA to ZZ.</summary>
    public static IEnumerable<string> AllPossibleCodes => Letters.SelectMany(CodesStartingWith);

    /// <summary>
    /// Returns the selected country codes, sorted and without duplicates. <paramref name="allPossibleCodes"/> overrides
    /// <paramref name="allCountries"/>, which overrides <paramref name="named"/>. By default, selects the 20 most populous countries.
    /// </summary>
    /// <param name="catalog">The known countries.</param>
    /// <param name="named">
    /// The typed arguments: country codes or single letters, in upper or lower case. A letter selects all codes that begin with it.
    /// </param>
    /// <param name="allCountries">Whether to select every known country.</param>
    /// <param name="allPossibleCodes">Whether to select all combinations from AA to ZZ, even those without a country.</param>
    /// <param name="limit">The maximum number of codes to return; null for no limit.</param>
    /// <exception cref="UsageException">An item of <paramref name="named"/> is neither a country code nor a letter.</exception>
    public static IReadOnlyList<string> Select(
        CountryCatalog catalog, IReadOnlyList<string> named, bool allCountries, bool allPossibleCodes, int? limit)
    {
        // The typed codes are parsed even if --all or --every overrides them, so that a mistake in them is reported.
        var read = named.SelectMany(Read).ToList();
        var codes = allPossibleCodes ? AllPossibleCodes
            : allCountries ? catalog.All.Select(country => country.Code)
            : named.Count > 0 ? read
            : catalog.Pop20.Select(country => country.Code);
        return [.. codes.Distinct().Order(StringComparer.Ordinal).Take(limit ?? int.MaxValue)];
    }

    private static IEnumerable<string> Read(string named) => named.ToUpperInvariant() switch
    {
        var code when Country.IsWellFormedCode(code) => [code],
        [var letter] when char.IsAsciiLetter(letter) => CodesStartingWith($"{letter}"),
        _ when named.StartsWith('-') => throw new UsageException($"There is no option “{SafeText.Excerpt(named)}”."),
        _ => throw new UsageException($"“{SafeText.Excerpt(named)}” is neither a country code (BR) nor its first letter (B)."),
    };

    private static IEnumerable<string> CodesStartingWith(string letter) => Letters.Select(second => letter + second);
}

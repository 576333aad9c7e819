using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>The codes that a command line asks for.</summary>
internal static class CodeSelection
{
    private static readonly string[] Letters = [.. Enumerable.Range('A', 26).Select(letter => $"{(char)letter}")];

    /// <summary>Every possible code, from AA to ZZ.</summary>
    public static IEnumerable<string> AllPossibleCodes => Letters.SelectMany(Starting);

    /// <summary>
    /// Selects the codes, each once, sorted. <paramref name="every"/> overrides <paramref name="all"/>, which overrides
    /// <paramref name="named"/>. Without any of them the codes are those of the 20 most populous countries.
    /// </summary>
    /// <param name="catalog">The known countries.</param>
    /// <param name="named">Codes, or their first letters, in any case.</param>
    /// <param name="all">Whether to select every known country.</param>
    /// <param name="every">Whether to select every code from AA to ZZ.</param>
    /// <param name="limit">The most codes to select; null for no limit.</param>
    /// <exception cref="UsageException">One of <paramref name="named"/> is neither a code nor a letter.</exception>
    public static IReadOnlyList<string> Of(CountryCatalog catalog, IReadOnlyList<string> named, bool all, bool every, int? limit)
    {
        // The typed codes are read even if --all or --every overrides them. A mistake in a typed code is then still reported.
        var read = named.SelectMany(Read).ToList();
        var codes = every ? AllPossibleCodes
            : all ? catalog.All.Select(country => country.Code)
            : named.Count > 0 ? read
            : catalog.Pop20.Select(country => country.Code);
        return [.. codes.Distinct().Order(StringComparer.Ordinal).Take(limit ?? int.MaxValue)];
    }

    private static IEnumerable<string> Read(string named) => named.ToUpperInvariant() switch
    {
        var code when Country.IsCode(code) => [code],
        [var letter] when char.IsAsciiLetter(letter) => Starting($"{letter}"),
        _ when named.StartsWith('-') => throw new UsageException($"There is no option “{SafeText.Excerpt(named)}”."),
        _ => throw new UsageException($"“{SafeText.Excerpt(named)}” is neither a country code (BR) nor its first letter (B)."),
    };

    private static IEnumerable<string> Starting(string letter) => Letters.Select(second => letter + second);
}

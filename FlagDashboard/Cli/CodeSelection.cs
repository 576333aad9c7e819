using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>Which codes a command line asks for.</summary>
internal static class CodeSelection
{
    private static readonly string[] Letters = [.. Enumerable.Range('A', 26).Select(letter => $"{(char)letter}")];

    /// <summary>Every code there could be, AA to ZZ.</summary>
    public static IEnumerable<string> Every => Letters.SelectMany(Starting);

    /// <summary>The codes, each once, sorted: <paramref name="every"/> beats <paramref name="all"/> beats what was named; nothing stands for the 20 most populous countries.</summary>
    /// <param name="catalog">The known countries.</param>
    /// <param name="named">Codes, or their first letters, in any case.</param>
    /// <param name="all">Every known country.</param>
    /// <param name="every">AA to ZZ.</param>
    /// <param name="limit">Only the first so many; null for all of them.</param>
    /// <exception cref="UsageException">What was named is neither.</exception>
    public static IReadOnlyList<string> Of(CountryCatalog catalog, IReadOnlyList<string> named, bool all, bool every, int? limit)
    {
        // What is wrong is said even where it would not count.
        var read = named.SelectMany(Read).ToList();
        var codes = every ? Every
            : all ? catalog.All.Select(country => country.Code)
            : named.Count > 0 ? read
            : catalog.Pop20.Select(country => country.Code);
        return [.. codes.Distinct().Order(StringComparer.Ordinal).Take(limit ?? int.MaxValue)];
    }

    private static IEnumerable<string> Read(string named) => named.ToUpperInvariant() switch
    {
        var code when Country.IsCode(code) => [code],
        [var letter] when char.IsAsciiLetter(letter) => Starting($"{letter}"),
        _ when named.StartsWith('-') => throw new UsageException($"There is no option “{SafeText.Short(named)}”."),
        _ => throw new UsageException($"“{SafeText.Short(named)}” is neither a country code (BR) nor its first letter (B)."),
    };

    private static IEnumerable<string> Starting(string letter) => Letters.Select(second => letter + second);
}

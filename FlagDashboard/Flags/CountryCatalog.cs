using System.Text.Json;
using Microsoft.Extensions.FileProviders;

namespace FlagDashboard.Flags;

/// <summary>The known countries. Immutable.</summary>
public sealed class CountryCatalog
{
    private static readonly string[] MostPopulous =
        ["CN", "IN", "US", "ID", "BR", "PK", "NG", "BD", "RU", "JP", "MX", "PH", "VN", "ET", "EG", "DE", "IR", "TR", "CD", "FR"];

    private readonly Dictionary<string, Country> _byCode;

    /// <summary>Creates a catalog of these countries.</summary>
    /// <exception cref="InvalidDataException">A code is malformed or listed twice.</exception>
    public CountryCatalog(IEnumerable<Country> countries)
    {
        All = [.. countries.OrderBy(country => country.Code, StringComparer.Ordinal)];
        if (All.FirstOrDefault(country => country.Code is not { Length: 2 } || !country.Code.All(char.IsAsciiLetterUpper)) is { } malformed)
            throw new InvalidDataException($"The country list has the malformed code “{malformed.Code}”.");
        if (All.GroupBy(country => country.Code).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"The country list has {twice.Key} twice.");

        _byCode = All.ToDictionary(country => country.Code, StringComparer.OrdinalIgnoreCase);
        Continents = [.. All.Select(country => country.Continent).Distinct().Order(StringComparer.Ordinal)];
        Pop20 = [.. MostPopulous.Order(StringComparer.Ordinal).Select(Find).OfType<Country>()];
    }

    /// <summary>Every country, sorted by code.</summary>
    public IReadOnlyList<Country> All { get; }

    /// <summary>Every continent, sorted.</summary>
    public IReadOnlyList<string> Continents { get; }

    /// <summary>The 20 most populous countries, sorted by code. The scripts of the book "Fluent Python" use the same countries.</summary>
    public IReadOnlyList<Country> Pop20 { get; }

    /// <summary>Finds the country with that code, in upper or lower case; null if there is none.</summary>
    public Country? Find(string? code) => code is not null && _byCode.TryGetValue(code, out var country) ? country : null;

    /// <summary>
    /// Finds the country with that code. If there is none, creates a country named after the code, because a site may have a flag for it.
    /// </summary>
    /// <exception cref="ArgumentException">The code is not two letters.</exception>
    public Country FindOrCreate(string code) => Find(code)
        ?? (Country.IsWellFormedCode(code) ? new(code.ToUpperInvariant(), code.ToUpperInvariant(), "")
            : throw new ArgumentException("A country code is two letters.", nameof(code)));

    /// <summary>Reads data/countries.json of the web root.</summary>
    /// <exception cref="InvalidDataException">The file is missing, or is not a list of countries.</exception>
    public static CountryCatalog Load(IFileProvider webRoot)
    {
        var file = webRoot.GetFileInfo("data/countries.json");
        if (!file.Exists)
            throw new InvalidDataException("The web root has no data/countries.json.");
        using var stream = file.CreateReadStream();
        try
        {
            return new(JsonSerializer.Deserialize<Country[]>(stream, JsonSerializerOptions.Web)
                ?? throw new InvalidDataException("data/countries.json is empty."));
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("data/countries.json is not a list of countries.", error);
        }
    }
}

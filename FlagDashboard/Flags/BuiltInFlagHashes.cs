using Microsoft.Extensions.FileProviders;

namespace FlagDashboard.Flags;

/// <summary>
/// Maps each country to the hash of its built-in flag, so that a page can show flags before anything is downloaded. If a downloaded flag
/// has the same content, it is then already in the browser's cache. Immutable.
/// </summary>
public sealed class BuiltInFlagHashes
{
    private readonly Dictionary<string, string> _images;
    private readonly Dictionary<string, string> _codes;

    /// <summary>Registers the flags of the web root with <paramref name="store"/>.</summary>
    /// <param name="catalog">The countries; each has a flag in the web root.</param>
    /// <param name="webRoot">The web root, with the folder flags/.</param>
    /// <param name="store">The store that serves the flags.</param>
    public BuiltInFlagHashes(CountryCatalog catalog, IFileProvider webRoot, FlagStore store)
    {
        _images = catalog.All.ToDictionary(
            country => country.Code,
            country => store.Register(webRoot.GetFileInfo($"flags/{country.Code.ToLowerInvariant()}.png").PhysicalPath!));
        // Two countries can have the same flag. Either code then stands for it.
        _codes = _images.GroupBy(image => image.Value).ToDictionary(same => same.Key, same => same.First().Key);
    }

    /// <summary>Whether an image is a built-in flag. The history does not need to save such an image.</summary>
    /// <param name="imageHash">The SHA-256 hash of the content, in lower-case hexadecimal digits.</param>
    public bool Contains(string imageHash) => _codes.ContainsKey(imageHash);

    /// <summary>Returns the code of a country whose built-in flag is the given image; null if no country has it.</summary>
    /// <param name="imageHash">The SHA-256 hash of the content, in lower-case hexadecimal digits.</param>
    public string? CountryCodeOf(string imageHash) => _codes.GetValueOrDefault(imageHash);

    /// <summary>The different built-in flags, each with the code of a country that has it and the SHA-256 hash of its content.</summary>
    public IEnumerable<(string CountryCode, string ImageHash)> DistinctFlags => _codes.Select(pair => (pair.Value, pair.Key));

    /// <summary>Returns the SHA-256 hash of a country's built-in flag, in lower-case hexadecimal digits.</summary>
    public string ImageHashOf(Country country) => _images[country.Code];
}

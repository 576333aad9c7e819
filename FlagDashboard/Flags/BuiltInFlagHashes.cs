using Microsoft.Extensions.FileProviders;

namespace FlagDashboard.Flags;

/// <summary>
/// Maps each country to the hash of its built-in flag, so that a page can show flags before anything is downloaded. If a downloaded flag
/// has the same content, it is then already in the browser's cache. Immutable.
/// </summary>
public sealed class BuiltInFlagHashes
{
    private readonly Dictionary<string, string> _images;
    private readonly HashSet<string> _contents;

    /// <summary>Registers the flags of the web root with <paramref name="store"/>.</summary>
    /// <param name="catalog">The countries; each has a flag in the web root.</param>
    /// <param name="webRoot">The web root, with the folder flags/.</param>
    /// <param name="store">The store that serves the flags.</param>
    public BuiltInFlagHashes(CountryCatalog catalog, IFileProvider webRoot, FlagStore store)
    {
        _images = catalog.All.ToDictionary(
            country => country.Code,
            country => store.Register(webRoot.GetFileInfo($"flags/{country.Code.ToLowerInvariant()}.png").PhysicalPath!));
        _contents = [.. _images.Values];
    }

    /// <summary>Whether an image is a built-in flag. The history does not need to save such an image.</summary>
    /// <param name="imageHash">The SHA-256 hash of the content, in lower-case hexadecimal digits.</param>
    public bool Contains(string imageHash) => _contents.Contains(imageHash);

    /// <summary>Returns the SHA-256 hash of a country's built-in flag, in lower-case hexadecimal digits.</summary>
    public string ImageHashOf(Country country) => _images[country.Code];
}

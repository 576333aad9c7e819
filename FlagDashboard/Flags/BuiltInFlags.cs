using Microsoft.Extensions.FileProviders;

namespace FlagDashboard.Flags;

/// <summary>
/// Maps each country to its built-in flag, so that the page can show flags before anything is downloaded. A downloaded flag with the
/// same content is then already in the browser's cache. Immutable.
/// </summary>
public sealed class BuiltInFlags
{
    private readonly Dictionary<string, string> _images;
    private readonly HashSet<string> _contents;

    /// <summary>Registers the flags of the web root with <paramref name="store"/>.</summary>
    /// <param name="catalog">The countries; each has a flag in the web root.</param>
    /// <param name="webRoot">The web root, with the folder flags/.</param>
    /// <param name="store">The store that serves the flags.</param>
    public BuiltInFlags(CountryCatalog catalog, IFileProvider webRoot, FlagStore store)
    {
        _images = catalog.All.ToDictionary(
            country => country.Code,
            country => store.Register(webRoot.GetFileInfo($"flags/{country.Code.ToLowerInvariant()}.png").PhysicalPath!));
        _contents = [.. _images.Values];
    }

    /// <summary>Whether an image is built in, so that the history need not save it.</summary>
    /// <param name="image">The content as SHA-256.</param>
    public bool Contains(string image) => _contents.Contains(image);

    /// <summary>The content of a country's built-in flag, as SHA-256.</summary>
    public string ImageOf(Country country) => _images[country.Code];
}

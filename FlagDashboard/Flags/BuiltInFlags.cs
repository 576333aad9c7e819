using Microsoft.Extensions.FileProviders;

namespace FlagDashboard.Flags;

/// <summary>
/// The content of every built-in flag, so that the page can show a country before anything is downloaded, and find it in the browser's
/// cache after. Immutable.
/// </summary>
public sealed class BuiltInFlags
{
    private readonly Dictionary<string, string> _images;
    private readonly HashSet<string> _contents;

    /// <summary>Registers the flags of the web root with <paramref name="store"/>.</summary>
    public BuiltInFlags(CountryCatalog catalog, IFileProvider webRoot, FlagStore store)
    {
        _images = catalog.All.ToDictionary(
            country => country.Code,
            country => store.Register(webRoot.GetFileInfo($"flags/{country.Code.ToLowerInvariant()}.png").PhysicalPath!));
        _contents = [.. _images.Values];
    }

    /// <summary>Whether a content is built in: it need not be kept.</summary>
    public bool Has(string image) => _contents.Contains(image);

    /// <summary>The content of a country's flag, as SHA-256.</summary>
    public string ImageOf(Country country) => _images[country.Code];
}

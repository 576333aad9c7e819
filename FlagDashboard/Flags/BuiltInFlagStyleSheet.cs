using System.Security.Cryptography;
using System.Text;

namespace FlagDashboard.Flags;

/// <summary>
/// A style sheet with the images of the built-in flags. Every page loads it once, so no race has to send these images' addresses. In a bar
/// or a cell, the CSS class of a built-in flag is the code of its country. Immutable.
/// </summary>
public sealed class BuiltInFlagStyleSheet
{
    /// <summary>The path of the style sheet, without a query.</summary>
    public const string Path = "/images/built-in.css";

    private readonly BuiltInFlagHashes _flags;

    /// <summary>Writes the style sheet.</summary>
    /// <param name="flags">The built-in flags.</param>
    public BuiltInFlagStyleSheet(BuiltInFlagHashes flags)
    {
        _flags = flags;
        // Each url(…) is only the name of an image. Browsers look for the image next to the style sheet, so the name works under every base
        // path.
        Css = string.Concat(flags.DistinctFlags.Select(flag =>
            $".flag.{flag.CountryCode}{{background-image:url({ImageId.ShortIdOf(flag.ImageHash)})}}"));
        Address = $"{Path}?v={ImageId.ShortIdOf(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Css))))}";
    }

    /// <summary>The text of the style sheet.</summary>
    public string Css { get; }

    /// <summary>
    /// The address of the style sheet. Its query changes with the text, so that browsers may keep the style sheet as long as they like.
    /// </summary>
    public string Address { get; }

    /// <summary>Returns the CSS class that shows an image; null if the image is no built-in flag.</summary>
    /// <param name="imageHash">The SHA-256 hash of the image, in lower-case hexadecimal digits.</param>
    public string? ClassOf(string imageHash) => _flags.CountryCodeOf(imageHash);
}

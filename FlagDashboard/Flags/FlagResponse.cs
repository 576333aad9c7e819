namespace FlagDashboard.Flags;

/// <summary>The answer of a site: an image, or that there is none.</summary>
/// <param name="Found">Whether the site has the flag.</param>
/// <param name="Bytes">The image; empty if not found.</param>
/// <param name="Extension">The file extension by the content of the image, such as png; empty if not found.</param>
public sealed record FlagResponse(bool Found, byte[] Bytes, string Extension)
{
    /// <summary>The site has no such flag.</summary>
    public static FlagResponse NotFound { get; } = new(false, [], "");
}

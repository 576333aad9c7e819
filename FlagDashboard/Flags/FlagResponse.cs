namespace FlagDashboard.Flags;

/// <summary>What a site answered: an image, or that it has none.</summary>
/// <param name="Found">Whether the site has the flag.</param>
/// <param name="Bytes">The image; empty if not found.</param>
/// <param name="Extension">What kind of image its first bytes say it is: png, gif, webp or svg; empty if not found.</param>
public sealed record FlagResponse(bool Found, byte[] Bytes, string Extension)
{
    /// <summary>The site has no such flag.</summary>
    public static FlagResponse NotFound { get; } = new(false, [], "");
}

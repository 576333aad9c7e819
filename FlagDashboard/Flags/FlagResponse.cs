namespace FlagDashboard.Flags;

/// <summary>The answer of a site to a download: the image, or that the site has none.</summary>
/// <param name="Found">Whether the site has the flag.</param>
/// <param name="Bytes">The image; empty if not found.</param>
/// <param name="Extension">The file extension that fits the content of the image, such as png; empty if not found.</param>
public sealed record FlagResponse(bool Found, byte[] Bytes, string Extension)
{
    /// <summary>The answer of a site that does not have the flag.</summary>
    public static FlagResponse NotFound { get; } = new(false, [], "");
}

using System.Text;

namespace FlagDashboard.Flags;

/// <summary>Recognises image formats by their first bytes, because a site may declare a wrong type.</summary>
internal static class ImageKind
{
    private static readonly Dictionary<string, string> ContentTypes = new()
    {
        ["png"] = "image/png",
        ["gif"] = "image/gif",
        ["webp"] = "image/webp",
        ["svg"] = "image/svg+xml",
    };

    /// <summary>The file extension of every known format.</summary>
    public static IEnumerable<string> All => ContentTypes.Keys;

    /// <summary>Returns the extension of the format: png, gif, webp or svg; null for anything else.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(PngMagic) ? "png"
        : bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) ? "gif"
        : bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "webp"
        : IsSvg(bytes) ? "svg"
        : null;

    /// <summary>Returns the media type of a known extension.</summary>
    public static string ContentType(string extension) => ContentTypes[extension];

    private static ReadOnlySpan<byte> PngMagic => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    // Skips a byte order mark, a declaration and comments, with which an SVG may begin. An HTML page that only contains an SVG is not
    // accepted.
    private static bool IsSvg(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 512)]).TrimStart('\uFEFF').TrimStart();
        return (head.StartsWith("<svg", StringComparison.Ordinal) || head.StartsWith("<?xml", StringComparison.Ordinal))
            && head.Contains("<svg", StringComparison.Ordinal);
    }
}

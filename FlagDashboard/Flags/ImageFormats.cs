using FlagDashboard.Flags.Images;

namespace FlagDashboard.Flags;

/// <summary>Recognises the formats of images that browsers show, by their content, because a site may declare a wrong type.</summary>
internal static class ImageFormats
{
    private static readonly ImageFormat[] Formats =
    [
        new("png", "image/png", PngImage.Begins, PngImage.IsWhole),
        new("gif", "image/gif", GifImage.Begins, GifImage.IsWhole),
        new("jpg", "image/jpeg", JpegImage.Begins, JpegImage.IsWhole),
        new("webp", "image/webp", WebpImage.Begins, WebpImage.IsWhole),
        new("avif", "image/avif", AvifImage.Begins, AvifImage.IsWhole),
        new("bmp", "image/bmp", BmpImage.Begins, BmpImage.IsWhole),
        new("ico", "image/vnd.microsoft.icon", IcoImage.Begins, IcoImage.IsWhole),
        // SVG comes last, because its test parses XML and is the slowest.
        new("svg", "image/svg+xml", SvgImage.Begins, SvgImage.IsWhole),
    ];

    /// <summary>The file extension of every known format.</summary>
    public static IEnumerable<string> Extensions => Formats.Select(format => format.Extension);

    /// <summary>The media type of every known format.</summary>
    public static IEnumerable<string> ContentTypes => Formats.Select(format => format.ContentType);

    /// <summary>Returns the extension of the format, such as png; null for anything else.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        foreach (var format in Formats)
        {
            if (format.Begins(bytes))
                return format.Extension;
        }

        return null;
    }

    /// <summary>Returns whether an image is complete: a part of a picture can look like the whole one.</summary>
    /// <param name="bytes">The image.</param>
    /// <param name="extension">Its format, as <see cref="Of"/> returns it.</param>
    public static bool IsWhole(ReadOnlySpan<byte> bytes, string extension) => Format(extension).IsWhole(bytes);

    /// <summary>Returns the media type of a known extension.</summary>
    public static string ContentType(string extension) => Format(extension).ContentType;

    private static ImageFormat Format(string extension) => Array.Find(Formats, format => format.Extension == extension)
        ?? throw new ArgumentException($"“{extension}” is no known format.", nameof(extension));
}

using FlagDashboard.Flags.Images;

namespace FlagDashboard.Flags;

/// <summary>Recognises the formats of images that browsers show, by their content, because a site may declare a wrong type.</summary>
internal static class ImageFormats
{
    private static readonly ImageFormat[] Formats =
    [
        new("png", "image/png", PngImage.HasSignature, PngImage.IsComplete),
        new("gif", "image/gif", GifImage.HasSignature, GifImage.IsComplete),
        new("jpg", "image/jpeg", JpegImage.HasSignature, JpegImage.IsComplete),
        new("webp", "image/webp", WebpImage.HasSignature, WebpImage.IsComplete),
        new("avif", "image/avif", AvifImage.HasSignature, AvifImage.IsComplete),
        new("bmp", "image/bmp", BmpImage.HasSignature, BmpImage.IsComplete),
        new("ico", "image/vnd.microsoft.icon", IcoImage.HasSignature, IcoImage.IsComplete),
        // SVG comes last, because its test parses XML and is the slowest.
        new("svg", "image/svg+xml", SvgImage.HasSignature, SvgImage.IsComplete),
    ];

    /// <summary>The file extension of every known format.</summary>
    public static IEnumerable<string> Extensions => Formats.Select(format => format.Extension);

    /// <summary>The media type of every known format.</summary>
    public static IEnumerable<string> ContentTypes => Formats.Select(format => format.ContentType);

    /// <summary>
    /// Returns the file extension of the image's format, such as png; null if the bytes are not an image of a known format.
    /// </summary>
    public static string? DetectExtension(ReadOnlySpan<byte> bytes)
    {
        foreach (var format in Formats)
        {
            if (format.HasSignature(bytes))
                return format.Extension;
        }

        return null;
    }

    /// <summary>Returns whether an image is complete. A truncated image can otherwise look like a valid one.</summary>
    /// <param name="bytes">The image.</param>
    /// <param name="extension">The format of the image, as <see cref="DetectExtension"/> returns it.</param>
    public static bool IsComplete(ReadOnlySpan<byte> bytes, string extension) => Format(extension).IsComplete(bytes);

    /// <summary>Returns the media type of a known extension.</summary>
    public static string ContentType(string extension) => Format(extension).ContentType;

    private static ImageFormat Format(string extension) => Array.Find(Formats, format => format.Extension == extension)
        ?? throw new ArgumentException($"“{extension}” is no known format.", nameof(extension));
}

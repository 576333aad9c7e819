namespace FlagDashboard.Flags;

/// <summary>
/// Creates ids of images. Logs contain the full SHA-256 hash of each image. Pages may show thousands of images, so they contain only the
/// first digits of the hash.
/// </summary>
public static class ImageId
{
    // 12 hexadecimal digits are 48 bits, so two images of one server do not get the same id by accident.
    private const int ShortLength = 12;

    /// <summary>Returns the path under which the server sends an image, escaped so that it is safe in HTML and CSS.</summary>
    /// <param name="imageHash">The full SHA-256 hash of the image.</param>
    public static string AddressOf(string imageHash) => "/images/" + Uri.EscapeDataString(ShortIdOf(imageHash));

    /// <summary>Returns the short id of an image.</summary>
    internal static string ShortIdOf(string imageHash) => imageHash.Length > ShortLength ? imageHash[..ShortLength] : imageHash;
}

namespace FlagDashboard.Sharing;

/// <summary>A flag that is embedded in an exported file.</summary>
/// <param name="Hash">The id of the image, which is its hash.</param>
/// <param name="Path">The path of the file.</param>
/// <param name="ContentType">The media type.</param>
internal sealed record EmbeddedImage(string Hash, string Path, string ContentType)
{
    // The length of a part of the file, in bytes. A multiple of 3, so that only the last part needs Base64 padding.
    private const int PartBytes = 12 * 1024;

    /// <summary>
    /// Yields the data URI of the image in parts of at most 16 KB. The file is opened anew for each part, so that a slow reader of the
    /// export does not keep it open. If the file is deleted meanwhile, the image is incomplete.
    /// </summary>
    public IEnumerable<string> DataUriParts()
    {
        yield return $"data:{ContentType};base64,";
        for (var offset = 0L; Read(offset) is { Length: > 0 } part; offset += part.Length)
            yield return Convert.ToBase64String(part);
    }

    private byte[] Read(long offset)
    {
        try
        {
            using var file = File.OpenHandle(Path);
            var part = new byte[Math.Clamp(RandomAccess.GetLength(file) - offset, 0, PartBytes)];
            return part[..RandomAccess.Read(file, part, offset)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

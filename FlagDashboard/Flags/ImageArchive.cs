namespace FlagDashboard.Flags;

/// <summary>Keeps contents by their SHA-256, a file each, for longer than the races that downloaded them are in memory. Thread-safe.</summary>
/// <param name="folder">Where; made when it is needed.</param>
public sealed class ImageArchive(string folder)
{
    /// <summary>Every content that is kept.</summary>
    public IEnumerable<string> All => Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(IsImage) : [];

    /// <summary>Keeps a content.</summary>
    /// <exception cref="SaveException">The disk is full, or the folder cannot be written.</exception>
    public void Keep(string image, FlagImage file)
    {
        if (!IsImage(image) || Find(image) is not null)
            return;
        var path = Path.Combine(folder, image + Path.GetExtension(file.Path));
        try
        {
            Directory.CreateDirectory(folder);
            // Whole or not at all.
            File.Copy(file.Path, path + ".part", overwrite: true);
            File.Move(path + ".part", path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SaveException.Of(error);
        }
    }

    /// <summary>A content that is kept; null for any other text.</summary>
    public FlagImage? Find(string image) => !IsImage(image) ? null : ImageKind.All
        .Select(kind => new FlagImage(Path.Combine(folder, $"{image}.{kind}"), ImageKind.ContentType(kind)))
        .FirstOrDefault(found => File.Exists(found.Path));

    /// <summary>Keeps a content no longer.</summary>
    public void Drop(string image)
    {
        if (Find(image) is { } found)
            File.Delete(found.Path);
    }

    private static bool IsImage(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}

using System.Collections.Concurrent;

namespace FlagDashboard.Flags;

/// <summary>
/// Keeps contents by their SHA-256, a file each, for longer than the races that downloaded them are in memory. Thread-safe.
/// </summary>
/// <param name="folder">Where; made when it is needed.</param>
public sealed class ImageArchive(string folder)
{
    // From the beginning of an id, which pages use, to the whole id. The folder is read when the first image is asked for.
    private readonly Lazy<ConcurrentDictionary<string, string>> _names = new(() =>
        new(NamesIn(folder).Select(image => KeyValuePair.Create(ImageId.BeginningOf(image), image))));

    /// <summary>Every content that is kept.</summary>
    public IEnumerable<string> All => NamesIn(folder);

    /// <summary>Keeps a content.</summary>
    /// <exception cref="SaveException">The disk is full, or the folder cannot be written.</exception>
    public void Keep(string image, StoredFlagFile file)
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
            _names.Value[ImageId.BeginningOf(image)] = image;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SaveException.Of(error);
        }
    }

    /// <summary>A content that is kept, by its name or the beginning that pages use; null for any other text.</summary>
    public StoredFlagFile? Find(string image) =>
        IsImage(image) ? FileOf(image) : _names.Value.TryGetValue(image, out var whole) ? FileOf(whole) : null;

    /// <summary>Keeps a content no longer.</summary>
    public void Drop(string image)
    {
        if (Find(image) is { } found)
            File.Delete(found.Path);
    }

    private StoredFlagFile? FileOf(string image) => ImageKind.All
        .Select(kind => new StoredFlagFile(Path.Combine(folder, $"{image}.{kind}"), ImageKind.ContentType(kind)))
        .FirstOrDefault(found => File.Exists(found.Path));

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Where(IsImage) : [];

    private static bool IsImage(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}

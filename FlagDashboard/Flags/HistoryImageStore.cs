using System.Collections.Concurrent;

namespace FlagDashboard.Flags;

/// <summary>
/// Saves the images of the races in the history. Each image is one file, named by its SHA-256 hash, and stays when its race is no longer in
/// memory. Thread-safe.
/// </summary>
/// <param name="folder">The folder of the images; created when the first one is saved.</param>
public sealed class HistoryImageStore(string folder)
{
    // A page names an image by a short id, and this map finds the SHA-256 hash of the image. The map is lazy, so that the folder is read
    // only when the first image is needed.
    private readonly Lazy<ConcurrentDictionary<string, string>> _hashByShortId = new(() =>
        new(NamesIn(folder).Select(image => KeyValuePair.Create(ImageId.ShortIdOf(image), image))));

    /// <summary>The SHA-256 hashes of all archived images.</summary>
    public IEnumerable<string> Hashes => NamesIn(folder);

    /// <summary>Copies an image into the archive, unless it is there already.</summary>
    /// <param name="hash">The SHA-256 hash of the content, in lower-case hexadecimal digits. Any other text is ignored.</param>
    /// <param name="file">The file to copy.</param>
    /// <exception cref="SaveException">The disk is full, or the folder cannot be written.</exception>
    public void Add(string hash, StoredFlagFile file)
    {
        if (!IsSha256(hash) || Find(hash) is not null)
            return;
        var path = Path.Combine(folder, hash + Path.GetExtension(file.Path));
        try
        {
            Directory.CreateDirectory(folder);
            // The image is copied to a .part file first. An interrupted copy then leaves no incomplete image under the real name.
            File.Copy(file.Path, path + ".part", overwrite: true);
            File.Move(path + ".part", path, overwrite: true);
            _hashByShortId.Value[ImageId.ShortIdOf(hash)] = hash;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SaveException.Of(error);
        }
    }

    /// <summary>Finds an archived image, by its SHA-256 or by the short id that pages use; null if there is none.</summary>
    public StoredFlagFile? Find(string hash) =>
        IsSha256(hash) ? FileOf(hash) : _hashByShortId.Value.TryGetValue(hash, out var whole) ? FileOf(whole) : null;

    /// <summary>Deletes an image from the archive.</summary>
    public void Delete(string hash)
    {
        if (Find(hash) is { } found)
            File.Delete(found.Path);
    }

    private StoredFlagFile? FileOf(string image) => ImageFormats.Extensions
        .Select(kind => new StoredFlagFile(Path.Combine(folder, $"{image}.{kind}"), ImageFormats.ContentType(kind)))
        .FirstOrDefault(found => File.Exists(found.Path));

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Where(IsSha256) : [];

    private static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}

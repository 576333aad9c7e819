using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Sharing;

/// <summary>The flags of a race as data URIs, for exported files that are opened without a server. Immutable.</summary>
/// <param name="ByImage">The data URIs by image id, in the order of the first future that has the image.</param>
/// <param name="OmittedCount">
/// The number of flags that are missing because they were deleted or did not fit into <see cref="MaxBytes"/>.
/// </param>
internal sealed record EmbeddedImages(IReadOnlyDictionary<string, string> ByImage, int OmittedCount)
{
    /// <summary>The maximum size of all flags of a file, in bytes. The built-in flags have less than 1 MB together.</summary>
    public const int MaxBytes = 12 * 1024 * 1024;

    /// <summary>No images.</summary>
    public static EmbeddedImages None { get; } = new(new Dictionary<string, string>(), 0);

    /// <summary>Reads the flags of a race from disk, and skips those that cannot be read.</summary>
    public static EmbeddedImages Of(RaceState race, FlagStore store)
    {
        var images = race.Runs.SelectMany(run => run.Futures).Select(future => future.ImageHash).OfType<string>().Distinct().ToList();
        var (uris, remainingBytes) = (new OrderedDictionary<string, string>(), MaxBytes);
        foreach (var image in images)
        {
            if (store.Find(image) is not { } found || Read(found.Path, remainingBytes) is not { } bytes)
                continue;
            remainingBytes -= bytes.Length;
            uris[image] = $"data:{found.ContentType};base64,{Convert.ToBase64String(bytes)}";
        }

        return new(uris, images.Count - uris.Count);
    }

    private static byte[]? Read(string path, int maxBytes)
    {
        try
        {
            return new FileInfo(path) is { Exists: true } file && file.Length <= maxBytes ? File.ReadAllBytes(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The flag may have been deleted together with its race meanwhile. It is then left out of the export.
            return null;
        }
    }
}

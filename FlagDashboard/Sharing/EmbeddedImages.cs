using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Sharing;

/// <summary>
/// The flags of a race that are embedded in an exported file, so that the file can be opened without a server. The flags are read from the
/// disk while the exported file is written. Immutable.
/// </summary>
/// <param name="All">The flags, each once, in the order in which futures first use them.</param>
/// <param name="OmittedCount">
/// The number of flags that are missing because they were deleted or did not fit into <see cref="MaxTotalBytes"/>.
/// </param>
internal sealed record EmbeddedImages(IReadOnlyList<EmbeddedImage> All, int OmittedCount)
{
    /// <summary>The maximum size of all flags of a file, in bytes. The built-in flags have less than 1 MB together.</summary>
    public const int MaxTotalBytes = 12 * 1024 * 1024;

    /// <summary>No images.</summary>
    public static EmbeddedImages None { get; } = new([], 0);

    /// <summary>Finds the flags of a race on the disk. Skips flags that are missing or do not fit.</summary>
    public static EmbeddedImages Of(RaceState race, FlagStore store)
    {
        var images = race.Runs.SelectMany(run => run.Futures).Select(future => future.ImageHash).OfType<string>().Distinct().ToList();
        var (found, remainingBytes) = (new List<EmbeddedImage>(), (long)MaxTotalBytes);
        foreach (var image in images)
        {
            if (store.Find(image) is not { } stored || new FileInfo(stored.Path) is not { Exists: true } file
                || file.Length > remainingBytes)
                continue;
            remainingBytes -= file.Length;
            found.Add(new(image, stored.Path, stored.ContentType));
        }

        return new(found, images.Count - found.Count);
    }
}

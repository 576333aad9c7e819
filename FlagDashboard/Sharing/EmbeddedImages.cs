using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Sharing;

/// <summary>The flags of a race as data URIs, for files that have to do without a server. Immutable.</summary>
/// <param name="ByImage">By content, each once, in the order in which the race tells of them.</param>
/// <param name="LeftOut">How many are missing: deleted from the server's disk, or too much for one file.</param>
internal sealed record EmbeddedImages(IReadOnlyDictionary<string, string> ByImage, int LeftOut)
{
    /// <summary>The most that all flags of a file may come to, in bytes. The built-in ones are below 1 MB together.</summary>
    public const int MaxBytes = 12 * 1024 * 1024;

    /// <summary>No flag at all.</summary>
    public static EmbeddedImages None { get; } = new(new Dictionary<string, string>(), 0);

    /// <summary>The flags of <paramref name="race"/>.</summary>
    public static EmbeddedImages Of(RaceState race, FlagStore store)
    {
        var images = race.Runs.SelectMany(run => run.Futures).Select(future => future.Image).OfType<string>().Distinct().ToList();
        var (uris, left) = (new OrderedDictionary<string, string>(), MaxBytes);
        foreach (var image in images)
        {
            if (store.Find(image) is not { } found || Read(found.Path, left) is not { } bytes)
                continue;
            left -= bytes.Length;
            uris[image] = $"data:{found.ContentType};base64,{Convert.ToBase64String(bytes)}";
        }

        return new(uris, images.Count - uris.Count);
    }

    private static byte[]? Read(string path, int most)
    {
        try
        {
            return new FileInfo(path) is { Exists: true } file && file.Length <= most ? File.ReadAllBytes(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Gone since, as a race that is forgotten takes its flags along.
            return null;
        }
    }
}

using System.Collections.Concurrent;

namespace FlagDashboard.Flags;

/// <summary>Tells what saved files contain, and reads none twice that nobody has written since. Thread-safe.</summary>
/// <param name="time">The clock by which files are old or new.</param>
internal sealed class SavedFlagCache(TimeProvider time)
{
    // The coarsest clock of a file system ticks every 2 s: two writes within a tick look like one.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Content> _read = new();

    /// <summary>Whether a file is there and has that content.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="sha">The same as SHA-256.</param>
    public bool Have(string path, byte[] bytes, string sha)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length != bytes.Length)
                return false;

            var content = new Content(sha, file.LastWriteTimeUtc);
            if (_read.TryGetValue(path, out var read) && read == content)
                return true;
            if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
                return false;
            if (time.GetUtcNow() - content.Written > Tick)
                _read[path] = content;
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What a file contained when it was read.</summary>
    /// <param name="Sha">As SHA-256.</param>
    /// <param name="Written">When it had been written.</param>
    private readonly record struct Content(string Sha, DateTime Written);
}

using System.Collections.Concurrent;

namespace FlagDashboard.Flags;

/// <summary>Remembers the content of saved files, so that a file is not read again until it changes. Thread-safe.</summary>
/// <param name="time">The clock for the age of files.</param>
internal sealed class FileHashCache(TimeProvider time)
{
    // FAT stores file times in steps of 2 s, so two writes within one step have the same time. A file that was written less than 2 s ago is
    // therefore always read again.
    private static readonly TimeSpan FileTimeResolution = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, FileStamp> _read = new();

    /// <summary>Returns whether a file exists and has that content.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="sha">The SHA-256 of <paramref name="bytes"/>.</param>
    public bool HasContent(string path, byte[] bytes, string sha)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length != bytes.Length)
                return false;

            var content = new FileStamp(sha, file.LastWriteTimeUtc);
            if (_read.TryGetValue(path, out var read) && read == content)
                return true;
            if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
                return false;
            if (time.GetUtcNow() - content.LastWriteTimeUtc > FileTimeResolution)
                _read[path] = content;
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The content of a file when it was read.</summary>
    /// <param name="Sha256">The SHA-256 of the content.</param>
    /// <param name="LastWriteTimeUtc">The time of the last write, in UTC.</param>
    private readonly record struct FileStamp(string Sha256, DateTime LastWriteTimeUtc);
}

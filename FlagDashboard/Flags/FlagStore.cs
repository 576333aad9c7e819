using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace FlagDashboard.Flags;

/// <summary>A flag that was saved.</summary>
/// <param name="Image">Its content, as lower-case hexadecimal SHA-256.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Path">Its file.</param>
public sealed record SavedFlag(string Image, int Bytes, string Path);

/// <summary>A saved content and how to serve it.</summary>
/// <param name="Path">A file that has it.</param>
/// <param name="ContentType">What its first bytes say it is.</param>
public sealed record StoredFlagFile(string Path, string ContentType);

/// <summary>Saves flags as its layout says and finds them again by content. Thread-safe.</summary>
public sealed class FlagStore
{
    private readonly ConcurrentDictionary<string, StoredFlagFile> _byContent = new();
    private readonly ConcurrentDictionary<string, string> _names = new();
    private readonly Action<string, byte[]> _write;
    private readonly SavedFlagCache _files;

    private volatile SaveException? _lastError;

    /// <param name="root">Where flags are saved; made when it is needed.</param>
    /// <param name="layout">How they are arranged there.</param>
    public FlagStore(string root, FlagLayout layout = FlagLayout.ByRun)
        : this(root, layout, WriteNew)
    {
    }

    /// <param name="root">Where flags are saved.</param>
    /// <param name="layout">How they are arranged there.</param>
    /// <param name="write">Writes a whole file, or throws.</param>
    /// <param name="time">The clock by which files are old or new; the system's by default.</param>
    internal FlagStore(string root, FlagLayout layout, Action<string, byte[]> write, TimeProvider? time = null) =>
        (Root, Layout, _write, _files) = (Path.GetFullPath(root), layout, write, new(time ?? TimeProvider.System));

    /// <summary>Where flags are saved.</summary>
    public string Root { get; }

    /// <summary>How they are arranged there.</summary>
    public FlagLayout Layout { get; }

    /// <summary>Where contents are found that nobody has downloaded since this server started; null if nowhere.</summary>
    public ImageArchive? Archive { get; init; }

    /// <summary>Deletes a folder with all that is in it, or throws.</summary>
    internal Action<string> DeleteFolder { get; init; } = folder => Directory.Delete(folder, recursive: true);

    /// <summary>Why the last flag that could not be saved could not; null if all could.</summary>
    public SaveException? LastError => _lastError;

    /// <summary>Tries whether flags can be saved: makes the root, and a file in it that is gone again.</summary>
    /// <exception cref="SaveException">They cannot.</exception>
    public void EnsureWritable() => Write(Path.Combine(Root, "flag"), [0], keep: false);

    /// <summary>Saves one flag; what has its name is whole, whatever happens meanwhile.</summary>
    /// <exception cref="ArgumentException">A part of the path is more than lower-case letters, digits and dashes: nothing is ever written
    /// outside the root.</exception>
    /// <exception cref="SaveException">The disk is full, or the folder cannot be written.</exception>
    public SavedFlag Save(string race, string run, string code, byte[] bytes, string extension)
    {
        var path = PathOf(race, run, code, extension);
        var sha = Convert.ToHexStringLower(SHA256.HashData(bytes));
        // The same is not replaced by the same: some file systems wait for the disk when a file is renamed over another.
        if (!_files.Have(path, bytes, sha))
            Write(path, bytes);

        var image = NameOf(sha);
        KnowNewest(image, new StoredFlagFile(path, ImageKind.ContentType(extension)));
        return new SavedFlag(image, bytes.Length, path);
    }

    /// <summary>Makes a file that exists known by its content.</summary>
    /// <returns>The content, as lower-case hexadecimal SHA-256.</returns>
    /// <exception cref="InvalidDataException">It is not an image.</exception>
    public string Register(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var kind = ImageKind.Of(bytes) ?? throw new InvalidDataException($"{path} is not an image.");
        var image = NameOf(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        _byContent[image] = new StoredFlagFile(path, ImageKind.ContentType(kind));
        return image;
    }

    /// <summary>Makes a flag known that another process has saved here.</summary>
    /// <param name="image">Its content.</param>
    /// <param name="path">Its file.</param>
    /// <returns>The content.</returns>
    public string Register(string image, string path)
    {
        image = NameOf(image);
        KnowNewest(image, new StoredFlagFile(path, ImageKind.ContentType(Path.GetExtension(path)[1..])));
        return image;
    }

    /// <summary>Takes note that another process could not save a flag here.</summary>
    internal void Register(SaveException trouble) => _lastError = trouble;

    /// <summary>
    /// A content that was saved, registered or archived, by its name or the beginning that pages use; null for any other text.
    /// </summary>
    public StoredFlagFile? Find(string? image) => image is null ? null
        : _byContent.GetValueOrDefault(_names.GetValueOrDefault(image, image)) ?? Archive?.Find(image);

    /// <summary>What a run saved for a code, in any case; null if it saved nothing, or somebody has deleted it.</summary>
    /// <exception cref="ArgumentException">A part of the path is malformed.</exception>
    public StoredFlagFile? Find(string race, string run, string code) => ImageKind.All
        .Select(kind => new StoredFlagFile(PathOf(race, run, code, kind), ImageKind.ContentType(kind)))
        .FirstOrDefault(image => File.Exists(image.Path));

    /// <summary>Deletes what a race saved, if it has a folder of its own.</summary>
    /// <exception cref="ArgumentException">The race's id is malformed.</exception>
    public void DeleteRace(string race)
    {
        var folder = FolderOf(race);
        if (Layout == FlagLayout.Flat)
            return;

        foreach (var known in _byContent)
        {
            // As a pair: another race may save the same content at this moment.
            if (IsInside(folder, known.Value))
                _byContent.TryRemove(known);
        }

        if (Directory.Exists(folder))
            DeleteFolder(folder);
    }

    // The first string of a content stands for it everywhere: a log of thousands of events keeps one of each.
    private string NameOf(string sha) => _names.GetOrAdd(ImageId.BeginningOf(sha), sha) is var known && known == sha ? known : sha;

    // The newest file of a content outlives the others: races are forgotten oldest first. What is registered stays as it is.
    private void KnowNewest(string image, StoredFlagFile file) =>
        _byContent.AddOrUpdate(image, file, (_, known) => IsInside(Root, known) ? file : known);

    private static bool IsInside(string folder, StoredFlagFile file) =>
        file.Path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private string PathOf(string race, string run, string code, string extension)
    {
        var (folder, name) = (Path.Combine(FolderOf(race), Part(run)), $"{Part(code.ToLowerInvariant())}.{Part(extension)}");
        return Path.Combine(Layout == FlagLayout.Flat ? Root : folder, name);
    }

    private string FolderOf(string race) => Path.Combine(Root, Part(race));

    // The folder first, every time: the error of a write without one depends on whether another thread has made it since.
    private void Write(string path, byte[] bytes, bool keep = true)
    {
        // Under a name of its own until it is whole: a full disk, a crash or another process leaves nothing that looks like a flag.
        var unfinished = $"{path}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.part";
        var left = true;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _write(unfinished, bytes);
            if (keep)
            {
                File.Move(unfinished, path, overwrite: true);
                left = false;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw _lastError = SaveException.Of(error);
        }
        finally
        {
            // Only then: threads that save side by side wait for each other in their folder, even to delete what is not there.
            if (left)
                Remove(unfinished);
        }
    }

    // A file that may be there is emptied first, even if it is not: ext4 then goes to the disk before the file is closed.
    private static void WriteNew(string path, byte[] bytes)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        RandomAccess.Write(file, bytes, fileOffset: 0);
    }

    private static void Remove(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It could not be written either, and that has been said.
        }
    }

    private static string Part(string part) =>
        part.Length > 0 && part[0] != '-' && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? part
            : throw new ArgumentException("A saved flag's path is made of lower-case letters, digits and dashes.", nameof(part));
}

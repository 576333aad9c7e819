using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace FlagDashboard.Flags;

/// <summary>A flag that was saved.</summary>
/// <param name="ImageHash">The SHA-256 hash of the content, in lower-case hexadecimal digits.</param>
/// <param name="Bytes">The size in bytes.</param>
/// <param name="Path">The path of the file.</param>
public sealed record SavedFlag(string ImageHash, int Bytes, string Path);

/// <summary>A saved flag as a file that can be served.</summary>
/// <param name="Path">The path of a file with the content.</param>
/// <param name="ContentType">The media type, by its content.</param>
public sealed record StoredFlagFile(string Path, string ContentType);

/// <summary>Saves flags in files and finds them by the hash of their content. Thread-safe.</summary>
public sealed class FlagStore
{
    private readonly ConcurrentDictionary<string, StoredFlagFile> _byContent = new();
    private readonly ConcurrentDictionary<string, string> _hashByShortId = new();
    private readonly Action<string, byte[]> _write;
    private readonly FileHashCache _files;

    private volatile SaveException? _lastError;

    /// <summary>Creates a store.</summary>
    /// <param name="root">The folder in which flags are saved; created when the first one is saved.</param>
    /// <param name="layout">The arrangement of the files in the folder.</param>
    public FlagStore(string root, FlagStoreLayout layout = FlagStoreLayout.ByRun)
        : this(root, layout, WriteNew)
    {
    }

    /// <summary>Creates a store with another way to write files, for tests.</summary>
    /// <param name="root">The folder in which flags are saved.</param>
    /// <param name="layout">The arrangement of the files in the folder.</param>
    /// <param name="write">Writes a whole file, or throws.</param>
    /// <param name="time">The clock for the age of files; the system's by default.</param>
    internal FlagStore(string root, FlagStoreLayout layout, Action<string, byte[]> write, TimeProvider? time = null) =>
        (RootFolder, Layout, _write, _files) = (Path.GetFullPath(root), layout, write, new(time ?? TimeProvider.System));

    /// <summary>The full path of the folder in which flags are saved.</summary>
    public string RootFolder { get; }

    /// <summary>The arrangement of the files in <see cref="RootFolder"/>.</summary>
    public FlagStoreLayout Layout { get; }

    /// <summary>The images of races from before the server started; null if there is no archive.</summary>
    public HistoryImageStore? HistoryImages { get; init; }

    /// <summary>Deletes a folder with all that is in it, or throws. Tests can replace this function.</summary>
    internal Action<string> DeleteFolder { get; init; } = folder => Directory.Delete(folder, recursive: true);

    /// <summary>The error of the last flag that could not be saved; null if all were saved.</summary>
    public SaveException? LastSaveError => _lastError;

    /// <summary>Checks that flags can be saved, by creating the root and a temporary file in it.</summary>
    /// <exception cref="SaveException">Flags cannot be saved.</exception>
    public void EnsureWritable() => Write(Path.Combine(RootFolder, "flag"), [0], keep: false);

    /// <summary>
    /// Saves one flag. The file appears under its name only when it is complete, even if the disk fills up or the process is killed.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A part of the path has other characters than lower-case letters, digits and dashes, which could lead outside the root.
    /// </exception>
    /// <exception cref="SaveException">The disk is full, or the folder cannot be written.</exception>
    public SavedFlag Save(string raceId, string runId, string countryCode, byte[] bytes, string extension)
    {
        var path = PathOf(raceId, runId, countryCode, extension);
        var sha = Convert.ToHexStringLower(SHA256.HashData(bytes));
        // If the file already has this content, it is not written again. Writing would rename a new file over the old one, and some file
        // systems then wait for the disk.
        if (!_files.HasContent(path, bytes, sha))
            Write(path, bytes);

        var image = Intern(sha);
        RememberNewest(image, new StoredFlagFile(path, ImageFormats.ContentType(extension)));
        return new SavedFlag(image, bytes.Length, path);
    }

    /// <summary>Registers an existing file, so that it is found by its content.</summary>
    /// <returns>The SHA-256 hash of the content, in lower-case hexadecimal digits.</returns>
    /// <exception cref="InvalidDataException">The file is not an image.</exception>
    public string Register(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var kind = ImageFormats.DetectExtension(bytes) ?? throw new InvalidDataException($"{path} is not an image.");
        var image = Intern(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        _byContent[image] = new StoredFlagFile(path, ImageFormats.ContentType(kind));
        return image;
    }

    /// <summary>Registers a flag that another process saved in this store, so that it is found by its content.</summary>
    /// <param name="imageHash">The SHA-256 hash of the content, in lower-case hexadecimal digits.</param>
    /// <param name="path">The path of the file.</param>
    /// <returns>The hash. Equal hashes are returned as the same string object.</returns>
    public string Register(string imageHash, string path)
    {
        imageHash = Intern(imageHash);
        RememberNewest(imageHash, new StoredFlagFile(path, ImageFormats.ContentType(Path.GetExtension(path)[1..])));
        return imageHash;
    }

    /// <summary>Returns the path of a flag without the extension of its file, for another process that saves it.</summary>
    /// <exception cref="ArgumentException">A part of the path is malformed.</exception>
    internal string FilePathWithoutExtension(string raceId, string runId, string countryCode)
    {
        var (folder, name) = (Path.Combine(FolderOf(raceId), ValidatePathPart(runId)), ValidatePathPart(countryCode.ToLowerInvariant()));
        return Path.Combine(Layout == FlagStoreLayout.Flat ? RootFolder : folder, name);
    }

    /// <summary>Sets <see cref="LastSaveError"/>, because another process could not save a flag in this store.</summary>
    internal void SetLastSaveError(SaveException error) => _lastError = error;

    /// <summary>
    /// Finds an image that was saved, registered or archived, by its SHA-256 or by the short id that pages use; null if there is none.
    /// </summary>
    public StoredFlagFile? Find(string? hashOrShortId) => hashOrShortId is null ? null
        : _byContent.GetValueOrDefault(_hashByShortId.GetValueOrDefault(hashOrShortId, hashOrShortId)) ?? HistoryImages?.Find(
            hashOrShortId);

    /// <summary>
    /// Finds the flag that a run saved for a code, in upper or lower case; null if there is none, or its file was deleted.
    /// </summary>
    /// <exception cref="ArgumentException">A part of the path is malformed.</exception>
    public StoredFlagFile? Find(string race, string run, string code) => ImageFormats.Extensions
        .Select(kind => new StoredFlagFile(PathOf(race, run, code, kind), ImageFormats.ContentType(kind)))
        .FirstOrDefault(image => File.Exists(image.Path));

    /// <summary>
    /// Deletes the flags of a race. Does nothing with <see cref="FlagStoreLayout.Flat"/>, where races have no folders of their own.
    /// </summary>
    /// <exception cref="ArgumentException">The race's id is malformed.</exception>
    public void DeleteRace(string race)
    {
        var folder = FolderOf(race);
        if (Layout == FlagStoreLayout.Flat)
            return;

        foreach (var known in _byContent)
        {
            // An entry maps the hash of an image to a file with this image. While this loop runs, another race may put its own file into
            // the entry. TryRemove with a pair then finds another value, and keeps the entry.
            if (IsInside(folder, known.Value))
                _byContent.TryRemove(known);
        }

        if (Directory.Exists(folder))
            DeleteFolder(folder);
    }

    // Returns the same string object for equal hashes, so that the log stores each hash only once. Also maps the short id of the hash to
    // the hash, because pages ask for images by the short id.
    private string Intern(string sha) => _hashByShortId.GetOrAdd(ImageId.ShortIdOf(sha), sha) is var known && known == sha ? known : sha;

    // If several files contain the same image, the store remembers the newest, because the files of the oldest races are deleted first. A
    // remembered file outside RootFolder is not replaced, because it is never deleted.
    private void RememberNewest(string image, StoredFlagFile file) =>
        _byContent.AddOrUpdate(image, file, (_, known) => IsInside(RootFolder, known) ? file : known);

    private static bool IsInside(string folder, StoredFlagFile file) =>
        file.Path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private string PathOf(string race, string run, string code, string extension) =>
        $"{FilePathWithoutExtension(race, run, code)}.{ValidatePathPart(extension)}";

    private string FolderOf(string race) => Path.Combine(RootFolder, ValidatePathPart(race));

    // Creates the folder before every write, instead of only after a failed one. A write may fail for other causes. If another thread
    // creates the folder just after the failure, nobody can tell whether the missing folder was the cause.
    private void Write(string path, byte[] bytes, bool keep = true)
    {
        // The file has a temporary name until it is complete. A full disk or a crash then leaves nothing that looks like a flag.
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
            // After a successful move, the unfinished file no longer exists, so Remove is not called. Removing a missing file would still
            // lock the folder, and other threads that save into the folder would wait.
            if (left)
                Remove(unfinished);
        }
    }

    // Uses CreateNew instead of Create, because Create truncates an existing file. When a truncated file is closed, ext4 flushes it to the
    // disk, which is slow.
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
            // If the unfinished file cannot be deleted, it stays on the disk. An exception from here would replace the one that says why
            // the write failed.
        }
    }

    private static string ValidatePathPart(string part) =>
        part.Length > 0 && part[0] != '-' && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? part
            : throw new ArgumentException("The path of a saved flag may have only lower-case letters, digits and dashes.", nameof(part));
}

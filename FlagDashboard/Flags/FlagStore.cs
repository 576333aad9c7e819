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
public sealed record FlagImage(string Path, string ContentType);

/// <summary>Saves flags as <c>{root}/{race}/{run}/{cc}.png</c> and finds them again by content. Thread-safe.</summary>
public sealed class FlagStore(string root)
{
    private readonly ConcurrentDictionary<string, FlagImage> _byContent = new();
    private readonly ConcurrentDictionary<string, string> _names = new();

    /// <summary>Where flags are saved.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Saves one flag.</summary>
    /// <exception cref="ArgumentException">A part of the path is more than lower-case letters, digits and dashes: nothing is ever written outside the root.</exception>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public SavedFlag Save(string race, string run, string code, byte[] bytes, string extension)
    {
        var path = Path.Combine(FolderOf(race), Part(run), $"{Part(code.ToLowerInvariant())}.{Part(extension)}");
        var sha = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Write(path, bytes);

        // The first string of a content stands for it everywhere: a log of thousands of events keeps one of each.
        var image = _names.GetOrAdd(sha, sha);
        KnowNewest(image, new FlagImage(path, ImageKind.ContentType(extension)));
        return new SavedFlag(image, bytes.Length, path);
    }

    /// <summary>Makes a file that exists known by its content.</summary>
    /// <returns>The content, as lower-case hexadecimal SHA-256.</returns>
    /// <exception cref="InvalidDataException">It is not an image.</exception>
    public string Register(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var kind = ImageKind.Of(bytes) ?? throw new InvalidDataException($"{path} is not an image.");
        var sha = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var image = _names.GetOrAdd(sha, sha);
        _byContent[image] = new FlagImage(path, ImageKind.ContentType(kind));
        return image;
    }

    /// <summary>A content that was saved or registered; null for any other text.</summary>
    public FlagImage? Find(string? image) => image is not null && _byContent.TryGetValue(image, out var found) ? found : null;

    /// <summary>Deletes what a race saved.</summary>
    /// <exception cref="ArgumentException">The race's id is malformed.</exception>
    public void Forget(string race)
    {
        var folder = FolderOf(race);
        foreach (var known in _byContent)
        {
            // As a pair: another race may save the same content at this moment.
            if (IsInside(folder, known.Value))
                _byContent.TryRemove(known);
        }

        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    // The newest file of a content outlives the others: races are forgotten oldest first. What is registered stays as it is.
    private void KnowNewest(string image, FlagImage file) =>
        _byContent.AddOrUpdate(image, file, (_, known) => IsInside(Root, known) ? file : known);

    private static bool IsInside(string folder, FlagImage file) => file.Path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private string FolderOf(string race) => Path.Combine(Root, Part(race));

    // The folder first, every time: the error of a write without one depends on whether another thread has made it since.
    private static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private static string Part(string part) =>
        part.Length > 0 && part[0] != '-' && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? part
            : throw new ArgumentException("A saved flag's path is made of lower-case letters, digits and dashes.", nameof(part));
}

using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Architecture;

/// <summary>The source files of the repository, without generated ones.</summary>
internal static class SourceFiles
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(WebRoot.Folder, ".."));

    // These folders contain build output, published files, and migrations that Entity Framework generates.
    private static readonly string[] GeneratedFolders = ["bin", "obj", "Migrations", "published", "results"];

    /// <summary>Returns the paths, relative to the root of the repository, of all files in a folder with one of the extensions.</summary>
    /// <param name="folder">The folder, relative to the root of the repository.</param>
    /// <param name="extensions">The extensions, with their dots.</param>
    public static IEnumerable<string> In(string folder, params string[] extensions) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        where extensions.Contains(Path.GetExtension(path))
        let relative = Path.GetRelativePath(Root, path)
        where !relative.Split(Path.DirectorySeparatorChar).Any(GeneratedFolders.Contains)
        orderby relative
        select relative;

    /// <summary>Reads the lines of a file.</summary>
    /// <param name="relativePath">A path as <see cref="In"/> returns it.</param>
    public static string[] Lines(string relativePath) => File.ReadAllLines(Path.Combine(Root, relativePath));
}

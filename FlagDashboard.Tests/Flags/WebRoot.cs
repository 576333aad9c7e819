using FlagDashboard.Flags;
using Microsoft.Extensions.FileProviders;

namespace FlagDashboard.Tests.Flags;

/// <summary>The web root of the repository, so that tests use the real countries and flags.</summary>
internal static class WebRoot
{
    public static string Folder { get; } = Path.Combine(Top(), "wwwroot");

    public static IFileProvider Files { get; } = new PhysicalFileProvider(Folder);

    public static CountryCatalog Catalog { get; } = CountryCatalog.Load(Files);

    public static byte[] Flag(string code) => File.ReadAllBytes(Path.Combine(Folder, "flags", $"{code.ToLowerInvariant()}.png"));

    private static string Top()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "FlagDashboard.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}

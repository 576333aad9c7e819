namespace FlagDashboard.Tests;

/// <summary>The built product, as the tests find it.</summary>
internal static class Product
{
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory);

    /// <summary>The configuration of the build: Debug or Release.</summary>
    public static string Configuration => Here.Parent!.Name;

    /// <summary>The project folder of the product.</summary>
    public static string Project { get; } = System.IO.Path.Combine(Here.Parent!.Parent!.Parent!.Parent!.FullName, "FlagDashboard");

    /// <summary>The program in the product's output folder; the copy in the tests' output folder has no web root.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Project, "bin", Configuration, Here.Name, "FlagDashboard.dll");
}

namespace FlagDashboard.Tests;

/// <summary>The product as it was built beside the tests.</summary>
internal static class Product
{
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory);

    /// <summary>Debug or Release.</summary>
    public static string Configuration => Here.Parent!.Name;

    /// <summary>The folder of its project.</summary>
    public static string Project { get; } = System.IO.Path.Combine(Here.Parent!.Parent!.Parent!.Parent!.FullName, "FlagDashboard");

    /// <summary>The program, in the product's own output folder: the tests' copy has no web root beside it.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Project, "bin", Configuration, Here.Name, "FlagDashboard.dll");
}

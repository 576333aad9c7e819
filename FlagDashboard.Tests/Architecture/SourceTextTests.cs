namespace FlagDashboard.Tests.Architecture;

/// <summary>Tests that lines and files stay short enough to be read side by side, for example in a review.</summary>
public class SourceTextTests
{
    private const int MaxLineLength = 140;
    private const int MaxCSharpLines = 250;
    private const int MaxRazorLines = 100;

    // Libraries of others are copied unchanged.
    private static readonly string ThirdPartyFolder = Path.Combine("wwwroot", "lib") + Path.DirectorySeparatorChar;

    [Theory]
    [InlineData("FlagDashboard")]
    [InlineData("FlagDashboard.Tests")]
    [InlineData("bench")]
    [InlineData("wwwroot")]
    public void Lines_OfSourceFiles_HaveAtMost140Characters(string folder) => AssertNone(
        from path in SourceFiles.In(folder, ".cs", ".razor", ".css", ".js")
        where !path.StartsWith(ThirdPartyFolder, StringComparison.Ordinal)
        from line in SourceFiles.Lines(path).Index()
        where line.Item.Length > MaxLineLength
        select $"{path}:{line.Index + 1} has {line.Item.Length} characters");

    [Theory]
    [InlineData(".cs", MaxCSharpLines)]
    [InlineData(".razor", MaxRazorLines)]
    public void Files_OfProduct_HaveAtMostMaxLines(string extension, int maxLines) => AssertNone(
        from path in SourceFiles.In("FlagDashboard", extension)
        let count = SourceFiles.Lines(path).Length
        where count > maxLines
        select $"{path} has {count} lines");

    // Lists every offender, where Assert.Empty would show only the first few.
    private static void AssertNone(IEnumerable<string> offenders)
    {
        var list = string.Join(Environment.NewLine, offenders);
        Assert.True(list.Length == 0, list);
    }
}

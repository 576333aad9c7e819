using System.Text.RegularExpressions;

namespace FlagDashboard.Tests.Architecture;

/// <summary>Tests that a type is found by the name of its file.</summary>
public partial class SourceFileTests
{
    // Top-level statements declare no type.
    private static readonly string[] FilesWithoutType = ["Program.cs"];

    [Theory]
    [InlineData("FlagDashboard")]
    [InlineData("FlagDashboard.Tests")]
    [InlineData("bench")]
    public void Files_EveryCSharpFile_IsNamedAfterATypeInIt(string folder) => Assert.Empty(FilesWithAnotherName(folder));

    [Fact]
    public void Files_OfTheProduct_AreFound() => Assert.True(SourceFiles.In("FlagDashboard", ".cs").Count() > 150);

    private static IEnumerable<string> FilesWithAnotherName(string folder) =>
        from path in SourceFiles.In(folder, ".cs")
        where !FilesWithoutType.Contains(Path.GetFileName(path))
        // The file of a generic type ends in OfT, beside the one of its base: FutureOfT.cs contains Future<T>.
        let name = Regex.Replace(Path.GetFileName(path).Split('.')[0], "OfT$", "")
        where !TypeDeclaration().Matches(string.Join('\n', SourceFiles.Lines(path))).Any(match => match.Groups[1].Value == name)
        select path;

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record|delegate [\w<>?]+)\s+(?:(?:class|struct)\s+)?(\w+)")]
    private static partial Regex TypeDeclaration();
}

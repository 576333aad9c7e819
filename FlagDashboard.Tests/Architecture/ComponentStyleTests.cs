using System.Text.RegularExpressions;

namespace FlagDashboard.Tests.Architecture;

/// <summary>
/// Tests that the style sheets of components and the names of classes in their markup stay together, because no compiler notices a class
/// that was renamed in only one of both.
/// </summary>
public partial class ComponentStyleTests
{
    // Blazor sets these classes on the reconnect banner.
    private const string FrameworkClassPrefix = "components-reconnect-";

    [Fact]
    public void CssClasses_OfEveryComponent_AreUsedInMarkupOrCode()
    {
        var words = new HashSet<string>(
            SourceFiles.In("FlagDashboard", ".razor", ".cs").Concat(SourceFiles.In("wwwroot", ".js"))
                .SelectMany(SourceFiles.Lines)
                .SelectMany(line => QuotedOrSpaced().Split(line)));
        Assert.Empty(
            from path in SourceFiles.In("FlagDashboard", ".css")
            let selectors = CommentOrBlock().Replace(string.Join('\n', SourceFiles.Lines(path)), " ")
            from name in ClassName().Matches(selectors).Select(match => match.Groups[1].Value).Distinct()
            where !name.StartsWith(FrameworkClassPrefix, StringComparison.Ordinal) && !words.Contains(name)
            select $"{path}: .{name}");
    }

    [GeneratedRegex("""["'`\s]+""")]
    private static partial Regex QuotedOrSpaced();

    [GeneratedRegex(@"/\*.*?\*/|\{[^{}]*\}", RegexOptions.Singleline)]
    private static partial Regex CommentOrBlock();

    [GeneratedRegex(@"\.([a-z][\w-]*)")]
    private static partial Regex ClassName();
}

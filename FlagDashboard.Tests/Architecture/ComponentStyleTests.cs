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

    /// <summary>
    /// Below :has(), a selector of any element, or of all elements with one tag, makes the browser match these elements again whenever one
    /// is inserted anywhere: some 60 ms for any element in a race of four modes and 249 flags, and 30 ms for every "li".
    /// </summary>
    [Fact]
    public void Selectors_BelowHas_NameTheirElements() => Assert.Empty(
        from path in SourceFiles.In("FlagDashboard", ".css").Concat(SourceFiles.In("wwwroot", ".css"))
        from selector in UnnamedElementBelowHas().Matches(string.Join('\n', SourceFiles.Lines(path))).Select(match => match.Value)
        select $"{path}: {selector}");

    [GeneratedRegex("""["'`\s]+""")]
    private static partial Regex QuotedOrSpaced();

    [GeneratedRegex(@"/\*.*?\*/|\{[^{}]*\}", RegexOptions.Singleline)]
    private static partial Regex CommentOrBlock();

    // After :has(…), the last compound selector begins with * or a tag, and names neither a class nor an id nor an attribute.
    [GeneratedRegex(@":has\((?:[^()]|\([^()]*\))*\)[^,{};]*[\s>+~](?:\*|[a-z][\w-]*)(?::[^.#\[\s,{};]*)?\s*(?=[,{])")]
    private static partial Regex UnnamedElementBelowHas();

    [GeneratedRegex(@"\.([a-z][\w-]*)")]
    private static partial Regex ClassName();
}

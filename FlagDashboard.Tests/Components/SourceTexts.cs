using System.Text.RegularExpressions;
using FlagDashboard.Tests.Architecture;

namespace FlagDashboard.Tests.Components;

/// <summary>Finds the English texts in the sources that are translated when they are shown.</summary>
internal static partial class SourceTexts
{
    private const string LiteralPattern = """
        "(?:[^"\\\n]|\\.)*"
        """;

    /// <summary>Returns every text with the file that has it.</summary>
    public static IEnumerable<(string Text, string Path)> All() =>
        from path in SourceFiles.In("FlagDashboard", ".cs", ".razor")
        let source = string.Join('\n', SourceFiles.Lines(path).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))
        from text in TranslatedIn(source)
        select (text, path);

    private static IEnumerable<string> TranslatedIn(string source) =>
        from call in TranslatingCall().Matches(source)
        let literals = Literal().Matches(call.Groups["text"].Value)
        select Regex.Unescape(string.Concat(literals.Select(literal => literal.Value[1..^1])));

    // L["text"], text["text"], translate("text"), Localize("text"), new Sentence("text"): the literal may be split with +.
    [GeneratedRegex(
        """(?:\bL\[|\btext\[|\btranslate\(|\bLocalize\(|new Sentence\()\s*"""
        + $"""(?<text>{LiteralPattern}(?:\s*\+\s*{LiteralPattern})*)\s*[,\])]""")]
    private static partial Regex TranslatingCall();

    [GeneratedRegex(LiteralPattern)]
    private static partial Regex Literal();
}

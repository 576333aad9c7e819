using System.Text.RegularExpressions;

namespace FlagDashboard.Timeline;

/// <summary>A step in the life of a future that a line of a mode's source performs.</summary>
public enum FutureStep
{
    /// <summary>The line submits the future, which is pending from then on.</summary>
    Submitted,

    /// <summary>The line is the call that a worker runs.</summary>
    Running,

    /// <summary>The line receives the result of the future.</summary>
    Received,

    /// <summary>The line receives the exception of the future.</summary>
    Raised,
}

/// <summary>One line of source code.</summary>
/// <param name="Number">The number of the line in its file, from 1.</param>
/// <param name="Text">The code, without the comment that holds the markers.</param>
/// <param name="Marks">The steps of a future that the comment at the end of the line names; empty for most lines.</param>
public sealed record CodeLine(int Number, string Text, IReadOnlyList<FutureStep> Marks);

/// <summary>
/// The part of a source file that the page shows, without the lines that every file has. If a line performs steps of a future, it ends in a
/// comment that lists them, such as "// submitted, running".
/// </summary>
/// <param name="RelativePath">The path of the file inside the program's folder.</param>
/// <param name="Lines">The lines in order, without the indentation that they share.</param>
public sealed partial record CodeListing(string RelativePath, IReadOnlyList<CodeLine> Lines)
{
    private const string MethodMarker = "DownloadMany(";
    private const string Indent = "    ";

    /// <summary>Reads a source file. From the C# file of a mode it takes only the method that downloads.</summary>
    /// <param name="file">The path of the file inside the program's folder.</param>
    /// <param name="text">The text of the whole file.</param>
    public static CodeListing OfSource(string file, string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select((line, i) => Read(i + 1, line)).ToList();
        var method = lines.FindIndex(line => line.Text.Contains(MethodMarker, StringComparison.Ordinal));
        return new(file, method < 0 ? lines
            : [.. lines[method..^1]
            .Select(line => line with { Text = line.Text.StartsWith(Indent, StringComparison.Ordinal) ? line.Text[Indent.Length..]
            : line.Text })]);
    }

    /// <summary>Splits a line into keywords of C# or Python and the text between them.</summary>
    public static IEnumerable<(string Word, bool IsKeyword)> SplitAtKeywords(string line) =>
        Keyword().Split(line).Select((word, i) => (word, i % 2 == 1));

    private static CodeLine Read(int number, string text)
    {
        var mark = Mark().Match(text);
        return mark.Success
            ? new(number, text[..mark.Index],
                [.. mark.Groups["mark"].Captures.Select(name => Enum.Parse<FutureStep>(name.Value, ignoreCase: true))])
            : new(number, text, []);
    }

    [GeneratedRegex(@"\s*(//|#) ((?<mark>submitted|running|received|raised)(, |$))+$")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\b(using|var|new|foreach|in|await|async|try|catch|public|void|def|for|with|as|except|from|import)\b")]
    private static partial Regex Keyword();
}

using System.Text.RegularExpressions;

namespace FlagDashboard.Timeline;

/// <summary>What a line of a mode's source does with a future.</summary>
public enum SourceMarker
{
    /// <summary>Makes it: from here on it is pending.</summary>
    Submitted,

    /// <summary>Is what a worker runs.</summary>
    Running,

    /// <summary>Gets its result.</summary>
    Received,

    /// <summary>Gets its exception.</summary>
    Raised,
}

/// <summary>A line of source.</summary>
/// <param name="Number">Its number in its file, from 1.</param>
/// <param name="Text">What it says, without its mark.</param>
/// <param name="Marks">What it does with futures, as its mark says.</param>
public sealed record CodeLine(int Number, string Text, IReadOnlyList<SourceMarker> Marks);

/// <summary>
/// The part of a source file that students read: all of it but what every file has. A line that does something with a future
/// ends in a comment of nothing but the names of that, such as "// submitted, running".
/// </summary>
/// <param name="File">Its path inside the program's folder.</param>
/// <param name="Lines">Its lines, in order, moved to the left margin.</param>
public sealed partial record CodeListing(string File, IReadOnlyList<CodeLine> Lines)
{
    private const string FirstLine = "DownloadMany(";
    private const string Indent = "    ";

    /// <summary>Reads a mode's source: of C#, only the method that downloads.</summary>
    /// <param name="file">Its path inside the program's folder.</param>
    /// <param name="text">The whole file.</param>
    public static CodeListing Of(string file, string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select((line, i) => Read(i + 1, line)).ToList();
        var method = lines.FindIndex(line => line.Text.Contains(FirstLine, StringComparison.Ordinal));
        return new(file, method < 0 ? lines
            : [.. lines[method..^1]
            .Select(line => line with { Text = line.Text.StartsWith(Indent, StringComparison.Ordinal) ? line.Text[Indent.Length..]
            : line.Text })]);
    }

    /// <summary>A line word by word: which are the language's own, in C# or Python.</summary>
    public static IEnumerable<(string Word, bool IsKeyword)> Words(string line) =>
        Keyword().Split(line).Select((word, i) => (word, i % 2 == 1));

    private static CodeLine Read(int number, string text)
    {
        var mark = Mark().Match(text);
        return mark.Success
            ? new(number, text[..mark.Index],
                [.. mark.Groups["mark"].Captures.Select(name => Enum.Parse<SourceMarker>(name.Value, ignoreCase: true))])
            : new(number, text, []);
    }

    [GeneratedRegex(@"\s*(//|#) ((?<mark>submitted|running|received|raised)(, |$))+$")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\b(using|var|new|foreach|in|await|async|try|catch|public|void|def|for|with|as|except|from|import)\b")]
    private static partial Regex Keyword();
}

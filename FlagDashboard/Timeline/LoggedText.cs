using System.Text.RegularExpressions;

namespace FlagDashboard.Timeline;

/// <summary>
/// Translates texts of a log: phases, names of workers and items, and answers of an executor. A log has them in English, because its
/// readers are not known. Pure functions.
/// </summary>
public static class LoggedText
{
    /// <summary>
    /// The templates of all texts of logs that are worded in the language of their reader. Each is the key of its translations. A template
    /// that begins like another one is before it.
    /// </summary>
    public static IReadOnlyList<string> Templates { get; } =
    [
        // Phases of workers.
        "starting",
        "holds the lock",
        "waits for the lock",
        "blocked in I/O, without the lock",
        "beat is due, the loop has not run it",
        "blocked",
        "blocked by {0}’s callback",
        "blocked in {0}",

        // Names of threads and of items.
        "beat",
        "loop",
        "caller",
        "page",
        "server",
        "worker {0}",
        "item {0}",

        // Answers of an executor, and remarks between them.
        "added",
        "returned",
        "raised {0}",
        "not called: the caller is blocked in {0}",
        "called with {0}, at once: it was done already",
        "called with {0}, within {1}",
        "called with {0}",
        "Close was pressed.",
        "Nobody pressed anything for {0} minutes.",
        "The page was left.",
        "The race was cancelled.",
    ];

    private static readonly HashSet<string> Plain = [.. Templates.Where(template => !HasArguments(template))];

    private static readonly IReadOnlyList<(string Template, string Prefix, Regex Pattern)> Patterns =
        [.. Templates.Where(HasArguments).Select(template => (template, template[..template.IndexOf('{')], PatternOf(template)))];

    /// <summary>The text in the language of its reader; as it is in the log if no template is known for it.</summary>
    public static string Localize(string text, Translate translate) => Parse(text)?.Localize(translate) ?? text;

    /// <summary>The text as an argument of a <see cref="Sentence"/>.</summary>
    public static object ToArgument(string text) => (object?)Parse(text) ?? text;

    /// <summary>Finds the template and the arguments of a text; null if no template is known for it.</summary>
    public static Sentence? Parse(string text)
    {
        if (Plain.Contains(text))
            return new Sentence(text);
        foreach (var (template, prefix, pattern) in Patterns)
        {
            // Most texts have no known beginning, and this comparison is much faster than a pattern.
            if (text.StartsWith(prefix, StringComparison.Ordinal) && pattern.Match(text) is { Success: true } match)
                return new Sentence(template, [.. match.Groups.Values.Skip(1).Select(group => group.Value)]);
        }

        return null;
    }

    private static bool HasArguments(string template) => template.Contains('{');

    private static Regex PatternOf(string template) => new(
        $"^{Regex.Replace(Regex.Escape(template), @"\\\{\d}", "(.+)")}$", RegexOptions.Singleline | RegexOptions.CultureInvariant);
}

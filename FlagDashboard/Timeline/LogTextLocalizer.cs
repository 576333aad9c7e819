using System.Text.RegularExpressions;

namespace FlagDashboard.Timeline;

/// <summary>
/// Translates texts of a log: phases, names of threads and items, answers of an executor, and reasons of failures. A log has these texts in
/// English, because nobody knows who will read it. Pure functions.
/// </summary>
public static partial class LogTextLocalizer
{
    /// <summary>
    /// The templates of all texts of logs that can be translated. Each template is the key of its translations. If a text matches two
    /// templates with placeholders, the more specific template comes first.
    /// </summary>
    public static IReadOnlyList<string> Templates { get; } =
    [
        .. FailureReasons.Templates,

        // Phases of workers:
        "starting",
        "holds the lock",
        "waits for the lock",
        "blocked in I/O, without the lock",
        "computes in C, without the lock",
        "computes",
        "waits for a processor",
        "waits for the next result",
        "waits for a result",
        "waits in wait()",
        "waits in shutdown() ({0})",
        "waits at the end of with ({0})",
        "beat is due, the loop has not run it",
        "blocked",
        "blocked by {0}’s callback",
        "blocked by {0}",
        "busy with {0}",
        "blocked in {0}",
        "waits for {0}",

        // Names of the threads, workers, slots and items that appear in a log:
        "beat",
        "loop",
        "caller",
        "page",
        "server",
        "presenter",
        "worker {0}",
        "thread {0}",
        "slot {0}",
        "item {0}",

        // A person can call the methods of an executor on a page. These texts are the answers to such calls, remarks about callbacks, and
        // the reasons why the executor was closed:
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

    private static readonly HashSet<string> Plain = [.. Templates.Where(template => !template.Contains('{'))];

    // For each template that has placeholders such as {0}: the template, and the fixed texts before, between and after its placeholders.
    private static readonly IReadOnlyList<(string Template, string[] Parts)> Patterns =
        [.. Templates.Where(template => !Plain.Contains(template)).Select(template => (template, Placeholder().Split(template)))];

    /// <summary>The text in the language of its reader, or the unchanged text if no template matches it.</summary>
    public static string Localize(string text, Translate translate) => Parse(text)?.Localize(translate) ?? text;

    /// <summary>
    /// The text as an argument of a <see cref="Sentence"/>: a sentence if a template matches the text, or else the text itself.
    /// </summary>
    public static object ToArgument(string text) => (object?)Parse(text) ?? text;

    /// <summary>
    /// Finds the template of which a text was made, and its arguments; null if no template matches. An argument may itself be made of a
    /// template.
    /// </summary>
    public static Sentence? Parse(string text)
    {
        if (Plain.Contains(text))
            return new Sentence(text);
        foreach (var (template, parts) in Patterns)
        {
            if (ArgumentsOf(text, parts) is { } arguments)
                return new Sentence(template, [.. arguments.Select(ToArgument)]);
        }

        return null;
    }

    // Returns the arguments that were filled into the placeholders of a template. The parts are the fixed texts before, between and after
    // these placeholders. Returns null if the text does not contain all parts in their order, or if an argument would be empty.
    private static string[]? ArgumentsOf(string text, string[] parts)
    {
        if (!text.StartsWith(parts[0], StringComparison.Ordinal) || !text.EndsWith(parts[^1], StringComparison.Ordinal))
            return null;
        var arguments = new string[parts.Length - 1];
        var from = parts[0].Length;
        for (var number = 0; number < arguments.Length; number++)
        {
            var isLast = number == arguments.Length - 1;
            var to = isLast ? text.Length - parts[^1].Length : text.IndexOf(parts[number + 1], from, StringComparison.Ordinal);
            if (to <= from)
                return null;
            arguments[number] = text[from..to];
            from = to + parts[number + 1].Length;
        }

        return arguments;
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}

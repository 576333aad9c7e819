using System.Text;

namespace FlagDashboard.Plans;

/// <summary>Checks and shortens text that came from outside, so that it can be shown or repeated in a message.</summary>
internal static class SafeText
{
    private const int MaxShortLength = 24;
    private const int MaxNameLength = 40;

    /// <summary>Cuts the text to 24 characters and makes control characters visible.</summary>
    public static string Excerpt(string? text)
    {
        text ??= "";
        var visible = string.Concat(text.Take(MaxShortLength).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));
        return text.Length > MaxShortLength ? visible + "…" : visible;
    }

    /// <summary>Whether the text is one line of 1 to <paramref name="maxLength"/> visible characters.</summary>
    public static bool IsLine(string? text, int maxLength) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= maxLength && !text.Any(c => char.IsControl(c) || IsBidiControl(c));

    /// <summary>
    /// Whether the text has at most <paramref name="maxLength"/> visible characters, on any number of lines; null counts as empty.
    /// </summary>
    public static bool IsText(string? text, int maxLength) =>
        text is null
        || (text.Length <= maxLength && !text.Any(c => (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || IsBidiControl(c)));

    /// <summary>Whether the text is an id as links and test ids have it: 1 to 40 lower-case letters, digits and dashes.</summary>
    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= MaxNameLength } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>
    /// Returns the text as a line that <see cref="IsLine"/> accepts. Replaces line breaks and tabs by spaces and all else that cannot be
    /// printed by U+FFFD, and cuts the text if it is longer than <paramref name="maxLength"/>. A line that has no visible character
    /// becomes U+FFFD.
    /// </summary>
    public static string Line(string text, int maxLength)
    {
        if (IsLine(text, maxLength) && !HasLoneSurrogate(text))
            return text;
        var line = Cut(text, maxLength, c => c is '\n' or '\r' or '\t' ? ' ' : Printable(c));
        return string.IsNullOrWhiteSpace(line) ? "\uFFFD" : line;
    }

    /// <summary>
    /// Returns the text as <see cref="IsText"/> accepts it. Replaces what cannot be printed by U+FFFD, and cuts the text if it is longer
    /// than <paramref name="maxLength"/>.
    /// </summary>
    public static string Text(string text, int maxLength) => IsText(text, maxLength) && !HasLoneSurrogate(text)
        ? text
        : Cut(text, maxLength, c => c is '\n' or '\r' or '\t' ? c : Printable(c));

    private static string Cut(string text, int maxLength, Func<char, char> clean)
    {
        var length = text.Length <= maxLength ? text.Length : maxLength - 1;
        var cut = new StringBuilder(length + 1);
        for (var i = 0; i < length; i++)
        {
            if (i + 1 < length && char.IsSurrogatePair(text[i], text[i + 1]))
                cut.Append(text[i++]).Append(text[i]);
            else
                cut.Append(char.IsSurrogate(text[i]) ? '\uFFFD' : clean(text[i]));
        }

        return cut.Append(length < text.Length ? "…" : "").ToString();
    }

    private static char Printable(char c) => char.IsControl(c) || IsBidiControl(c) ? '\uFFFD' : c;

    // UTF-8 cannot encode half a surrogate pair, so a log with such a text could not be written.
    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }

        return false;
    }

    // Bidirectional overrides and isolates change the order in which characters are shown, so a line could seem to say something that it
    // does not.
    private static bool IsBidiControl(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

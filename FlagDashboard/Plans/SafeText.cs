using System.Globalization;
using System.Text;

namespace FlagDashboard.Plans;

/// <summary>Checks, cleans and shortens text from untrusted sources, so that it can be shown to people.</summary>
internal static class SafeText
{
    private const int MaxShortLength = 24;
    private const int MaxNameLength = 40;

    /// <summary>Cuts the text after 24 characters and replaces control characters by U+FFFD.</summary>
    public static string Excerpt(string? text)
    {
        text ??= "";
        var visible = string.Concat(text.Take(MaxShortLength).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));
        return text.Length > MaxShortLength ? visible + "…" : visible;
    }

    /// <summary>
    /// Whether the text is one line of 1 to <paramref name="maxLength"/> characters, at least one of which is visible.
    /// </summary>
    public static bool IsLine(string? text, int maxLength) =>
        text is not null && text.Length <= maxLength && HasVisible(text) && !text.Any(c => char.IsControl(c) || IsBidiControl(c));

    /// <summary>
    /// Whether the text has at most <paramref name="maxLength"/> characters and, except for line breaks and tabs, no control characters;
    /// null counts as empty.
    /// </summary>
    public static bool IsNullOrText(string? text, int maxLength) =>
        text is null
        || (text.Length <= maxLength && !text.Any(c => (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || IsBidiControl(c)));

    /// <summary>Whether the text can be an id in links and test ids: 1 to 40 lower-case letters, digits and dashes.</summary>
    public static bool IsSlug(string? text) =>
        text is { Length: > 0 and <= MaxNameLength } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>
    /// Returns the text as one line that <see cref="IsLine"/> accepts. Line breaks and tabs become spaces, and other unprintable characters
    /// become U+FFFD. A text longer than <paramref name="maxLength"/> is cut and ends in “…”. A line without a visible character becomes
    /// U+FFFD.
    /// </summary>
    public static string ToLine(string text, int maxLength)
    {
        if (IsLine(text, maxLength) && !HasLoneSurrogate(text))
            return text;
        var line = Cut(text, maxLength, c => c is '\n' or '\r' or '\t' ? ' ' : ToPrintable(c));
        return !HasVisible(line) ? "\uFFFD" : line;
    }

    /// <summary>
    /// Returns the text in a form that <see cref="IsNullOrText"/> accepts. Unprintable characters become U+FFFD. A text longer than
    /// <paramref name="maxLength"/> is cut and ends in “…”.
    /// </summary>
    public static string ToText(string text, int maxLength) => IsNullOrText(text, maxLength) && !HasLoneSurrogate(text)
        ? text
        : Cut(text, maxLength, c => c is '\n' or '\r' or '\t' ? c : ToPrintable(c));

    /// <summary>
    /// Returns the first characters of the text, at most <paramref name="maxLength"/>, and never half of a surrogate pair.
    /// </summary>
    public static string Truncate(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var splitsPair = maxLength > 0 && char.IsSurrogatePair(text[maxLength - 1], text[maxLength]);
        return text[..(splitsPair ? maxLength - 1 : maxLength)];
    }

    private static string Cut(string text, int maxLength, Func<char, char> clean)
    {
        var length = text.Length <= maxLength ? text.Length : Truncate(text, maxLength - 1).Length;
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

    private static char ToPrintable(char c) => char.IsControl(c) || IsBidiControl(c) ? '\uFFFD' : c;

    // UTF-8 cannot encode half of a surrogate pair, so a log with such a text could not be written.
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

    private static bool HasVisible(string text) => text.EnumerateRunes().Any(IsVisible);

    // These are not visible: spaces, zero-width characters such as U+200B, combining marks, Hangul fillers and the empty Braille pattern.
    private static bool IsVisible(Rune rune) =>
        rune.Value is not (0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherNotAssigned);

    // Bidirectional overrides and isolates change the order of the displayed characters, so that a line can appear to say something else.
    private static bool IsBidiControl(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

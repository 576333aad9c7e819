namespace FlagDashboard.Plans;

/// <summary>Checks and shortens text that came from outside, so that it can be shown or repeated in a message.</summary>
internal static class SafeText
{
    private const int MaxShortLength = 24;
    private const int MaxNameLength = 40;

    /// <summary>Cuts the text to 24 characters and makes control characters visible.</summary>
    public static string Short(string? text)
    {
        text ??= "";
        var visible = string.Concat(text.Take(MaxShortLength).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));
        return text.Length > MaxShortLength ? visible + "…" : visible;
    }

    /// <summary>Whether the text is one line of 1 to <paramref name="maxLength"/> visible characters.</summary>
    public static bool IsLine(string? text, int maxLength) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= maxLength && !text.Any(c => char.IsControl(c) || ChangesDirection(c));

    /// <summary>
    /// Whether the text has at most <paramref name="maxLength"/> visible characters, on any number of lines; null counts as empty.
    /// </summary>
    public static bool IsText(string? text, int maxLength) =>
        text is null
        || (text.Length <= maxLength && !text.Any(c => (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || ChangesDirection(c)));

    /// <summary>Whether the text is an id as links and test ids have it: 1 to 40 lower-case letters, digits and dashes.</summary>
    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= MaxNameLength } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // Bidirectional overrides and isolates could make a line read as something else.
    private static bool ChangesDirection(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

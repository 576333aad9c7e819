namespace FlagDashboard.Sharing;

/// <summary>Whether foreign text is fit to be shown as what it says it is.</summary>
internal static class PlainText
{
    /// <summary>One line of 1 to <paramref name="most"/> characters, all of them to be seen.</summary>
    public static bool IsLine(string? text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(c => char.IsControl(c) || TurnsTheDirection(c));

    /// <summary>Text of at most <paramref name="most"/> characters, on any number of lines.</summary>
    public static bool IsText(string? text, int most) =>
        text is null || (text.Length <= most && !text.Any(c => (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || TurnsTheDirection(c)));

    /// <summary>A stable name, as in links and test ids.</summary>
    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= 40 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool TurnsTheDirection(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

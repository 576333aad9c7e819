namespace FlagDashboard.Races;

/// <summary>Makes foreign text fit to be repeated in a message.</summary>
internal static class Printable
{
    private const int MaxLength = 24;

    /// <summary>The text with control characters made visible, cut to 24 characters.</summary>
    public static string Short(string? text)
    {
        text ??= "";
        var visible = string.Concat(text.Take(MaxLength).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));
        return text.Length > MaxLength ? visible + "…" : visible;
    }
}

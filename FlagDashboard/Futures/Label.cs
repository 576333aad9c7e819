namespace FlagDashboard.Futures;

/// <summary>
/// The name of a future in its <see cref="object.ToString"/>: its argument's text, taken once, when it is submitted.
/// </summary>
/// <remarks>
/// A text rather than the argument, so that a future kept for its result does not keep the argument alive too, and
/// prints the same all its life even if the argument changes. Cut, because the text of a string is that very string.
/// </remarks>
internal static class Label
{
    private const int Longest = 60;

    public static string Of(object? argument)
    {
        string? text = null;
        SafeInvoke.Run("An argument's ToString", () => text = argument is null ? "null" : argument.ToString());
        text ??= argument!.GetType().Name;
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest - 1), "…");
    }
}

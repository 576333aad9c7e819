namespace FlagDashboard.Futures;

/// <summary>Makes the name that a future shows in its <see cref="object.ToString"/>: its argument's text.</summary>
/// <remarks>
/// The text is taken once, at Submit. A future therefore does not keep its argument alive, and its name does not change when the argument
/// changes. Long texts are shortened, because the text of a long string is the string itself, which would otherwise stay alive.
/// </remarks>
internal static class FutureLabel
{
    private const int MaxLength = 60;

    /// <summary>
    /// Returns the text of an argument, at most 60 characters. If ToString of the argument throws, returns the name of its type.
    /// </summary>
    public static string Of(object? argument)
    {
        string? text = null;
        SafeInvoke.Run("An argument's ToString", () => text = argument is null ? "null" : argument.ToString());
        text ??= TypeDisplayName.Format(argument!.GetType());
        return text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength - 1), "…");
    }
}

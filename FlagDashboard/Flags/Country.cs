namespace FlagDashboard.Flags;

/// <summary>A country of ISO 3166-1.</summary>
/// <param name="Code">Its two upper-case letters.</param>
/// <param name="Name">Its English name.</param>
/// <param name="Continent">Where it lies.</param>
public sealed record Country(string Code, string Name, string Continent)
{
    /// <summary>Whether a text has the form of a code, in any case; it need not be one.</summary>
    public static bool IsCode(string? text) => text is { Length: 2 } && text.All(char.IsAsciiLetter);

    /// <summary>The code: it stands for the country in a future's text.</summary>
    public override string ToString() => Code;
}

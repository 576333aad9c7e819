namespace FlagDashboard.Flags;

/// <summary>A country of ISO 3166-1.</summary>
/// <param name="Code">The ISO 3166-1 code: two upper-case letters.</param>
/// <param name="Name">The English name of the country.</param>
/// <param name="Continent">The English name of the continent.</param>
public sealed record Country(string Code, string Name, string Continent)
{
    /// <summary>
    /// Whether a text has the form of a country code: two ASCII letters, in upper or lower case. There may be no country with that code.
    /// </summary>
    public static bool IsWellFormedCode(string? text) => text is { Length: 2 } && text.All(char.IsAsciiLetter);

    /// <summary>Returns the code, which is also the name of the future that downloads the flag.</summary>
    public override string ToString() => Code;
}

using FlagDashboard.Plans;

namespace FlagDashboard.History;

/// <summary>The rule for the names that people give to races.</summary>
public static class RaceName
{
    /// <summary>The longest name that a race may have, in characters.</summary>
    public const int MaxLength = 80;

    /// <summary>
    /// Whether a race may have this name: 1 to <see cref="MaxLength"/> characters after trimming, at least one that can be seen, and no
    /// control characters.
    /// </summary>
    public static bool IsValid(string? name) => SafeText.IsLine(name?.Trim(), MaxLength) && !name!.Any(char.IsControl);

    /// <summary>Cuts a name that the product made up to the longest one allowed.</summary>
    internal static string Cut(string name) => SafeText.Line(name, MaxLength);
}

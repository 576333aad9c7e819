using FlagDashboard.Plans;
using FlagDashboard.Timeline;

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

    /// <summary>Makes the name of a race that nobody has named.</summary>
    /// <param name="experiment">The title of the experiment; null for downloads.</param>
    /// <param name="flags">The number of flags of the plan.</param>
    /// <param name="site">The site, spelt as in plans; null for an experiment.</param>
    /// <param name="workers">The highest number of workers of a run.</param>
    internal static Sentence Generate(string? experiment, int flags, string? site, int workers) => experiment is not null
        ? new Sentence(experiment)
        : new Sentence("{0} from {1}, {2}", Quantity.Flags(flags), site?.ToUpperInvariant() ?? "", Quantity.Workers(workers));

    /// <summary>Cuts a name that the product made up to the longest one allowed.</summary>
    internal static string Truncate(string name) => SafeText.ToLine(name, MaxLength);
}

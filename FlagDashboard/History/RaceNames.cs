using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.History;

/// <summary>Validates the names that people give to races, and generates the names of other races.</summary>
public static class RaceNames
{
    /// <summary>The maximum length of a race's name, in characters.</summary>
    public const int MaxLength = 80;

    /// <summary>
    /// Whether a race may have this name. After trimming, a valid name has 1 to <see cref="MaxLength"/> characters, at least one of them
    /// visible, and no control characters.
    /// </summary>
    public static bool IsValid(string? name) => SafeText.IsLine(name?.Trim(), MaxLength) && !name!.Any(char.IsControl);

    /// <summary>Generates the name of a race that no person has named.</summary>
    /// <param name="experiment">The title of the experiment; null for downloads.</param>
    /// <param name="flagCount">The number of flags in the plan.</param>
    /// <param name="site">The site, spelt as in plans; null for an experiment.</param>
    /// <param name="workerCount">The number of workers of the run that has the most.</param>
    internal static Sentence Generate(string? experiment, int flagCount, string? site, int workerCount) => experiment is not null
        ? new Sentence(experiment)
        : new Sentence("{0} from {1}, {2}", Quantity.Flags(flagCount), site?.ToUpperInvariant() ?? "", Quantity.Workers(workerCount));

    /// <summary>
    /// Returns the name of a saved race as a translatable sentence if the product generated it; null if a person chose the name, and for a
    /// recorded program. The parameters are those of <see cref="Generate"/>, and the saved name.
    /// </summary>
    internal static Sentence? RecognizeGenerated(string name, string? experiment, int flagCount, string? site, int workerCount) =>
        site != HistoryQuery.ProgramsSiteValue && Generate(experiment, flagCount, site, workerCount) is var generated
            && Truncate(generated.ToString()) == name ? generated : null;

    /// <summary>Shortens a generated name to <see cref="MaxLength"/> characters.</summary>
    internal static string Truncate(string name) => SafeText.ToLine(name, MaxLength);
}

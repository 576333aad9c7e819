using System.Text.RegularExpressions;
using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Python;

/// <summary>
/// The Pythons that run the modes in Python. There is one, or the setting names several versions, which can race each other. Thread-safe.
/// </summary>
internal sealed partial class ModePythons : IModeAvailability
{
    /// <summary>The name of the setting with the path of a Python, or with several versions and their paths.</summary>
    public const string SettingName = "Python";

    /// <summary>The maximum number of Pythons.</summary>
    public const int MaxCount = 4;

    private ModePythons(params IReadOnlyList<ModePythonFinder> all) => All = all;

    /// <summary>The Pythons in the order of the setting; at least one.</summary>
    public IReadOnlyList<ModePythonFinder> All { get; }

    /// <inheritdoc/>
    public Task Ready => Task.WhenAll(All.Select(python => python.Ready));

    /// <inheritdoc/>
    public PlanProblem? ProblemOf(ModeInfo mode) => mode.Language == ModeLanguage.Python
        ? All.First(python => python.Version == mode.PythonVersion).Problem
        : null;

    /// <summary>
    /// Returns the first Python that has no lock if another one has it, or the other way round; null if there is none. Waits for the end of
    /// the search.
    /// </summary>
    /// <param name="python">The other one.</param>
    public PythonInterpreter? FindWithOtherLock(PythonInterpreter python) =>
        All.Where(finder => finder.Problem is null).Select(finder => finder.Require())
            .FirstOrDefault(other => other.HasGil != python.HasGil);

    /// <summary>Searches for the Pythons, and logs a warning for each named program that cannot run the modes.</summary>
    public async Task FindAndWarn(ILogger logger)
    {
        await Ready;
        foreach (var python in All.Where(python => python.IsNamed))
        {
            if (python.Problem is { } problem)
                logger.PythonCannotRunModes(problem.ToString());
        }
    }

    /// <summary>Reads the setting.</summary>
    /// <param name="setting">
    /// “3.11=PATH;3.13t=PATH” for several versions; the path of a Python; “none” to use none; null or empty to search for one.
    /// </param>
    /// <exception cref="InvalidConfigurationException">
    /// The setting names too many Pythons, one version twice, or a Python without its version or path.
    /// </exception>
    public static ModePythons Read(string? setting)
    {
        var entries = (setting ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (entries.Length < 2 && !entries.Any(entry => VersionStart().IsMatch(entry)))
            return new(new ModePythonFinder(entries.FirstOrDefault()));
        if (entries.Length > MaxCount)
            throw new InvalidConfigurationException($"{SettingName}: {entries.Length} Pythons are too many: at most {MaxCount}.");
        var pythons = entries.Select(ReadEntry).ToList();
        return pythons.GroupBy(python => python.Version).FirstOrDefault(group => group.Skip(1).Any()) is { Key: var twice }
            ? throw new InvalidConfigurationException($"{SettingName}: {twice} is listed twice.")
            : new(pythons);
    }

    private static ModePythonFinder ReadEntry(string entry) => VersionAndPath().Match(entry) is { Success: true } match
        ? new(match.Groups["path"].Value, match.Groups["version"].Value)
        : throw new InvalidConfigurationException(
            $"{SettingName}: “{SafeText.Excerpt(entry)}” is no version with a path. Give each Python both: --Python 3.11=PATH;3.13t=PATH");

    [GeneratedRegex(@"\A\d[\d.]*t?=")]
    private static partial Regex VersionStart();

    // A t stands for a free-threaded Python, which has no global interpreter lock. Python calls its program python3.13t.
    [GeneratedRegex(@"\A(?<version>\d\.\d{1,2}t?)=(?<path>.+)\z")]
    private static partial Regex VersionAndPath();
}

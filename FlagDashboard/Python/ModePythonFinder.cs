using FlagDashboard.Plans;

namespace FlagDashboard.Python;

/// <summary>
/// Finds the Python that runs the modes in Python: the configured one, or else the first on the PATH that is new enough. Searches once, in
/// the background. Thread-safe.
/// </summary>
/// <param name="setting">The path of a Python; “none” to use none; null to search for one.</param>
internal sealed class ModePythonFinder(string? setting) : IModeAvailability
{
    /// <summary>The name of the setting with the path of a Python.</summary>
    public const string SettingName = "Python";

    private const string None = "none";

    private readonly Lazy<Task<(PythonInterpreter? Found, PlanProblem? Problem)>> _search = new(() => Search(setting));

    /// <inheritdoc/>
    public Task Ready => _search.Value;

    /// <summary>The Python, if it was found by now; null if there is none, or it is not known yet.</summary>
    public PythonInterpreter? FoundByNow =>
        _search.IsValueCreated && _search.Value.IsCompletedSuccessfully ? _search.Value.Result.Found : null;

    /// <inheritdoc/>
    public PlanProblem? ProblemOf(ModeInfo mode) => mode.Language == ModeLanguage.Python ? Result.Problem : null;

    /// <summary>Returns the Python. Waits for the end of the search.</summary>
    /// <exception cref="RaceRefusedException">There is none.</exception>
    public PythonInterpreter Require() => Result.Found ?? throw new RaceRefusedException([Result.Problem!]);

    private (PythonInterpreter? Found, PlanProblem? Problem) Result => _search.Value.GetAwaiter().GetResult();

    private static async Task<(PythonInterpreter?, PlanProblem?)> Search(string? setting)
    {
        if (string.Equals(setting, None, StringComparison.OrdinalIgnoreCase))
            return (null, Problem("The modes in Python are switched off on this server."));
        await Task.Yield();
        if (!string.IsNullOrEmpty(setting))
            return Judge(await PythonProbe.Ask(setting), Problem("The program that --Python names is no Python that can be run."));

        PythonInterpreter? old = null;
        foreach (var (file, arguments) in Candidates())
        {
            var found = await PythonProbe.Ask(file, arguments);
            if (found?.Version >= PythonInterpreter.MinVersion)
                return (found, null);
            old ??= found;
        }

        return Judge(old, Problem(
            "There is no Python on this machine: install Python {0} or later, or start with --Python PATH.",
            PythonInterpreter.MinVersion.ToString(2)));
    }

    private static (PythonInterpreter?, PlanProblem?) Judge(PythonInterpreter? found, PlanProblem missing) =>
        found is null ? (null, missing)
        : found.Version >= PythonInterpreter.MinVersion ? (found, null)
        : (null, Problem(
            "Python {0} is too old: the modes in Python need {1} or later.",
            found.Version.ToString(), PythonInterpreter.MinVersion.ToString(2)));

    private static PlanProblem Problem(string template, params object[] arguments) => new(PlanFields.Modes.Name, template, arguments);

    private static IEnumerable<(string File, string[] Arguments)> Candidates() => PythonCandidates.Find(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        path => File.Exists(path) || Directory.Exists(path), OperatingSystem.IsWindows(), OperatingSystem.IsMacOS());
}

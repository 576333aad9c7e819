using FlagDashboard.Plans;

namespace FlagDashboard.Python;

/// <summary>
/// Finds a Python that runs the modes in Python: the configured one, or else the first on the PATH that is new enough. Searches once, in
/// the background. Thread-safe.
/// </summary>
/// <param name="setting">The path of a Python; “none” to use none; null to search for one.</param>
/// <param name="version">The version that the Python at the path must have, such as 3.13t; null for any.</param>
internal sealed class ModePythonFinder(string? setting, string? version = null)
{
    private const string None = "none";

    private readonly Lazy<Task<(PythonInterpreter? Found, PlanProblem? Problem)>> _search = new(() => Search(setting, version));

    /// <summary>The version that the Python must have; null for any.</summary>
    public string? Version => version;

    /// <summary>Whether the configuration names a program. Otherwise the Python is searched for, or none is used.</summary>
    public bool IsNamed => !string.IsNullOrEmpty(setting) && !IsNone(setting, version);

    /// <summary>Completes when the search has ended, at most some seconds after it began. Never fails.</summary>
    public Task Ready => _search.Value;

    /// <summary>The Python, if it was found by now; null if there is none, or it is not known yet.</summary>
    public PythonInterpreter? FoundByNow =>
        _search.IsValueCreated && _search.Value.IsCompletedSuccessfully ? _search.Value.Result.Found : null;

    /// <summary>The reason why there is no Python that can run the modes; null if there is one. Waits for the end of the search.</summary>
    public PlanProblem? Problem => Result.Problem;

    /// <summary>Returns the Python. Waits for the end of the search.</summary>
    /// <exception cref="RaceRefusedException">There is none.</exception>
    public PythonInterpreter Require() => Result.Found ?? throw new RaceRefusedException([Result.Problem!]);

    private (PythonInterpreter? Found, PlanProblem? Problem) Result => _search.Value.GetAwaiter().GetResult();

    private static async Task<(PythonInterpreter?, PlanProblem?)> Search(string? setting, string? version)
    {
        if (IsNone(setting, version))
            return (null, CreateProblem("The modes in Python are switched off on this server."));
        await Task.Yield();
        if (!string.IsNullOrEmpty(setting))
        {
            return Judge(
                await PythonProbe.Ask(setting),
                version is null ? CreateProblem("The program that --Python names is no Python that can be run.")
                    : CreateProblem("The program that --Python names for {0} is no Python that can be run.", version),
                version);
        }

        PythonInterpreter? old = null;
        foreach (var (file, arguments) in Candidates())
        {
            var found = await PythonProbe.Ask(file, arguments);
            if (found?.Version >= PythonInterpreter.MinVersion)
                return (found, null);
            old ??= found;
        }

        return Judge(old, CreateProblem(
            "There is no Python on this machine: install Python {0} or later, or start with --Python PATH.",
            PythonInterpreter.MinVersion.ToString(2)));
    }

    private static bool IsNone(string? setting, string? version) =>
        version is null && string.Equals(setting, None, StringComparison.OrdinalIgnoreCase);

    private static (PythonInterpreter?, PlanProblem?) Judge(PythonInterpreter? found, PlanProblem missing, string? version = null) =>
        found is null ? (null, missing)
        : found.Version < PythonInterpreter.MinVersion ? (null, CreateProblem(
            "Python {0} is too old: the modes in Python need {1} or later.",
            found.Version.ToString(), PythonInterpreter.MinVersion.ToString(2)))
        : version is not null && version != found.ShortVersion ? (null, CreateProblem(
            "The program that --Python names for {0} is Python {1}.", version, found.ShortVersion))
        : (found, null);

    private static PlanProblem CreateProblem(string template, params object[] arguments) => new(PlanFields.Modes.Name, template, arguments);

    private static IEnumerable<(string File, string[] Arguments)> Candidates() => PythonCandidates.Find(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        path => File.Exists(path) || Directory.Exists(path), OperatingSystem.IsWindows(), OperatingSystem.IsMacOS());
}

using System.Text.Json.Serialization;

namespace FlagDashboard.Log;

/// <summary>
/// Facts about a recorded Python program. A race that was made from a recording has these facts instead of a plan. Immutable.
/// </summary>
/// <param name="Name">The name of the program's file or module, such as crawler.py.</param>
/// <param name="PythonVersion">The version of Python, such as 3.11.7.</param>
/// <param name="HasGil">Whether a global interpreter lock lets only one thread at a time run Python code; null if unknown.</param>
/// <param name="Futures">The number of futures in all runs of the race.</param>
/// <param name="ExitCode">The exit code of the program; null if it is not known.</param>
/// <param name="IsTruncated">Whether the recording stops before the end of the program.</param>
/// <param name="LostObservations">
/// The number of observations that are missing, because the recorder could not write them or the race has no room for them.
/// </param>
/// <param name="LeftOutExecutors">
/// The number of executors and event loops that the race does not show, with their futures, because it has no room for more runs.
/// </param>
public sealed record ProgramInfo(
    string Name,
    [property: JsonPropertyName("python")] string PythonVersion,
    bool? HasGil,
    int Futures,
    int? ExitCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonPropertyName("isInterrupted")] bool IsTruncated = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int LostObservations = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int LeftOutExecutors = 0)
{
    /// <summary>The maximum number of futures of a program.</summary>
    public const int MaxFutures = 10_000;

    /// <summary>
    /// The maximum number of runs that are executors, event loops and threads of event loops. The executors after them are left out.
    /// </summary>
    public const int MaxExecutorRuns = 64;

    /// <summary>The maximum number of runs of a program. One of them shows where the program's own code waits.</summary>
    public const int MaxRuns = MaxExecutorRuns + 1;

    /// <summary>The id of the run that shows where the program's own code waits for results.</summary>
    public const string WaitsRunId = "waits";

    /// <summary>The maximum number of rows in the run that shows waits. The waits of further threads are left out.</summary>
    public const int MaxWaitingThreads = 32;
}

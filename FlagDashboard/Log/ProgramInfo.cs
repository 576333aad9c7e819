using System.Text.Json.Serialization;

namespace FlagDashboard.Log;

/// <summary>
/// What is known of a recorded Python program. A race that was made from a recording has this instead of a plan. Immutable.
/// </summary>
/// <param name="Name">The name of its file or module, such as crawler.py.</param>
/// <param name="Python">The version of Python, such as 3.11.7.</param>
/// <param name="HasGil">Whether a global interpreter lock lets only one thread at a time run Python code; null if unknown.</param>
/// <param name="Futures">The number of its futures, in all runs.</param>
/// <param name="ExitCode">Its exit code; null if it is not known.</param>
/// <param name="IsInterrupted">Whether the recording ends before the program.</param>
/// <param name="Lost">The number of observations that the recorder could not write.</param>
public sealed record ProgramInfo(
    string Name,
    string Python,
    bool? HasGil,
    int Futures,
    int? ExitCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsInterrupted = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Lost = 0)
{
    /// <summary>The maximum number of futures of a program.</summary>
    public const int MaxFutures = 10_000;

    /// <summary>The maximum number of runs of a program: its executors and event loops.</summary>
    public const int MaxRuns = 64;
}

using System.Text.Json;
using FlagDashboard.Log;

namespace FlagDashboard.Python;

/// <summary>What a run of the experiment about the lock does. gil.py gets it as one line of JSON.</summary>
/// <param name="Executor">What executes the items.</param>
/// <param name="Work">What an item computes.</param>
/// <param name="Items">The number of items.</param>
/// <param name="Workers">The number of workers.</param>
/// <param name="WorkPerItem">The last number that an item tests, or the number of KB that it hashes.</param>
/// <param name="IoMs">The time for which an item blocks before it computes, in ms.</param>
/// <param name="SwitchIntervalMs">Python's switch interval, in ms.</param>
/// <param name="Repeats">How many times C# does the work of an item. Python does it once.</param>
internal sealed record GilPlan(
    GilExecutor Executor, GilWork Work, int Items, int Workers, int WorkPerItem, int IoMs, int SwitchIntervalMs, int Repeats = 1)
{
    /// <summary>Whether the workers share one lock. Processes do not, and neither do threads of a Python without one.</summary>
    public bool SharesLock(PythonInterpreter python) => Executor != GilExecutor.Processes && python.HasGil;

    /// <summary>The plan as one line of JSON.</summary>
    /// <param name="memoryPath">The path of the file in memory.</param>
    /// <param name="startTimestampNs">What the monotonic clock showed when the race began, in ns.</param>
    public string ToJson(string memoryPath, long startTimestampNs) => JsonSerializer.Serialize(
        new { Executor, Work, Items, Workers, WorkPerItem, IoMs, SwitchIntervalMs, Memory = memoryPath, Began = startTimestampNs },
            RaceJson.Options);
}

/// <summary>What an item of <see cref="GilPlan"/> computes.</summary>
internal enum GilWork
{
    /// <summary>Counts primes in Python, which needs the lock.</summary>
    Primes,

    /// <summary>Hashes in C, which lets go of the lock.</summary>
    Hash,
}

/// <summary>What executes the items of a <see cref="GilPlan"/>.</summary>
internal enum GilExecutor
{
    /// <summary>Nothing: one thread makes each call.</summary>
    None,

    /// <summary>A pool of threads.</summary>
    Threads,

    /// <summary>A pool of processes.</summary>
    Processes,
}

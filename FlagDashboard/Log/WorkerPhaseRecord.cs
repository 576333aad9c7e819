namespace FlagDashboard.Log;

/// <summary>
/// A worker phase that belongs to no future, such as the start of its process. Times are in ms since the race began.
/// </summary>
/// <param name="number">The number of the phase in the run, from 0.</param>
/// <param name="worker">The number of the worker, from 1.</param>
/// <param name="name">The name of the phase, for people.</param>
/// <param name="fromMs">The time at which the phase began.</param>
public sealed class WorkerPhaseRecord(int number, int worker, string name, double fromMs)
{
    /// <summary>The number of the phase in the run, from 0.</summary>
    public int PhaseNumber => number;

    /// <summary>The number of the worker, from 1.</summary>
    public int Worker => worker;

    /// <summary>The name of the phase, for people.</summary>
    public string Name => name;

    /// <summary>The time at which the phase began.</summary>
    public double FromMs => fromMs;

    /// <summary>The time at which the phase ended; null while it lasts.</summary>
    public double? ToMs { get; private set; }

    internal void End(double at) => ToMs ??= at;
}

namespace FlagDashboard.Log;

/// <summary>
/// A worker phase that belongs to no future, such as the start of its process. Times are in ms since the race began.
/// </summary>
/// <param name="number">Its place among the phases of its run, from 0.</param>
/// <param name="worker">The worker, from 1.</param>
/// <param name="name">Its name, for people.</param>
/// <param name="fromMs">When it began.</param>
public sealed class PhaseRecord(int number, int worker, string name, double fromMs)
{
    /// <summary>Its place among the phases of its run, from 0.</summary>
    public int Number => number;

    /// <summary>The worker, from 1.</summary>
    public int Worker => worker;

    /// <summary>Its name, for people.</summary>
    public string Name => name;

    /// <summary>When it began.</summary>
    public double FromMs => fromMs;

    /// <summary>When it ended; null while it lasts.</summary>
    public double? ToMs { get; private set; }

    internal void End(double at) => ToMs ??= at;
}

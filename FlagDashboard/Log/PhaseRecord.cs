namespace FlagDashboard.Log;

/// <summary>A stretch of a worker's time that belongs to no future, such as the start of its process. Times in ms since the race began.</summary>
public sealed class PhaseRecord(int number, int worker, string name, double fromMs)
{
    /// <summary>Its place among the phases of its run, from 0.</summary>
    public int Number => number;

    /// <summary>Whose row it is in, from 1.</summary>
    public int Worker => worker;

    /// <summary>What it is.</summary>
    public string Name => name;

    /// <summary>When it began.</summary>
    public double FromMs => fromMs;

    /// <summary>When it ended; null while it lasts.</summary>
    public double? ToMs { get; private set; }

    internal void End(double at) => ToMs ??= at;
}

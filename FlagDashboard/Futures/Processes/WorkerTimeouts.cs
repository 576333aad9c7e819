namespace FlagDashboard.Futures.Processes;

/// <summary>How long a child process is waited for.</summary>
internal static class WorkerTimeouts
{
    /// <summary>From its start until it takes calls. Long: many may start at once on few processors.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(60);

    /// <summary>In a call, until it is asked whether it is still there, and after each answer to that.</summary>
    public static readonly TimeSpan Ask = TimeSpan.FromSeconds(2);

    /// <summary>
    /// From being asked until it is given up. Counted from the question, and not from its last sign of life: after a pause of both
    /// processes it still has this long.
    /// </summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(8);

    /// <summary>What it is granted to end, and for its last words to arrive.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
}

namespace FlagDashboard.Futures.Processes;

/// <summary>The times for which an executor waits for a worker process.</summary>
internal static class WorkerTimeouts
{
    /// <summary>
    /// The time from the start of a process to its Ready frame. It is long, because many processes may start at once on few processors.
    /// </summary>
    public static readonly TimeSpan Startup = TimeSpan.FromSeconds(60);

    /// <summary>The time from the start of a call, or from a pong, to the next ping.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The time in which a worker must answer a ping; otherwise it counts as hung. It starts at the ping and not at the worker's last
    /// frame. If both processes were suspended, the worker therefore still has this time to answer.
    /// </summary>
    public static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(8);

    /// <summary>The time in which an ending process must exit and its last output must arrive.</summary>
    public static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(2);
}

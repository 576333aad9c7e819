namespace FlagDashboard.Futures.Processes;

/// <summary>The times for which an executor waits for a worker process.</summary>
internal static class WorkerTimeouts
{
    /// <summary>From the start of the process to its Ready frame. Long, because many may start at once on few processors.</summary>
    public static readonly TimeSpan Startup = TimeSpan.FromSeconds(60);

    /// <summary>From the start of a call, and from each pong, to the next ping.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(2);

    /// <summary>
    /// From a ping to its pong; then the worker counts as hung. Counted from the ping and not from the worker's last frame, so
    /// that after both processes were suspended the worker still has this long to answer.
    /// </summary>
    public static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(8);

    /// <summary>The time in which an ending process must exit and its last output must arrive.</summary>
    public static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(2);
}

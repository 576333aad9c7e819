namespace FlagDashboard.Log;

/// <summary>The status of a race.</summary>
public enum RaceStatus
{
    /// <summary>The race has started and has not ended yet.</summary>
    Running,

    /// <summary>The race ran to its end.</summary>
    Finished,

    /// <summary>The race was cancelled.</summary>
    Cancelled,

    /// <summary>The server stopped before the race ended.</summary>
    Interrupted,

    /// <summary>
    /// The race waits in the queue, because the maximum number of races is running. A queued race is not saved; it exists only in memory.
    /// </summary>
    Queued,
}

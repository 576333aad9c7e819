namespace FlagDashboard.Log;

/// <summary>The status of a race.</summary>
public enum RaceStatus
{
    /// <summary>The race has started and not ended.</summary>
    Running,

    /// <summary>The race has ended by itself.</summary>
    Finished,

    /// <summary>The race was cancelled.</summary>
    Cancelled,

    /// <summary>The server stopped before the race ended.</summary>
    Interrupted,

    /// <summary>
    /// The race waits, because the maximum number of races is running. A queued race is only in the memory of the server.
    /// </summary>
    Queued,
}

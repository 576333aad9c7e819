namespace FlagDashboard.Log;

/// <summary>How far a race is.</summary>
public enum RaceStatus
{
    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>Every run came to its end.</summary>
    Finished,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The server stopped before the race ended.</summary>
    Interrupted,

    /// <summary>It waits for its turn, because as many races run as may. Such a race is in the memory of the server only.</summary>
    Queued,
}

namespace FlagDashboard.Log;

/// <summary>How far a race is.</summary>
public enum RaceStatus
{
    /// <summary>It goes on.</summary>
    Running,

    /// <summary>Every run came to its end.</summary>
    Finished,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The server ended before the race did.</summary>
    Interrupted,
}

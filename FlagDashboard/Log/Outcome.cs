namespace FlagDashboard.Log;

/// <summary>How a future, a run or a race ended.</summary>
public enum Outcome : byte
{
    /// <summary>It returned a result. A race or a run came to its end.</summary>
    Ok,

    /// <summary>The site answered that it has no such flag: a result, not an exception.</summary>
    NotFound,

    /// <summary>It raised an exception. A race with this outcome was interrupted: its server stopped first.</summary>
    Error,

    /// <summary>It was cancelled while pending, or stopped while running because the race was cancelled.</summary>
    Cancelled,
}

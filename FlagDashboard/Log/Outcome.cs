namespace FlagDashboard.Log;

/// <summary>The outcome of a future, a run or a race.</summary>
public enum Outcome : byte
{
    /// <summary>The future returned a result; the run or the race completed.</summary>
    Ok,

    /// <summary>The site answered that it has no such flag: a result, not an exception.</summary>
    NotFound,

    /// <summary>The future or the run raised an exception; the race was interrupted, because the server stopped.</summary>
    Error,

    /// <summary>The future was cancelled while pending or aborted while running; the run or the race was cancelled.</summary>
    Cancelled,
}

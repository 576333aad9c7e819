namespace FlagDashboard.Log;

/// <summary>The outcome of a future, a run or a race.</summary>
public enum Outcome : byte
{
    /// <summary>The future returned a result, or the run or race completed.</summary>
    Ok,

    /// <summary>The site answered that it does not have the flag. This counts as a result of the future, not as an exception.</summary>
    NotFound,

    /// <summary>The future or the run raised an exception. For a race: the server stopped before the race ended.</summary>
    Error,

    /// <summary>The future was cancelled while pending or aborted while running, or the run or race was cancelled.</summary>
    Cancelled,
}

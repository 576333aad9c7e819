namespace FlagDashboard.Log;

/// <summary>How a download, a run or a race ended.</summary>
public enum Outcome : byte
{
    /// <summary>It came.</summary>
    Ok,

    /// <summary>The site answered that it has no such flag: a result, not an exception.</summary>
    NotFound,

    /// <summary>The site failed; the detail says how.</summary>
    Error,

    /// <summary>It was cancelled while pending, or given up while running.</summary>
    Cancelled,
}

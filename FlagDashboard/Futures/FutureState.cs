namespace FlagDashboard.Futures;

/// <summary>
/// The states of a <see cref="Future"/>. A future goes from Pending to Cancelled, or from Pending through Running to Finished, and never
/// back.
/// </summary>
public enum FutureState
{
    /// <summary>No worker has started the call. Only in this state can the future be cancelled.</summary>
    Pending,

    /// <summary>A worker is making the call.</summary>
    Running,

    /// <summary>The future was cancelled while pending, so the function is never called. The future is done.</summary>
    Cancelled,

    /// <summary>The function returned or raised. The future is done.</summary>
    Finished,
}

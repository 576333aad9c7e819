namespace FlagDashboard.Futures;

/// <summary>Where a <see cref="Future"/> stands. It only ever moves forward.</summary>
public enum FutureState
{
    /// <summary>Waits for a worker; the only state from which it can be cancelled.</summary>
    Pending,

    /// <summary>A worker is calling its function; it can no longer be cancelled.</summary>
    Running,

    /// <summary>Was cancelled while pending; its function was never called, and it is done.</summary>
    Cancelled,

    /// <summary>Its function returned or raised, and it is done.</summary>
    Finished,
}

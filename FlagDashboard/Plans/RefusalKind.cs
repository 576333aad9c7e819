namespace FlagDashboard.Plans;

/// <summary>The reason why a race was refused.</summary>
public enum RefusalKind
{
    /// <summary>The plan breaks a rule. Another plan can be accepted.</summary>
    InvalidPlan,

    /// <summary>The server is busy. The same plan can be accepted later.</summary>
    Busy,

    /// <summary>The memory limit is reached, and the races in memory cannot be saved.</summary>
    InsufficientStorage,

    /// <summary>The server is stopping.</summary>
    Stopping,
}

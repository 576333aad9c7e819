namespace FlagDashboard.Plans;

/// <summary>Why a race was refused.</summary>
public enum RefusalKind
{
    /// <summary>The plan breaks a rule: another plan would be accepted.</summary>
    InvalidPlan,

    /// <summary>The server is busy: the same plan will be accepted later.</summary>
    Busy,

    /// <summary>The server has no memory left for another race, and cannot save those that it has.</summary>
    MemoryFull,

    /// <summary>The server is stopping.</summary>
    Stopping,
}

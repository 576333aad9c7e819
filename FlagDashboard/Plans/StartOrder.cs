namespace FlagDashboard.Plans;

/// <summary>When the runs of a race begin.</summary>
public enum StartOrder
{
    /// <summary>All at once, on one clock: a race.</summary>
    Together,

    /// <summary>Each when the one before it is through: no run takes a core or a connection from another.</summary>
    InTurn,
}

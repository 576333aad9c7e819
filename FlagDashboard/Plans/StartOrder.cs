namespace FlagDashboard.Plans;

/// <summary>The order in which the runs of a race begin.</summary>
public enum StartOrder
{
    /// <summary>All at once, on one clock, as in a race.</summary>
    Together,

    /// <summary>Each one after the previous one has ended, so that no run takes a core or a connection from another.</summary>
    InTurn,
}

namespace FlagDashboard.Timeline;

/// <summary>What one row of a lane stands for.</summary>
public enum RowLayout
{
    /// <summary>One row per worker: compact; idle gaps are visible.</summary>
    ByWorker,

    /// <summary>One row per future: queueing and held time are visible.</summary>
    ByFuture,
}

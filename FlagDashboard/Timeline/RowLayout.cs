namespace FlagDashboard.Timeline;

/// <summary>What a row of a lane is.</summary>
public enum RowLayout
{
    /// <summary>One row per worker: compact; idle gaps are visible.</summary>
    ByWorker,

    /// <summary>One row per future: queueing and held time are visible.</summary>
    ByFuture,
}

namespace FlagDashboard.Timeline;

/// <summary>The meaning of a row of a lane.</summary>
public enum RowLayout
{
    /// <summary>One row per worker: compact; idle gaps are visible.</summary>
    ByWorker,

    /// <summary>One row per future: queueing and held time are visible.</summary>
    ByFuture,
}

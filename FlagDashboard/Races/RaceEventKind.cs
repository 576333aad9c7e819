namespace FlagDashboard.Races;

/// <summary>What a <see cref="RaceEvent"/> says.</summary>
public enum RaceEventKind : byte
{
    /// <summary>The clock of the race is at 0. <see cref="RaceEvent.Detail"/> is the plan as JSON. Always the first event.</summary>
    RaceStarted,

    /// <summary>A mode begins with its list. <see cref="RaceEvent.Worker"/> is the number of its workers.</summary>
    RunStarted,

    /// <summary>A future was made and waits for a worker.</summary>
    Submitted,

    /// <summary>A worker took the future: pending → running.</summary>
    Started,

    /// <summary>The future has its outcome (running → finished), or was cancelled while still pending.</summary>
    Finished,

    /// <summary>The consuming code got the result or the exception of a finished future.</summary>
    Received,

    /// <summary>The mode is through. <see cref="RaceEvent.Future"/>, if any, is the one whose exception ended it early.</summary>
    RunFinished,

    /// <summary>All runs are through. Always the last event.</summary>
    RaceFinished,
}

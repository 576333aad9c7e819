namespace FlagDashboard.Log;

/// <summary>What a <see cref="RaceEvent"/> says.</summary>
public enum RaceEventKind : byte
{
    /// <summary>The clock of the race is at 0. <see cref="RaceEvent.Detail"/> is its <see cref="RaceDefinition"/> as JSON. Always the first event.</summary>
    RaceStarted,

    /// <summary>A mode begins with its list. <see cref="RaceEvent.Worker"/> is the number of its workers.</summary>
    RunStarted,

    /// <summary>A future was made and waits for a worker. One that the definition does not list has its name in <see cref="RaceEvent.Detail"/>.</summary>
    Submitted,

    /// <summary>A worker took the future: pending → running.</summary>
    Started,

    /// <summary>The future has its outcome (running → finished), or was cancelled while still pending.</summary>
    Finished,

    /// <summary>The consuming code got the result or the exception of a finished future.</summary>
    Received,

    /// <summary>A worker has a name: <see cref="RaceEvent.Detail"/>, such as the id of its process.</summary>
    WorkerNamed,

    /// <summary>A worker's row enters the phase named by <see cref="RaceEvent.Detail"/>, and leaves the one it was in; without a name it only leaves.</summary>
    Phase,

    /// <summary>The consuming code asked something and got an answer: <see cref="RaceEvent.Detail"/> tells both. It changes no future.</summary>
    Answered,

    /// <summary>The mode is through. <see cref="RaceEvent.Future"/>, if any, is the one whose exception ended it early.</summary>
    RunFinished,

    /// <summary>
    /// All runs are through or, with the status Error, the server ended before they were: they were interrupted. Always the last event.
    /// </summary>
    RaceFinished,
}

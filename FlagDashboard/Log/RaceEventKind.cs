namespace FlagDashboard.Log;

/// <summary>The kind of a <see cref="RaceEvent"/>.</summary>
public enum RaceEventKind : byte
{
    /// <summary>The clock of the race is at 0, and <see cref="RaceEvent.Definition"/> is set. Always the first event.</summary>
    RaceStarted,

    /// <summary>
    /// More is known of a running program: <see cref="RaceEvent.Definition"/> replaces the definition before. It may have more runs, and
    /// runs with more workers.
    /// </summary>
    Redefined,

    /// <summary>A run begins. <see cref="RaceEvent.Worker"/> is the number of its workers.</summary>
    RunStarted,

    /// <summary>
    /// A future was created and waits for a worker. <see cref="RaceEvent.Label"/> is set if the definition does not list it.
    /// </summary>
    Submitted,

    /// <summary>A worker took the future: pending → running.</summary>
    Started,

    /// <summary>
    /// The future has its outcome (running → finished), or was cancelled while pending. <see cref="RaceEvent.Result"/> or
    /// <see cref="RaceEvent.Reason"/> may be set.
    /// </summary>
    Finished,

    /// <summary>The consuming code received the result or the exception of a finished future.</summary>
    Received,

    /// <summary>A worker got a name: <see cref="RaceEvent.WorkerName"/>.</summary>
    WorkerNamed,

    /// <summary>
    /// A worker leaves its current phase and enters the phase <see cref="RaceEvent.PhaseName"/>. Without a name, it only leaves.
    /// </summary>
    Phase,

    /// <summary>The consuming code made a call and got an answer: <see cref="RaceEvent.Answer"/>. It changes no future.</summary>
    Answered,

    /// <summary>
    /// A person changed a future of the running race: <see cref="RaceEvent.Intervention"/>. Without a run, the future was changed in every
    /// run. The event itself does not change the state of a future; later events of the site or the executor do.
    /// </summary>
    Intervened,

    /// <summary>
    /// The run has ended. <see cref="RaceEvent.Future"/>, if any, is the future whose exception ended it early, and
    /// <see cref="RaceEvent.Reason"/> tells why.
    /// </summary>
    RunFinished,

    /// <summary>
    /// All runs have ended. With <see cref="Outcome.Error"/> the race was interrupted, because the server stopped. Always the last event.
    /// </summary>
    RaceFinished,
}

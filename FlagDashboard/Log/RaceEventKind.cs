namespace FlagDashboard.Log;

/// <summary>The kind of a <see cref="RaceEvent"/>.</summary>
public enum RaceEventKind : byte
{
    /// <summary>The race begins, at time 0. <see cref="RaceEvent.Definition"/> is set. Always the first event of a log.</summary>
    RaceStarted,

    /// <summary>
    /// More is known of a running program: <see cref="RaceEvent.Definition"/> replaces the definition before. It may have more runs, and
    /// runs with more workers.
    /// </summary>
    Redefined,

    /// <summary>A run begins. <see cref="RaceEvent.Worker"/> is the number of workers in the run.</summary>
    RunStarted,

    /// <summary>
    /// A future was created and waits for a worker. <see cref="RaceEvent.UnlistedLabel"/> is set if the race's definition does not list the
    /// future.
    /// </summary>
    Submitted,

    /// <summary>A worker took the future: pending → running.</summary>
    Started,

    /// <summary>
    /// The future got its outcome (running → finished), or was cancelled while pending. <see cref="RaceEvent.Result"/> or
    /// <see cref="RaceEvent.Reason"/> may be set.
    /// </summary>
    Finished,

    /// <summary>The consuming code received the result or the exception of a finished future.</summary>
    Received,

    /// <summary>A worker got a name, which is in <see cref="RaceEvent.WorkerName"/>.</summary>
    WorkerNamed,

    /// <summary>
    /// A worker leaves its current phase and enters the phase <see cref="RaceEvent.PhaseName"/>. If this is null, the worker enters no
    /// phase.
    /// </summary>
    Phase,

    /// <summary>
    /// The consuming code called a member of an executor or future and got an answer, which is in <see cref="RaceEvent.SessionEntry"/>.
    /// This event changes no future.
    /// </summary>
    Answered,

    /// <summary>
    /// A person changed a future of the running race; <see cref="RaceEvent.Intervention"/> describes the change. The change is for every
    /// run if the event names none. The event itself changes no state: the effect follows as later events.
    /// </summary>
    Intervened,

    /// <summary>
    /// The run has ended. If an exception ended it early, <see cref="RaceEvent.Future"/> is the future that raised it, if any, and
    /// <see cref="RaceEvent.Reason"/> is the reason.
    /// </summary>
    RunFinished,

    /// <summary>
    /// All runs have ended. The status <see cref="Outcome.Error"/> means that the race was interrupted, because the server stopped. Always
    /// the last event of a log.
    /// </summary>
    RaceFinished,
}

namespace FlagDashboard.Observing;

/// <summary>
/// The kinds of observations that the dashboard reads. A recording may contain further kinds, which the dashboard ignores.
/// </summary>
internal enum ObservationKind
{
    /// <summary>An executor was made.</summary>
    Executor,

    /// <summary>An executor was shut down.</summary>
    Shutdown,

    /// <summary>A future was made.</summary>
    New,

    /// <summary>A task of an event loop was made.</summary>
    Task,

    /// <summary>
    /// The state of a future became running. In a process pool, the future may still be waiting for a process at this time.
    /// </summary>
    Running,

    /// <summary>A process began the call of a future.</summary>
    ChildStarted,

    /// <summary>A process ended the call of a future.</summary>
    ChildEnded,

    /// <summary>A future got its result.</summary>
    Done,

    /// <summary>A future got its exception.</summary>
    Raised,

    /// <summary>A future was cancelled.</summary>
    Cancelled,

    /// <summary>The program asked for the outcome of a future and got it.</summary>
    Got,

    /// <summary>The function as_completed yielded a future to the program.</summary>
    Yielded,

    /// <summary>An event loop began a step of a task, or another callback.</summary>
    Step,

    /// <summary>An event loop ended a step or a callback.</summary>
    StepEnd,

    /// <summary>A task began to wait for a semaphore.</summary>
    SemWait,

    /// <summary>A task acquired a semaphore.</summary>
    SemGot,

    /// <summary>The recorder learned the name of a thread.</summary>
    Thread,

    /// <summary>The program began to wait for a result.</summary>
    Block,

    /// <summary>The program ended a wait.</summary>
    Unblock,
}

/// <summary>One observation. The optional properties are set only for observations of some kinds. Immutable.</summary>
/// <param name="AtMs">When it happened, in ms since the recording began.</param>
/// <param name="Kind">What happened.</param>
/// <param name="SubjectId">The id of the future, task or executor that was observed; <see cref="NoId"/> if there is none.</param>
/// <param name="WorkerId">The number of the thread it happened on, or the id of the process that makes a call.</param>
internal sealed record Observation(double AtMs, ObservationKind Kind, long SubjectId, long WorkerId)
{
    /// <summary>The id that stands for “none”.</summary>
    public const long NoId = -1;

    /// <summary>The name of a class, function, callback, exception type, thread, or call that waits.</summary>
    public string? Name { get; init; }

    /// <summary>The message of an exception, a result, or the label of an executor.</summary>
    public string? Detail { get; init; }

    /// <summary>The arguments of a call as text, as far as the recorder could show them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The id of the executor that a future belongs to, or of the event loop that a task belongs to.</summary>
    public long ExecutorId { get; init; } = NoId;

    /// <summary>The kind of workers that an executor has.</summary>
    public ExecutorKind ExecutorKind { get; init; }

    /// <summary>The processor time of a call, in ms; null if it is not known.</summary>
    public double? CpuMs { get; init; }

    /// <summary>The id of the task that waits; <see cref="NoId"/> if its thread does.</summary>
    public long TaskId { get; init; } = NoId;

    /// <summary>Whether a task is the main task of its event loop, which waits for the other tasks.</summary>
    public bool IsMainTask { get; init; }
}

/// <summary>The kind of workers that an executor has.</summary>
internal enum ExecutorKind
{
    /// <summary>The workers are threads.</summary>
    Threads,

    /// <summary>The workers are processes.</summary>
    Processes,

    /// <summary>The executor is an event loop.</summary>
    Loop,
}

/// <summary>The recording of a program. Immutable.</summary>
/// <param name="Header">The first line.</param>
/// <param name="Observations">The observations, in the order of their times.</param>
/// <param name="ExitCode">The exit code of the program; null if it is not known.</param>
/// <param name="EndsBeforeProgram">Whether the recording ends before the program did.</param>
/// <param name="EndMs">When the program ended, or the time of the last observation, in ms since the recording began.</param>
/// <param name="LostObservationCount">The number of observations that the recorder could not write.</param>
internal sealed record Recording(
    RecordingHeader Header, IReadOnlyList<Observation> Observations, int? ExitCode, bool EndsBeforeProgram, double EndMs,
        int LostObservationCount);

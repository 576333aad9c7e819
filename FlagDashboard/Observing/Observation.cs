namespace FlagDashboard.Observing;

/// <summary>What the recorder saw. A recording has more kinds, which this dashboard does not show yet.</summary>
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

    /// <summary>The state of a future became running. For an executor of processes, it then may still wait for its process.</summary>
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

    /// <summary>The program got the outcome of a future.</summary>
    Got,

    /// <summary>as_completed handed a future over.</summary>
    Yielded,

    /// <summary>An event loop begins a step of a task, or another callback.</summary>
    Step,

    /// <summary>An event loop ended the step.</summary>
    StepEnd,

    /// <summary>A task begins to wait for a semaphore.</summary>
    SemWait,

    /// <summary>A task has the semaphore.</summary>
    SemGot,

    /// <summary>A thread has a name.</summary>
    Thread,
}

/// <summary>One observation. Which of the optional values it has depends on its kind. Immutable.</summary>
/// <param name="AtMs">When it happened, in ms since the recording began.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Id">The future, task or executor it belongs to; <see cref="None"/> if it belongs to none.</param>
/// <param name="Thread">The number of the thread it happened on, or the id of the process that makes a call.</param>
internal sealed record Observation(double AtMs, ObservationKind Kind, long Id, long Thread)
{
    /// <summary>The number that stands for "none".</summary>
    public const long None = -1;

    /// <summary>The name of a class, function, callback, exception type or thread.</summary>
    public string? Name { get; init; }

    /// <summary>The message of an exception, a result, or the label of an executor.</summary>
    public string? Text { get; init; }

    /// <summary>The arguments of a call, as far as they can be shown.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The executor of a future, or the loop of a task.</summary>
    public long Executor { get; init; } = None;

    /// <summary>What the workers of an executor are.</summary>
    public ExecutorKind ExecutorKind { get; init; }

    /// <summary>The processor time of a call, in ms; null if it is not known.</summary>
    public double? CpuMs { get; init; }

    /// <summary>Whether a task is the main one of its loop, which waits for the others.</summary>
    public bool IsMain { get; init; }
}

/// <summary>What the workers of an executor are.</summary>
internal enum ExecutorKind
{
    /// <summary>Threads.</summary>
    Threads,

    /// <summary>Processes.</summary>
    Processes,

    /// <summary>An event loop.</summary>
    Loop,
}

/// <summary>The recording of a program. Immutable.</summary>
/// <param name="Header">The first line.</param>
/// <param name="Observations">The observations, in the order of their times.</param>
/// <param name="ExitCode">The exit code; null if it is not known.</param>
/// <param name="IsInterrupted">Whether the recording ends before the program.</param>
/// <param name="EndMs">When the program ended, or the time of the last observation, in ms since the recording began.</param>
/// <param name="Lost">The number of observations that the recorder could not write.</param>
internal sealed record Recording(
    RecordingHeader Header, IReadOnlyList<Observation> Observations, int? ExitCode, bool IsInterrupted, double EndMs, int Lost);

namespace FlagDashboard.Plans;

/// <summary>What the workers of a mode are.</summary>
public enum WorkerKind
{
    /// <summary>Threads of this process.</summary>
    Thread,

    /// <summary>Processes, which have to start first and share no memory.</summary>
    Process,

    /// <summary>Slots of an event loop: all of them are served by one thread.</summary>
    LoopSlot,
}

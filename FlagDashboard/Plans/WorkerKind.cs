namespace FlagDashboard.Plans;

/// <summary>The kind of the workers of a mode.</summary>
public enum WorkerKind
{
    /// <summary>Threads of this process.</summary>
    Thread,

    /// <summary>Processes, which have to start first and share no memory.</summary>
    Process,

    /// <summary>Slots of an event loop, which all run on one thread.</summary>
    LoopSlot,
}

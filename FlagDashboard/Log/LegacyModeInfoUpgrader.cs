using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>
/// Completes the descriptions of modes in logs that an older version of the product wrote. Such a log lacks some properties of
/// <see cref="ModeInfo"/>, which the older version derived from the id of the mode. The log itself is not changed.
/// </summary>
internal static class LegacyModeInfoUpgrader
{
    /// <summary>Returns the mode with its missing properties filled in. Returns the mode of a newer log unchanged.</summary>
    public static ModeInfo AddMissingFacts(ModeInfo run) => run switch
    {
        { Id: "sequential", IsBaseline: false } => run with { IsBaseline = true },
        { Id: "async", WorkerKind: WorkerKind.Thread } => run with { WorkerKind = WorkerKind.LoopSlot },
        { Id: "processes", WorkerKind: WorkerKind.Thread } => run with { WorkerKind = WorkerKind.Process },
        { Id: "lock-holder", IsAuxiliary: true, WorkerPhaseKinds: { } phases } =>
            run with { WorkerPhaseKinds = [.. phases.Select(MarkExclusive)] },
        _ => run,
    };

    // A phase is what a worker does for some time, and it is exclusive if only one worker at a time can do it. Older logs do not say which
    // phases are exclusive. In the mode lock-holder, only the worker that holds the lock is busy, so every busy phase is exclusive.
    private static PhaseKind MarkExclusive(PhaseKind phase) => phase.Look == PhaseLook.Busy ? phase with { IsExclusive = true } : phase;
}

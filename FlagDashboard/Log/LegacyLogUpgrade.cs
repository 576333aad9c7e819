using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>
/// Adds to a run the facts that are missing from logs written before <see cref="ModeInfo"/> had them. At that time the product
/// recognised these runs by their id, so the id is all that such a log has. The definition itself stays as it was written.
/// </summary>
internal static class LegacyLogUpgrade
{
    /// <summary>Returns the run with all facts. A run of a newer log is returned unchanged.</summary>
    public static ModeInfo AddMissingFacts(ModeInfo run) => run switch
    {
        { Id: "sequential", IsBaseline: false } => run with { IsBaseline = true },
        { Id: "async", WorkerKind: WorkerKind.Thread } => run with { WorkerKind = WorkerKind.LoopSlot },
        { Id: "processes", WorkerKind: WorkerKind.Thread } => run with { WorkerKind = WorkerKind.Process },
        { Id: "lock-holder", IsAuxiliary: true, Phases: { } phases } => run with { Phases = [.. phases.Select(MarkExclusive)] },
        _ => run,
    };

    // Logs of older versions do not mark a phase as exclusive, which means that only one worker at a time can be in it. In the run
    // lock-holder, only the holder of the lock is busy, so every busy phase is exclusive.
    private static PhaseInfo MarkExclusive(PhaseInfo phase) => phase.Look == PhaseLook.Busy ? phase with { IsExclusive = true } : phase;
}

using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>
/// Describes the number of workers of a run. The slots of an event loop are not threads, so a run on a loop has one thread.
/// </summary>
public static class WorkerCountText
{
    /// <summary>The workers of a run, such as "5 workers" or "1 thread, 5 slots".</summary>
    /// <param name="mode">The mode of the run.</param>
    /// <param name="workers">The number of its workers; at least 0.</param>
    public static Sentence Of(ModeInfo mode, int workers) => mode.WorkerKind == WorkerKind.LoopSlot
        ? new Sentence("1 thread, {0}", Quantity.LoopSlots(workers)) : new Sentence("{0}", Quantity.Workers(workers));
}

using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>Rules that advise the author of a recorded program. Each says what cost time or was lost, and what would help.</summary>
internal static class ProgramCaptionRules
{
    /// <summary>The beginning of the name of a phase in which one step of an event loop kept other tasks waiting.</summary>
    public const string BlockedPhase = "blocked by";

    /// <summary>The shortest step that is said to block an event loop, in ms.</summary>
    public const double MinBlockedMs = 100;

    // The time that results were held behind one call must be this share of the run, or the advice would change nothing.
    private const double MinHeldShare = 0.05;
    private const double MinHeldMs = 1;

    // Threads that share one lock use up to one processor together. Above the maximum, some of them computed without the lock.
    private const double MinProcessorShare = 0.8;
    private const double MaxProcessorShare = 1.1;
    private const double MinThreadShare = 0.05;

    /// <summary>One step blocked an event loop while other tasks waited. The longest step has the highest weight.</summary>
    public static IEnumerable<CaptionDraft> LoopBlocked(CaptionContext context)
    {
        var blocked = context.Run.Phases.Where(phase => phase.Name.StartsWith(BlockedPhase, StringComparison.Ordinal));
        foreach (var phase in blocked.Where(phase => phase.ToMs - phase.FromMs >= MinBlockedMs))
        {
            var end = context.Run.Events.First(
                raceEvent => raceEvent.Kind is RaceEventKind.Phase or RaceEventKind.RunFinished && raceEvent.At >= phase.ToMs);
            var lasted = phase.ToMs!.Value - phase.FromMs;
            yield return context.Draft(
                end,
                "The event loop was blocked for {0} by {1}, and other tasks had to wait. "
                + "In a thread (await asyncio.to_thread) it would not block the loop.",
                [new DurationArg(lasted), phase.Name[BlockedPhase.Length..].Trim()],
                new([new(context.RunIndex, Bar.NegatePhaseNumber(phase.Number))], [end.Seq]),
                lasted);
        }
    }

    /// <summary>
    /// Results were received in call order, and the code waited for a slow call while later ones were finished. Says it of the call that
    /// cost most.
    /// </summary>
    public static IEnumerable<CaptionDraft> HeadOfLine(CaptionContext context)
    {
        var run = context.Run;
        // Tasks that asyncio.gather waits for are received together, which no order would change.
        if (!context.IsCompleted || run.Info is not { Delivery: Delivery.CallOrder, WorkerKind: not WorkerKind.LoopSlot })
            yield break;
        var (slow, behind) = LongestQueue(run);
        var heldMs = behind.Sum(one => one.HeldMs);
        if (slow is null || behind.Count < 2 || heldMs < MinHeldShare * run.ElapsedMs || heldMs < CaptionContext.MinNoticeableMs)
            yield break;
        yield return context.Draft(
            context.LastEvent,
            "{0} of {1} results waited behind call {2}, {3}, up to {4}. as_completed would have handed them over at once.",
            [behind.Count, run.Futures.Count, slow.Number + 1, slow.Label, new DurationArg(behind.Max(one => one.HeldMs))],
            context.EvidenceOf([slow, .. behind.Select(one => one.Future)]),
            heldMs);
    }

    /// <summary>
    /// Futures raised, and no code asked for their exception. Of tasks this is not known: asyncio.gather may have taken it.
    /// </summary>
    public static IEnumerable<CaptionDraft> LostExceptions(CaptionContext context)
    {
        var never = context.Run.Futures.Where(future => future.IsHeld).ToList();
        if (!context.IsCompleted || context.Run.Info.WorkerKind == WorkerKind.LoopSlot
            || never.Find(future => future.Status == Outcome.Error) is not { } lost)
            yield break;
        object[] arguments = [lost.Number + 1, lost.Label, lost.Reason ?? "", never.Count];
        yield return context.Draft(
            context.LastEvent,
            never.Count == 1
                ? "Nobody took the result of call {0}, {1}, so its exception is lost: “{2}”. Call result() on every future."
                : "Nobody took the result of {3} futures. The exception of call {0}, {1}, is lost: “{2}”. Call result() on every future.",
            arguments,
            context.EvidenceOf([.. never]));
    }

    /// <summary>Threads that share one lock computed, so that together they used one processor.</summary>
    public static IEnumerable<CaptionDraft> OneLock(CaptionContext context)
    {
        var run = context.Run;
        if (!context.IsCompleted || context.Race.Program is not { HasGil: true } || run.Info.WorkerKind != WorkerKind.Thread)
            yield break;
        var worked = run.Futures.Where(future => future is { WorkMs: not null, CpuMs: not null }).ToList();
        if (worked.Count == 0)
            yield break;
        var wallMs = worked.Max(future => future.FinishedAt!.Value) - worked.Min(future => future.StartedAt!.Value);
        var cpuMs = worked.Sum(future => future.CpuMs!.Value);
        var threads = worked.GroupBy(future => future.Worker).Count(ofThread =>
            ofThread.Sum(future => future.CpuMs!.Value) >= MinThreadShare * cpuMs);
        var share = wallMs > 0 ? cpuMs / wallMs : 0;
        if (threads < 2 || wallMs < MinBlockedMs || share is < MinProcessorShare or > MaxProcessorShare)
            yield break;
        yield return context.Draft(
            context.LastEvent,
            "{0} threads computed on one GIL: together they used {1} % of one processor. Processes would help.",
            [threads, (int)Math.Round(100 * Math.Min(share, 1))],
            context.EvidenceOf([.. worked]),
            wallMs);
    }

    // A future is held behind the slowest call before it for as long as that call is unfinished. The code waited for that call if it
    // received it at once. Otherwise the code was busy elsewhere, and as_completed would not have helped.
    private static (FutureRecord? Slow, List<(FutureRecord Future, double HeldMs)> Behind) LongestQueue(RunState run)
    {
        var queues = new Dictionary<FutureRecord, List<(FutureRecord Future, double HeldMs)>>();
        FutureRecord? slow = null;
        foreach (var future in run.Futures.Where(future => future is { FinishedAt: not null, ReceivedAt: not null }))
        {
            if (slow is null || future.FinishedAt >= slow.FinishedAt)
                slow = future;
            else if (slow.HeldMs < CaptionContext.MinNoticeableMs && future.ReceivedAt >= slow.FinishedAt
                && slow.FinishedAt!.Value - future.FinishedAt!.Value is >= MinHeldMs and var heldMs)
                (queues.TryGetValue(slow, out var queue) ? queue : queues[slow] = []).Add((future, heldMs));
        }

        var longest = queues.OrderByDescending(queue => queue.Value.Sum(one => one.HeldMs)).FirstOrDefault();
        return (longest.Key, longest.Value ?? []);
    }
}

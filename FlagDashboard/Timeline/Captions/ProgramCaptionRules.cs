using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>Rules that advise the author of a recorded program. Each rule says what cost time or was lost, and what would help.</summary>
internal static class ProgramCaptionRules
{
    /// <summary>The prefix of the name of a phase in which one step of an event loop kept other tasks waiting.</summary>
    public const string LoopBlockedPhasePrefix = "blocked by";

    /// <summary>The name of the phase in which the program's own code waits for one future, without the label of the future.</summary>
    public const string WaitPhasePrefix = "waits for";

    /// <summary>The length from which a step is reported to block an event loop, in ms.</summary>
    public const double MinBlockedMs = 100;

    // A caption recommends as_completed only if the times for which results waited behind a slow call add up to at least this share of the
    // run. After shorter waits, as_completed would save too little time.
    private const double MinHeldShare = 0.05;
    private const double MinHeldMs = 1;

    /// <summary>
    /// Reports which function blocked an event loop while other tasks waited: how often, and for how long in all. The function that
    /// blocked longest has the highest weight.
    /// </summary>
    public static IEnumerable<CaptionDraft> LoopBlocked(RunCaptionContext context)
    {
        var blocked = context.Run.WorkerPhases.Where(phase => phase.ToMs - phase.FromMs >= MinBlockedMs
            && phase.Name.StartsWith(LoopBlockedPhasePrefix, StringComparison.Ordinal));
        foreach (var byFunction in blocked.GroupBy(phase => phase.Name).Select(phases => phases.ToList()))
        {
            var end = context.Run.Events.First(
                raceEvent => raceEvent.Kind is RaceEventKind.Phase or RaceEventKind.RunFinished && raceEvent.AtMs >= byFunction[^1].ToMs);
            var lasted = byFunction.Sum(phase => phase.ToMs!.Value - phase.FromMs);
            yield return context.CreateDraft(
                end,
                byFunction.Count == 1
                    ? "The event loop was blocked for {0} by {1}, and other tasks had to wait. "
                        + "In a thread (await asyncio.to_thread) it would not block the loop."
                    : "The event loop was blocked {2} times by {1}, for {0} in all, and other tasks had to wait. "
                        + "In a thread (await asyncio.to_thread) it would not block the loop.",
                [new DurationArg(lasted), byFunction[0].Name[LoopBlockedPhasePrefix.Length..].Trim(), byFunction.Count],
                new([.. byFunction.Select(phase => new BarId(context.RunIndex, Bar.NegatePhaseNumber(phase.PhaseNumber)))], [end.Seq]),
                lasted);
        }
    }

    /// <summary>
    /// Reports that the code waited for a slow call while later calls had already finished, because it received results in call order.
    /// Names the slow call that cost the most time.
    /// </summary>
    public static IEnumerable<CaptionDraft> HeadOfLineBlocking(RunCaptionContext context)
    {
        var run = context.Run;
        if (!context.IsRunCompleted || run.Info.ReceiveOrder != ReceiveOrder.CallOrder)
            yield break;
        // Results that were done while the code shut the executor down waited for that, and not for a slow call.
        var inShutdown = ShutdownWait.ResultsHeldIn(WaitsOf(context.Race), run).Select(held => held.Future).ToHashSet();
        var (slow, behind) = LongestQueue(run, inShutdown);
        var isTask = run.Info.WorkerKind == WorkerKind.LoopSlot;
        // asyncio.gather returns all results together, so receiving them in another order would save no time. The code waits for a single
        // task only if it awaits the tasks one by one.
        if (isTask && slow is not null && !IsAwaitedAlone(slow, context.Race))
            yield break;
        var heldMs = behind.Sum(one => one.HeldMs);
        if (slow is null || behind.Count < 2 || !IsMuch(heldMs, run))
            yield break;
        yield return context.CreateDraft(
            context.LastRunEvent,
            isTask
                ? "{0} of {1} results waited behind call {2} ({3}), up to {4}. asyncio.as_completed would have handed them over at once."
                : "{0} of {1} results waited behind call {2} ({3}), up to {4}. as_completed would have handed them over at once.",
            [behind.Count, run.Futures.Count, slow.Number + 1, slow.Label, new DurationArg(behind.Max(one => one.HeldMs))],
            context.EvidenceOf([slow, .. behind.Select(one => one.Future)]),
            heldMs);
    }

    /// <summary>
    /// Reports that results were done, but the code could not take them because it waited for the end of the executor.
    /// </summary>
    public static IEnumerable<CaptionDraft> HeldInShutdown(RunCaptionContext context)
    {
        if (!context.IsRunCompleted)
            yield break;
        var held = ShutdownWait.ResultsHeldIn(WaitsOf(context.Race), context.Run).Where(one => one.HeldMs >= MinHeldMs).ToList();
        var heldMs = held.Sum(one => one.HeldMs);
        if (held.Count < 2 || !IsMuch(heldMs, context.Run))
            yield break;
        yield return context.CreateDraft(
            context.LastRunEvent,
            held[0].IsEndOfWith
                ? "{0} of {1} results waited for the end of the with block, up to {2}. "
                    + "Inside the block, as_completed would have handed them over at once."
                : "{0} of {1} results waited for the end of shutdown(), up to {2}. "
                    + "Before shutdown(), as_completed would have handed them over at once.",
            [held.Count, context.Run.Futures.Count, new DurationArg(held.Max(one => one.HeldMs))],
            context.EvidenceOf([.. held.Select(one => one.Future)]),
            heldMs);
    }

    /// <summary>
    /// Reports futures that raised an exception for which no code asked. Tasks of an event loop are left out, because asyncio.gather may
    /// have taken their exceptions.
    /// </summary>
    public static IEnumerable<CaptionDraft> LostExceptions(RunCaptionContext context)
    {
        var never = context.Run.Futures.Where(future => future.IsHeld).ToList();
        if (!context.IsRunCompleted || context.Run.Info.WorkerKind == WorkerKind.LoopSlot
            || never.Find(future => future.Status == Outcome.Error) is not { } lost)
            yield break;
        object[] arguments = [lost.Number + 1, lost.Label, lost.Reason ?? "", never.Count];
        yield return context.CreateDraft(
            context.LastRunEvent,
            never.Count == 1
                ? "Nobody took the result of call {0} ({1}), so its exception is lost: “{2}”. Call result() on every future."
                : "Nobody took the result of {3} futures. The exception of call {0} ({1}) is lost: “{2}”. Call result() on every future.",
            arguments,
            context.EvidenceOf([.. never]));
    }

    /// <summary>Reports that several threads computed but together used only one processor, because they share one lock.</summary>
    public static IEnumerable<CaptionDraft> ThreadsShareOneLock(RunCaptionContext context)
    {
        if (ProcessorShare.Of(context.Race, context.Run) is not { } share)
            yield break;
        yield return context.CreateDraft(
            context.LastRunEvent,
            "{0} threads computed on one GIL: together they used {1}% of one processor. Processes would help.",
            [share.Threads, (int)Math.Round(100 * Math.Min(share.OfOneProcessor, 1))],
            context.EvidenceOf([.. ProcessorShare.CallsWithCpuTime(context.Run)]),
            share.ElapsedMs);
    }

    private static bool IsMuch(double heldMs, RunState run) =>
        heldMs >= MinHeldShare * run.ElapsedMs && heldMs >= RunCaptionContext.MinNoticeableMs;

    private static bool IsAwaitedAlone(FutureRecord task, RaceState race) => WaitsOf(race).Any(wait =>
        wait.Name == $"{WaitPhasePrefix} {task.Label}" && wait.FromMs < task.FinishedAtMs && wait.ToMs >= task.FinishedAtMs);

    private static IEnumerable<WorkerPhaseRecord> WaitsOf(RaceState race) =>
        race.Runs.Where(run => run.Mode == ProgramInfo.WaitsRunId).SelectMany(run => run.WorkerPhases);

    // Returns the slow call that delayed other results most in total, and the futures of these results. A result is delayed if it was
    // finished before the slow call, but the program received it only afterwards. A slow call whose own result was not received at once is
    // ignored, because the program was then busy with other work. So are the other futures, which waited for something else.
    private static (FutureRecord? Slow, List<(FutureRecord Future, double HeldMs)> Behind) LongestQueue(
        RunState run, IReadOnlySet<FutureRecord> others)
    {
        var queues = new Dictionary<FutureRecord, List<(FutureRecord Future, double HeldMs)>>();
        FutureRecord? slow = null;
        foreach (var future in run.Futures.Where(future => future is { FinishedAtMs: not null, ReceivedAtMs: not null }))
        {
            if (slow is null || future.FinishedAtMs >= slow.FinishedAtMs)
                slow = future;
            else if (!others.Contains(future) && slow.HeldMs < RunCaptionContext.MinNoticeableMs && future.ReceivedAtMs >= slow.FinishedAtMs
                && slow.FinishedAtMs!.Value - future.FinishedAtMs!.Value is >= MinHeldMs and var heldMs)
                (queues.TryGetValue(slow, out var queue) ? queue : queues[slow] = []).Add((future, heldMs));
        }

        var longest = queues.OrderByDescending(queue => queue.Value.Sum(one => one.HeldMs)).FirstOrDefault();
        return (longest.Key, longest.Value ?? []);
    }
}

using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>Rules about the time for which finished results wait to be received.</summary>
internal static class HeldCaptionRules
{
    /// <summary>
    /// Reports, for a run in call order, that finished futures were held behind an unfinished one. Each unfinished future gets one
    /// sentence, about the future that was held longest behind it.
    /// </summary>
    public static IEnumerable<CaptionDraft> HeldBehindSlowFuture(RunCaptionContext context)
    {
        if (context.Run.Info.ReceiveOrder != ReceiveOrder.CallOrder)
            yield break;
        foreach (var (slow, behind) in GroupsHeldBehind(context.Run))
        {
            var longest = behind.MaxBy(future => future.HeldMs)!;
            if (longest.HeldMs < RunCaptionContext.MinNoticeableMs)
                continue;
            // The caption appears when the slow future and those held behind it have been received, and all futures called before the slow
            // one have finished. Until then, one of these earlier ones could turn out to be slower, and the caption would be wrong.
            var last = behind.Append(slow).Select(future => context.EventOf(future, RaceEventKind.Received))
                .Concat(context.Run.Futures.Take(slow.Number).Select(future => context.EventOf(future, RaceEventKind.Finished)))
                    .MaxBy(raceEvent => raceEvent.Seq);
            object[] arguments = [longest, new DurationArg(longest.FinishedAtMs!.Value), new DurationArg(longest.HeldMs!.Value), slow,
                behind.Count - 1];
            yield return context.CreateDraft(
                last,
                behind.Count == 1
                    ? "{0} was finished at {1}, then held for {2} behind {3}: results are handed over in call order."
                    : "{0} was finished at {1}, then held for {2} behind {3}, and {4} more with it: results are handed over in call order.",
                arguments,
                context.EvidenceOf([slow, .. behind]),
                behind.Sum(future => future.HeldMs!.Value));
        }
    }

    /// <summary>
    /// Reports that almost nothing was held in a run in completion order, if the race also has a run in call order as a contrast.
    /// </summary>
    public static IEnumerable<CaptionDraft> NothingHeld(RunCaptionContext context)
    {
        var run = context.Run;
        if (!context.IsRunCompleted || run.Info.ReceiveOrder != ReceiveOrder.CompletionOrder || run.Workers < 2
            || run.Received.Count < run.Futures.Count || run.Received.Count < 2
            || !context.Race.Runs.Any(other => other.Info is { ReceiveOrder: ReceiveOrder.CallOrder, IsConcurrent: true }))
            yield break;
        var latest = run.Received.MaxBy(future => future.HeldMs)!;
        if (latest.HeldMs < RunCaptionContext.MinNoticeableMs)
            yield return context.CreateDraft(
                context.LastRunEvent,
                "Almost nothing was held: each result was received within {0} of being finished.",
                [new DurationArg(latest.HeldMs.Value)],
                context.EvidenceOf(latest));
    }

    // Finds each slow future, which finishes later than all futures before it in call order. Returns it with the futures held behind it:
    // they come right after it and finish earlier, but are received only after it.
    private static IEnumerable<(FutureRecord Slow, List<FutureRecord> Behind)> GroupsHeldBehind(RunState run)
    {
        FutureRecord? slow = null;
        var behind = new List<FutureRecord>();
        foreach (var future in run.Futures)
        {
            var cancelled = future.Status == Outcome.Cancelled;
            if (slow is not null && !cancelled && future.FinishedAtMs < slow.FinishedAtMs)
            {
                behind.Add(future);
                continue;
            }

            if (slow is not null && AllReceivedAfter(slow, behind))
                yield return (slow, behind);
            (slow, behind) = (future, []);
            if (future.FinishedAtMs is null || cancelled)
                yield break;
        }

        if (slow is not null && AllReceivedAfter(slow, behind))
            yield return (slow, behind);
    }

    private static bool AllReceivedAfter(FutureRecord slow, List<FutureRecord> behind) =>
        behind.Count > 0 && slow.ReceivedAtMs is not null && behind.TrueForAll(future => future.ReceivedAtMs >= slow.ReceivedAtMs);
}

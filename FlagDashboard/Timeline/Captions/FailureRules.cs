using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What did not come, and what that did to the rest.</summary>
internal static class FailureRules
{
    /// <summary>An exception ended the run.</summary>
    public static IEnumerable<CaptionDraft> Ended(CaptionContext context)
    {
        if (context.Run.Outcome != Outcome.Error)
            yield break;
        if (context.Run.EndedBy is not { } future)
        {
            yield return context.Tell(context.End, "The run ended early: {0}", [context.Run.Reason ?? ""], context.Of());
            yield break;
        }

        var never = context.Run.Futures.Where(future => future.Held).ToList();
        yield return context.Tell(
            context.End,
            "{0} raised “{1}”, and that ended the loop over the results. Finished, but never received: {2}. Never begun: {3}.",
            [future, context.Run.Reason ?? "", never.Count, NeverBegun(context.Run).Count()],
            context.Of([future, .. never]));
    }

    /// <summary>The race was cancelled while the run was at it.</summary>
    public static IEnumerable<CaptionDraft> Cancelled(CaptionContext context)
    {
        if (context.Run.Outcome != Outcome.Cancelled)
            yield break;
        var givenUp = context.Run.Futures.Where(future => future is { Status: Outcome.Cancelled, StartedAt: not null }).ToList();
        yield return context.Tell(
            context.End,
            "Cancelled at {0}. Given up while running: {1}. Never begun: {2}.",
            [new DurationArg(context.End.At), givenUp.Count, NeverBegun(context.Run).Count()],
            context.Of([.. givenUp]));
    }

    /// <summary>What an error cost; the dearest is the most telling.</summary>
    public static IEnumerable<CaptionDraft> Failed(CaptionContext context)
    {
        foreach (var future in context.Run.Futures.Where(
            future => future is { Status: Outcome.Error, WorkMs: >= CaptionContext.NoticeableMs }))
            yield return context.Tell(
                context.EventOf(future, RaceEventKind.Finished),
                "{0} failed: “{1}”. That cost worker {2} {3}.",
                [future, future.Reason ?? "", context.Run.NameOf(future.Worker), new DurationArg(future.WorkMs!.Value)],
                context.Of(future),
                future.WorkMs.Value);
    }

    /// <summary>A failure stopped nobody else.</summary>
    public static IEnumerable<CaptionDraft> WentOn(CaptionContext context)
    {
        var (run, errors) = (context.Run, context.Run.Count(Outcome.Error));
        if (!context.CameThrough || errors == 0 || run.Count(Outcome.Ok) == 0)
            yield break;
        yield return context.Tell(
            context.End,
            "A failure stops nobody here: {0} of {1} failed, and {2} came all the same.",
            [errors, context.Calls(run.Futures.Count), run.Count(Outcome.Ok)],
            context.Of([.. run.Futures.Where(future => future.Status == Outcome.Error)]));
    }

    /// <summary>Not found is an answer.</summary>
    public static IEnumerable<CaptionDraft> NotFound(CaptionContext context)
    {
        if (!context.CameThrough || context.Run.Count(Outcome.NotFound) == 0)
            yield break;
        var missing = context.Run.Events.Where(raceEvent => raceEvent is { Kind: RaceEventKind.Finished, Status: Outcome.NotFound })
            .Select(raceEvent => context.Run.Futures[raceEvent.Future]).ToList();
        yield return context.Tell(
            context.End,
            "Not found: {0} of {1}, first {2}. That is an answer, not an error: nothing stops for it.",
            [missing.Count, context.Calls(context.Run.Futures.Count), missing[0]],
            context.Of([.. missing]));
    }

    private static IEnumerable<FutureRecord> NeverBegun(RunState run) =>
        run.Futures.Where(future => future is { Status: Outcome.Cancelled, StartedAt: null });
}

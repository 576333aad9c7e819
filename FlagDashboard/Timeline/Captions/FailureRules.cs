using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What did not come, and what that did to the rest.</summary>
internal static class FailureRules
{
    /// <summary>An exception ended the run.</summary>
    public static IEnumerable<CaptionDraft> Ended(CaptionContext story)
    {
        if (story.Run.Outcome != Outcome.Error)
            yield break;
        if (story.Run.EndedBy is not { } future)
        {
            yield return story.Tell(story.End, "The run ended early: {0}", [story.Run.Reason ?? ""], story.Of());
            yield break;
        }

        var never = story.Run.Futures.Where(future => future.Held).ToList();
        yield return story.Tell(
            story.End,
            "{0} raised “{1}”, and that ended the loop over the results. Finished, but never received: {2}. Never begun: {3}.",
            [future, story.Run.Reason ?? "", never.Count, NeverBegun(story.Run).Count()],
            story.Of([future, .. never]));
    }

    /// <summary>The race was cancelled while the run was at it.</summary>
    public static IEnumerable<CaptionDraft> Cancelled(CaptionContext story)
    {
        if (story.Run.Outcome != Outcome.Cancelled)
            yield break;
        var givenUp = story.Run.Futures.Where(future => future is { Status: Outcome.Cancelled, StartedAt: not null }).ToList();
        yield return story.Tell(
            story.End,
            "Cancelled at {0}. Given up while running: {1}. Never begun: {2}.",
            [new DurationArg(story.End.At), givenUp.Count, NeverBegun(story.Run).Count()],
            story.Of([.. givenUp]));
    }

    /// <summary>What an error cost; the dearest is the most telling.</summary>
    public static IEnumerable<CaptionDraft> Failed(CaptionContext story)
    {
        foreach (var future in story.Run.Futures.Where(future => future is { Status: Outcome.Error, WorkMs: >= CaptionContext.NoticeableMs }))
            yield return story.Tell(
                story.EventOf(future, RaceEventKind.Finished),
                "{0} failed: “{1}”. That cost worker {2} {3}.",
                [future, future.Reason ?? "", story.Run.NameOf(future.Worker), new DurationArg(future.WorkMs!.Value)],
                story.Of(future),
                future.WorkMs.Value);
    }

    /// <summary>A failure stopped nobody else.</summary>
    public static IEnumerable<CaptionDraft> WentOn(CaptionContext story)
    {
        var (run, errors) = (story.Run, story.Run.Count(Outcome.Error));
        if (!story.CameThrough || errors == 0 || run.Count(Outcome.Ok) == 0)
            yield break;
        yield return story.Tell(
            story.End,
            "A failure stops nobody here: {0} of {1} failed, and {2} came all the same.",
            [errors, story.Calls(run.Futures.Count), run.Count(Outcome.Ok)],
            story.Of([.. run.Futures.Where(future => future.Status == Outcome.Error)]));
    }

    /// <summary>Not found is an answer.</summary>
    public static IEnumerable<CaptionDraft> NotFound(CaptionContext story)
    {
        if (!story.CameThrough || story.Run.Count(Outcome.NotFound) == 0)
            yield break;
        var missing = story.Run.Events.Where(happened => happened is { Kind: RaceEventKind.Finished, Status: Outcome.NotFound }).Select(happened => story.Run.Futures[happened.Future]).ToList();
        yield return story.Tell(
            story.End,
            "Not found: {0} of {1}, first {2}. That is an answer, not an error: nothing stops for it.",
            [missing.Count, story.Calls(story.Run.Futures.Count), missing[0]],
            story.Of([.. missing]));
    }

    private static IEnumerable<FutureRecord> NeverBegun(RunState run) => run.Futures.Where(future => future is { Status: Outcome.Cancelled, StartedAt: null });
}

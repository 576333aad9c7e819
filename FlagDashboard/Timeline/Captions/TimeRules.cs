namespace FlagDashboard.Timeline;

/// <summary>Where the time went.</summary>
internal static class TimeRules
{
    /// <summary>One worker's time is the sum of what it did.</summary>
    public static IEnumerable<CaptionDraft> InTurn(CaptionContext story)
    {
        if (story.Run.Workers != 1 || Ideal.Of(story.Run) is not { } ideal)
            yield break;
        var calls = Ideal.TakenBy(story.Run);
        if (calls.Count > 1)
            yield return story.Tell(
                story.End,
                "One at a time: its {0} add up to {1}, and it took {2}.",
                [story.Calls(calls.Count), new DurationArg(ideal.SumMs), new DurationArg(story.Run.Elapsed!.Value)],
                story.Of([.. calls]));
    }

    /// <summary>What keeps as many workers from being faster.</summary>
    public static IEnumerable<CaptionDraft> Bound(CaptionContext story)
    {
        if (story.Run.Workers < 2 || Ideal.Of(story.Run) is not { } ideal || ideal.LeastMs < CaptionContext.NoticeableMs)
            yield break;
        var (calls, elapsed) = (Ideal.TakenBy(story.Run), new DurationArg(story.Run.Elapsed!.Value));
        yield return ideal.Bound == Timeline.Bound.Longest
            ? story.Tell(
                story.End,
                "However many workers there are, it cannot take less than {0}: {1} alone took that long. This run took {2} with {3} workers.",
                [new DurationArg(ideal.LongestMs), ideal.Longest, elapsed, story.Run.Workers],
                story.Of(ideal.Longest))
            : story.Tell(
                story.End,
                "Its {0} add up to {1}, so {2} workers cannot take less than {3}. Taken in this order they need {4}; the run took {5}.",
                [story.Calls(calls.Count), new DurationArg(ideal.SumMs), story.Run.Workers, new DurationArg(ideal.ShareMs), new DurationArg(ideal.FinishMs), elapsed],
                story.Of([.. calls]));
    }

    /// <summary>What a run took beyond what its calls need.</summary>
    public static IEnumerable<CaptionDraft> Overhead(CaptionContext story)
    {
        if (story.Run.Workers < 2 || Ideal.Of(story.Run) is not { } ideal)
            yield break;
        var more = story.Run.Elapsed!.Value - ideal.FinishMs;
        if (more >= Math.Max(2 * CaptionContext.NoticeableMs, 0.1 * ideal.FinishMs))
            yield return story.Tell(
                story.End,
                "It took {0} longer than its {1} need on {2} workers ({3}): its workers were not busy all the time.",
                [new DurationArg(more), story.Calls(Ideal.TakenBy(story.Run).Count), story.Run.Workers, new DurationArg(ideal.FinishMs)],
                story.Of());
    }

    /// <summary>The longest call, if it stands out.</summary>
    public static IEnumerable<CaptionDraft> Slowest(CaptionContext story)
    {
        if (Ideal.Of(story.Run) is not { } ideal || Ideal.TakenBy(story.Run) is not { Count: >= 3 } calls)
            yield break;
        var mean = ideal.SumMs / calls.Count;
        if (ideal.LongestMs >= Math.Max(CaptionContext.NoticeableMs, 1.25 * mean))
            yield return story.Tell(
                story.End,
                "{0} took longest: {1}. The mean of all {2} is {3}.",
                [ideal.Longest, new DurationArg(ideal.LongestMs), story.Calls(calls.Count), new DurationArg(mean)],
                story.Of(ideal.Longest));
    }
}

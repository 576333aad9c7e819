namespace FlagDashboard.Timeline;

/// <summary>Where the time went.</summary>
internal static class TimeRules
{
    /// <summary>One worker's time is the sum of what it did.</summary>
    public static IEnumerable<CaptionDraft> InTurn(CaptionContext context)
    {
        if (context.Run.Workers != 1 || Ideal.Of(context.Run) is not { } ideal)
            yield break;
        var calls = Ideal.TakenBy(context.Run);
        if (calls.Count > 1)
            yield return context.Tell(
                context.End,
                "One at a time: its {0} add up to {1}, and it took {2}.",
                [context.Calls(calls.Count), new DurationArg(ideal.SumMs), new DurationArg(context.Run.Elapsed!.Value)],
                context.Of([.. calls]));
    }

    /// <summary>What keeps as many workers from being faster.</summary>
    public static IEnumerable<CaptionDraft> Bound(CaptionContext context)
    {
        if (context.Run.Workers < 2 || Ideal.Of(context.Run) is not { } ideal || ideal.LeastMs < CaptionContext.NoticeableMs)
            yield break;
        var (calls, elapsed) = (Ideal.TakenBy(context.Run), new DurationArg(context.Run.Elapsed!.Value));
        yield return ideal.Bound == Timeline.Bound.Longest
            ? context.Tell(
                context.End,
                "However many workers there are, it cannot take less than {0}: {1} alone took that long. This run took {2} with {3} workers.",
                [new DurationArg(ideal.LongestMs), ideal.Longest, elapsed, context.Run.Workers],
                context.Of(ideal.Longest))
            : context.Tell(
                context.End,
                "Its {0} add up to {1}, so {2} workers cannot take less than {3}. Taken in this order they need {4}; the run took {5}.",
                [context.Calls(calls.Count), new DurationArg(ideal.SumMs), context.Run.Workers, new DurationArg(ideal.ShareMs),
                new DurationArg(ideal.FinishMs), elapsed],
                context.Of([.. calls]));
    }

    /// <summary>What a run took beyond what its calls need.</summary>
    public static IEnumerable<CaptionDraft> Overhead(CaptionContext context)
    {
        if (context.Run.Workers < 2 || Ideal.Of(context.Run) is not { } ideal)
            yield break;
        var more = context.Run.Elapsed!.Value - ideal.FinishMs;
        if (more >= Math.Max(2 * CaptionContext.NoticeableMs, 0.1 * ideal.FinishMs))
            yield return context.Tell(
                context.End,
                "It took {0} longer than its {1} need on {2} workers ({3}): its workers were not busy all the time.",
                [new DurationArg(more), context.Calls(Ideal.TakenBy(context.Run).Count), context.Run.Workers,
                new DurationArg(ideal.FinishMs)],
                context.Of());
    }

    /// <summary>The longest call, if it stands out.</summary>
    public static IEnumerable<CaptionDraft> Slowest(CaptionContext context)
    {
        if (Ideal.Of(context.Run) is not { } ideal || Ideal.TakenBy(context.Run) is not { Count: >= 3 } calls)
            yield break;
        var mean = ideal.SumMs / calls.Count;
        if (ideal.LongestMs >= Math.Max(CaptionContext.NoticeableMs, 1.25 * mean))
            yield return context.Tell(
                context.End,
                "{0} took longest: {1}. The mean of all {2} is {3}.",
                [ideal.Longest, new DurationArg(ideal.LongestMs), context.Calls(calls.Count), new DurationArg(mean)],
                context.Of(ideal.Longest));
    }
}

using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>Rules that explain the elapsed time of a run.</summary>
internal static class TimeCaptionRules
{
    // Times from 100 ms are shown as seconds with two decimals, so that a difference of less than 5 ms is shown as none.
    private const double MinSecondsMs = 100;
    private const double MaxNegligibleMs = 5;

    /// <summary>Reports that a run with one worker takes about the sum of its calls.</summary>
    public static IEnumerable<CaptionDraft> SumOfCalls(RunCaptionContext context)
    {
        if (context.Run.Workers != 1 || Ideal.Of(context.Race, context.Run) is not { } ideal)
            yield break;
        var calls = Ideal.FinishedOrderedByStart(context.Run);
        if (calls.Count > 1)
            yield return context.CreateDraft(
                context.LastRunEvent,
                "One at a time: its {0} add up to {1}, and it took {2}.",
                [context.QuantityOfCalls(calls.Count), new DurationArg(ideal.TotalCallMs), new DurationArg(context.Run.ElapsedMs!.Value)],
                context.EvidenceOf([.. calls]));
    }

    /// <summary>Reports which limit keeps the run from being faster: its longest call, or the sum of its calls.</summary>
    public static IEnumerable<CaptionDraft> LowerBound(RunCaptionContext context)
    {
        if (context.Run.Workers < 2
            || Ideal.Of(context.Race, context.Run) is not { LowerBoundMs: >= RunCaptionContext.MinNoticeableMs } ideal)
            yield break;
        var (calls, elapsed) = (Ideal.FinishedOrderedByStart(context.Run), new DurationArg(context.Run.ElapsedMs!.Value));
        yield return ideal.Bound == Timeline.IdealBound.LongestCall
            ? context.CreateDraft(
                context.LastRunEvent,
                "However many calls run at once, it cannot take less than {0}: {1} alone took that long. "
                + "This run took {2} with {3}.",
                [new DurationArg(ideal.LongestCallMs), ideal.Longest, elapsed, context.QuantityOfWorkers()],
                context.EvidenceOf(ideal.Longest))
            : context.CreateDraft(
                context.LastRunEvent,
                "Its {0} add up to {1}, so {2} cannot take less than {3}. Taken in this order they need {4}; the run took {5}.",
                [context.QuantityOfCalls(calls.Count), new DurationArg(ideal.TotalCallMs), context.QuantityOfWorkers(),
                    new DurationArg(ideal.EvenShareMs),
                new DurationArg(ideal.ElapsedMs), elapsed],
                context.EvidenceOf([.. calls]));
    }

    /// <summary>Reports that a run took noticeably longer than its ideal.</summary>
    public static IEnumerable<CaptionDraft> BeyondIdeal(RunCaptionContext context)
    {
        if (context.Run.Workers < 2 || Ideal.Of(context.Race, context.Run) is not { } ideal)
            yield break;
        var more = context.Run.ElapsedMs!.Value - ideal.ElapsedMs;
        if (more >= Math.Max(2 * RunCaptionContext.MinNoticeableMs, 0.1 * ideal.ElapsedMs))
            yield return context.CreateDraft(
                context.LastRunEvent,
                "It took {0} longer than its {1} need on {2} ({3}): not all of them were busy all the time.",
                [new DurationArg(more), context.QuantityOfCalls(Ideal.FinishedOrderedByStart(context.Run).Count),
                    context.QuantityOfWorkers(),
                new DurationArg(ideal.ElapsedMs)],
                context.EvidenceOf());
    }

    /// <summary>Reports that the longest call took much longer than the average.</summary>
    public static IEnumerable<CaptionDraft> SlowestCall(RunCaptionContext context)
    {
        if (Ideal.Of(context.Race, context.Run) is not { } ideal || Ideal.FinishedOrderedByStart(context.Run) is not { Count: >= 3 } calls)
            yield break;
        var mean = ideal.TotalCallMs / calls.Count;
        if (ideal.LongestCallMs < Math.Max(RunCaptionContext.MinNoticeableMs, 1.25 * mean))
            yield break;
        object[] arguments =
            [ideal.Longest, new DurationArg(ideal.LongestCallMs), context.QuantityOfCalls(calls.Count), new DurationArg(mean)];
        var expected = PlannedDelayMsOf(context, ideal.Longest);
        yield return context.CreateDraft(
            context.LastRunEvent,
            expected is null ? "{0} took longest in this run: {1}. The mean of all {2} is {3}."
                : ideal.LongestCallMs - expected < MaxNegligibleMs && expected >= MinSecondsMs
                ? "{0} took longest in this run: {1}, as long as the site was told to take. The mean of all {2} is {3}."
                : "{0} took longest in this run: {1}. The site was told to answer after {4}; the rest is the connection and this machine. "
                + "The mean of all {2} is {3}.",
            expected is { } ms ? [.. arguments, new DurationArg(ms)] : arguments,
            context.EvidenceOf(ideal.Longest));
    }

    // Returns the delay, in ms, that the plan told the site to add to this download. Null if the plan has none, or if the delay did not
    // apply, because the download failed, a person changed it, or it took less time than the delay.
    private static double? PlannedDelayMsOf(RunCaptionContext context, FutureRecord future) =>
        context.Race.Plan is { } plan && future.Status == Outcome.Ok && FlagTimes.PlannedDelayMsOf(plan, future.Label) is { } ms
        && ms <= future.RunningMs && !context.Run.Interventions.Any(one => one.Future == future) ? ms : null;
}

using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>Rules about failures, and about their effect on the rest of a run.</summary>
internal static class FailureCaptionRules
{
    /// <summary>Reports that an exception ended the run early.</summary>
    public static IEnumerable<CaptionDraft> RunEndedByException(RunCaptionContext context)
    {
        if (context.Run.Outcome != Outcome.Error)
            yield break;
        if (context.Run.EarlyEndCause is not { } future)
        {
            yield return context.CreateDraft(
                context.LastRunEvent, "The run ended early: {0}", [context.Run.FailureReason ?? ""], context.EvidenceOf());
            yield break;
        }

        var never = context.Run.Futures.Where(future => future.IsHeld).ToList();
        if (future.State == FutureState.Cancelled)
        {
            yield return context.CreateDraft(
                context.LastRunEvent,
                "{0} was cancelled, so that the loop over the results raised CancelledError when it reached it. "
                + "Finished, but never received: {1}. Never started: {2}.",
                [future, never.Count, NeverStarted(context.Run).Count()],
                context.EvidenceOf([future, .. never]));
            yield break;
        }

        object[] arguments = [future, context.Run.FailureReason ?? "", never.Count, NeverStarted(context.Run).Count()];
        // The end of the pool waits for the calls that were running when the exception ended the loop.
        var (raised, ended) = (future.ReceivedAtMs, context.Run.FinishedAtMs!.Value);
        yield return context.Run.Info.WorkerKind != WorkerKind.LoopSlot && ended - raised >= RunCaptionContext.MinNoticeableMs
            && context.Run.Futures.Any(other => other.StartedAtMs <= raised && other.FinishedAtMs > raised)
            ? context.CreateDraft(
                context.LastRunEvent,
                "{0} raised “{1}”, and that ended the loop over the results at {4}. The pool then waited until {5} for the calls that were "
                + "running. Finished, but never received: {2}. Never started: {3}.",
                [.. arguments, new DurationArg(raised!.Value), new DurationArg(ended)],
                context.EvidenceOf([future, .. never]))
            : context.CreateDraft(
                context.LastRunEvent,
                "{0} raised “{1}”, and that ended the loop over the results. Finished, but never received: {2}. Never started: {3}.",
                arguments,
                context.EvidenceOf([future, .. never]));
    }

    /// <summary>Reports that the race was cancelled during the run.</summary>
    public static IEnumerable<CaptionDraft> RunCancelled(RunCaptionContext context)
    {
        if (context.Run.Outcome != Outcome.Cancelled)
            yield break;
        var givenUp = context.Run.Futures.Where(future => future is { Status: Outcome.Cancelled, StartedAtMs: not null }).ToList();
        yield return context.CreateDraft(
            context.LastRunEvent,
            "Cancelled at {0}. Given up while running: {1}. Never started: {2}.",
            [new DurationArg(context.LastRunEvent.AtMs), givenUp.Count, NeverStarted(context.Run).Count()],
            context.EvidenceOf([.. givenUp]));
    }

    /// <summary>
    /// Reports futures that raised an exception, and how long each kept its worker busy. The longest time has the highest weight.
    /// </summary>
    public static IEnumerable<CaptionDraft> Failed(RunCaptionContext context)
    {
        foreach (var future in context.Run.Futures.Where(
            future => future is { Status: Outcome.Error, RunningMs: >= RunCaptionContext.MinNoticeableMs }))
            yield return context.CreateDraft(
                context.EventOf(future, RaceEventKind.Finished),
                context.Run.Info.WorkerKind == WorkerKind.LoopSlot
                    ? "{0} failed: “{1}”. It took the loop’s {2} for {3}." : "{0} failed: “{1}”. It kept worker {2} busy for {3}.",
                [future, future.Reason ?? "", context.Run.WorkerNameOf(future.Worker), new DurationArg(future.RunningMs!.Value)],
                context.EvidenceOf(future),
                future.RunningMs.Value);
    }

    /// <summary>Reports that other futures succeeded in spite of failures.</summary>
    public static IEnumerable<CaptionDraft> OtherFuturesSucceeded(RunCaptionContext context)
    {
        var (run, errors) = (context.Run, context.Run.Count(Outcome.Error));
        if (!context.IsRunCompleted || errors == 0 || run.Count(Outcome.Ok) == 0)
            yield break;
        yield return context.CreateDraft(
            context.LastRunEvent,
            run.Futures.All(future => future.Status != Outcome.Error || future.ReceivedAtMs is not null)
                ? "The code of this run got each exception by itself and went on: {0} of {1} failed, and {2} succeeded."
                : "In this run, failures did not stop the other futures: {0} of {1} failed, and {2} succeeded.",
            [errors, context.QuantityOfCalls(run.Futures.Count), run.Count(Outcome.Ok)],
            context.EvidenceOf([.. run.Futures.Where(future => future.Status == Outcome.Error)]));
    }

    /// <summary>Reports flags that were not found, which is a result and not an error.</summary>
    public static IEnumerable<CaptionDraft> NotFound(RunCaptionContext context)
    {
        if (!context.IsRunCompleted || context.Run.Count(Outcome.NotFound) == 0)
            yield break;
        var missing = context.Run.Events.Where(raceEvent => raceEvent is { Kind: RaceEventKind.Finished, Status: Outcome.NotFound })
            .Select(raceEvent => context.Run.Futures[raceEvent.Future]).ToList();
        yield return context.CreateDraft(
            context.LastRunEvent,
            "Not found: {0} of {1}, first {2}. That is an answer and not an error, so nothing stops.",
            [missing.Count, context.QuantityOfCalls(context.Run.Futures.Count), missing[0]],
            context.EvidenceOf([.. missing]));
    }

    private static IEnumerable<FutureRecord> NeverStarted(RunState run) =>
        run.Futures.Where(future => future is { Status: Outcome.Cancelled, StartedAtMs: null });
}

using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>Rules about workers: when they start, when there are too few of them, and when they are idle.</summary>
internal static class WorkerCaptionRules
{
    /// <summary>The phase of a worker process until it is ready.</summary>
    public const string Starting = "starting";

    // If the first call of a run starts later than this, in ms, a caption explains the delay. On a computer that is not busy, the call
    // starts sooner.
    private const double MinLateStartMs = 50;

    /// <summary>
    /// Reports the first future that waited noticeably in the queue because all workers were busy.
    /// </summary>
    public static IEnumerable<CaptionDraft> QueuedFuture(RunCaptionContext context)
    {
        var run = context.Run;
        if (run.Workers < 2)
            yield break;
        var (running, allBusyUntil) = (0, new Dictionary<int, bool>());
        foreach (var raceEvent in run.Events)
        {
            if (raceEvent.Kind == RaceEventKind.Finished && run.Futures[raceEvent.Future].StartedAtMs is not null)
                (allBusyUntil[run.Futures[raceEvent.Future].Worker], running) = (running == run.Workers, running - 1);
            if (raceEvent.Kind != RaceEventKind.Started)
                continue;
            running++;
            var future = run.Futures[raceEvent.Future];
            if (future.StartedAtMs - future.SubmittedAtMs is not (>= RunCaptionContext.MinNoticeableMs and var waited))
                continue;
            if (allBusyUntil.GetValueOrDefault(raceEvent.Worker))
                yield return context.CreateDraft(
                    raceEvent,
                    "{0} was the first that had to wait: it was in the queue for {1}, until one of the {2} was free.",
                    [future, new DurationArg(waited), context.QuantityOfWorkers()],
                    context.EvidenceOf(future));
            yield break;
        }
    }

    /// <summary>Reports the worker that was idle longest at the end of the run.</summary>
    public static IEnumerable<CaptionDraft> LongestIdleTail(RunCaptionContext context)
    {
        if (!context.IsRunCompleted || context.Run.Workers < 2 || IdleTails.Of(context.Run) is not { Count: > 0 } tails)
            yield break;
        var run = context.Run;
        var idle = tails.MaxBy(tail => tail.IdleMs);
        if (idle.IdleMs < Math.Max(RunCaptionContext.MinNoticeableMs, 0.02 * run.ElapsedMs!.Value))
            yield break;
        var span = new WorkerIdleSpan(context.RunIndex, idle.Worker, idle.FromMs, context.LastRunEvent.AtMs);
        var last = run.Futures.Where(future => future.RunningMs is not null).MaxBy(future => future.FinishedAtMs)!;
        var stillRan = last.Worker != idle.Worker && last.FinishedAtMs > span.FromMs;
        var isSlot = run.Info.WorkerKind == WorkerKind.LoopSlot;
        yield return context.CreateDraft(
            context.LastRunEvent,
            (stillRan, isSlot) switch
            {
                (true, true) => "The loop’s {0} was empty for the last {1}: nothing was left to start, while {2} was still running in {3}.",
                (true, false) => "Worker {0} was idle for the last {1}: nothing was left to start, while {2} was still running on {3}.",
                (false, true) => "The loop’s {0} was empty for the last {1}: nothing was left to start.",
                _ => "Worker {0} was idle for the last {1}: nothing was left to start.",
            },
            stillRan ? [run.WorkerNameOf(idle.Worker), new DurationArg(idle.IdleMs), last, run.WorkerNameOf(last.Worker)]
                : [run.WorkerNameOf(idle.Worker), new DurationArg(idle.IdleMs)],
            context.EvidenceOf(idle.LastFuture, stillRan ? last : null) with { IdleSpan = span });
    }

    /// <summary>Reports how long the processes of a run took to start.</summary>
    public static IEnumerable<CaptionDraft> ProcessStartup(RunCaptionContext context)
    {
        var run = context.Run;
        if (run.Info.WorkerKind != WorkerKind.Process || run.Workers == 0)
            yield break;
        // If a process dies, its replacement starts in the middle of the run. The caption is about the start of the run, so only the first
        // start of each worker counts.
        var firsts = run.WorkerPhases.Where(phase => phase.Name == Starting).DistinctBy(phase => phase.Worker).ToList();
        var ready = firsts.Select(phase => run.Events
            .Where(raceEvent => raceEvent.Kind == RaceEventKind.Phase && raceEvent.Worker == phase.Worker)
            .SkipWhile(raceEvent => raceEvent.PhaseName != Starting).FirstOrDefault(raceEvent => raceEvent.PhaseName != Starting)).ToList();
        if (firsts.Count < run.Workers || ready.Exists(raceEvent => raceEvent.Seq == 0))
            yield break;
        var (first, last) = (ready.MinBy(raceEvent => raceEvent.Seq), ready.MaxBy(raceEvent => raceEvent.Seq));
        yield return context.CreateDraft(
            last,
            run.Workers == 1 ? "Its process had to start first: it was ready after {1}."
                : "Its {0} processes had to start first: one was ready after {1}, the last after {2}.",
            [run.Workers, new DurationArg(first.AtMs - run.StartedAtMs!.Value), new DurationArg(last.AtMs - run.StartedAtMs.Value)],
            new([.. firsts.Select(phase => new BarId(context.RunIndex, Bar.NegatePhaseNumber(phase.PhaseNumber)))],
                [.. ready.Select(raceEvent => raceEvent.Seq).Order()]));
    }

    /// <summary>
    /// Reports that the first call of a run started late. A run of processes is left out, because the start of its processes has its own
    /// caption.
    /// </summary>
    public static IEnumerable<CaptionDraft> LateFirstCall(RunCaptionContext context)
    {
        var run = context.Run;
        var first = run.Events.FirstOrDefault(raceEvent => raceEvent.Kind == RaceEventKind.Started);
        if (first.Seq == 0 || run.Info.WorkerKind == WorkerKind.Process)
            yield break;
        // The event “start” tells when this run really started. The run should have started at dueAt: when the last of the runs before it
        // ended, or at 0 ms if none had ended yet.
        var start = run.Events.First(raceEvent => raceEvent.Kind == RaceEventKind.RunStarted);
        var dueAt = context.Race.Runs.SelectMany(other => other.Events)
            .Where(raceEvent => raceEvent.Kind == RaceEventKind.RunFinished && raceEvent.Seq < start.Seq)
            .Select(raceEvent => raceEvent.AtMs).DefaultIfEmpty(0).Max();
        var lateMs = first.AtMs - dueAt;
        if (lateMs < MinLateStartMs)
            yield break;
        yield return context.CreateDraft(
            first,
            start.AtMs - dueAt > first.AtMs - start.AtMs
                ? "Its first call began only after {0}: its thread probably waited for a processor, because the machine was busy."
            : run.Info.WorkerKind == WorkerKind.Thread && run.Workers > 1
                ? "Its first call began only after {0}: its threads have to start first, which takes long on a busy machine."
            : "Its first call began only after {0}: the machine was probably busy.",
            [new DurationArg(lateMs)],
            context.EvidenceOf(run.Futures[first.Future]),
            lateMs);
    }

    /// <summary>Reports that a single thread waited for many answers at once.</summary>
    public static IEnumerable<CaptionDraft> OneThreadManyWaits(RunCaptionContext context)
    {
        var run = context.Run;
        var most = Math.Min(run.Workers, run.Futures.Count);
        if (run.Info.WorkerKind != WorkerKind.LoopSlot || most < 2)
            yield break;
        var running = new HashSet<int>();
        foreach (var raceEvent in run.Events)
        {
            if (raceEvent.Kind == RaceEventKind.Finished)
                running.Remove(raceEvent.Future);
            if (raceEvent.Kind != RaceEventKind.Started || !running.Add(raceEvent.Future) || running.Count < most)
                continue;
            yield return context.CreateDraft(
                raceEvent,
                "A single thread was waiting for {0} answers at once.",
                [most],
                new([.. running.Order().Select(future => new BarId(context.RunIndex, future))],
                    [.. run.Events.Where(
                    started => started.Seq <= raceEvent.Seq && started.Kind == RaceEventKind.Started && running.Contains(started.Future))
                    .Select(started => started.Seq)]));
            yield break;
        }
    }
}

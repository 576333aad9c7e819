using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>Rules for auxiliary lanes, which show a lock or an event loop beside the runs that use it.</summary>
internal static class AuxiliaryLaneCaptionRules
{
    private const string BlockedPhase = "blocked";

    /// <summary>Reports that a callback blocked the only thread of an event loop.</summary>
    public static IEnumerable<CaptionDraft> LoopBlocked(RunCaptionContext context)
    {
        foreach (var phase in context.Run.WorkerPhases.Where(phase => IsLoopBlocked(phase.Name)))
        {
            var end = context.Run.Events.SkipWhile(raceEvent => raceEvent.AtMs < phase.FromMs || raceEvent.PhaseName != phase.Name).Skip(1)
                .FirstOrDefault(raceEvent => raceEvent.Kind == RaceEventKind.Phase && raceEvent.Worker == phase.Worker);
            if (end.Seq == 0)
                continue;
            var meanwhile = context.Race.Runs.Sum(
                run => run.Futures.Count(future => future.FinishedAtMs > phase.FromMs && future.FinishedAtMs < end.AtMs));
            yield return context.CreateDraft(
                end,
                "The event loop was {0} for {1}. Finished meanwhile: {2}.",
                [phase.Name, new DurationArg(end.AtMs - phase.FromMs), meanwhile],
                new([new(context.RunIndex, Bar.NegatePhaseNumber(phase.PhaseNumber))], [end.Seq]),
                end.AtMs - phase.FromMs);
        }
    }

    // An event loop is blocked in the phases “blocked” and “blocked by …”. The prefix “blocked” alone would also match phases of threads,
    // such as “blocked in I/O”.
    private static bool IsLoopBlocked(string phase) =>
        phase == BlockedPhase || phase.StartsWith(ProgramCaptionRules.LoopBlockedPhasePrefix, StringComparison.Ordinal);

    /// <summary>Reports that no two threads held a lock at the same time.</summary>
    public static IEnumerable<CaptionDraft> OneLockHolder(RunCaptionContext context)
    {
        if (!context.IsRunCompleted)
            yield break;
        var held = context.Run.WorkerPhases.Where(phase => context.Run.Info.FindPhase(phase.Name) is { IsExclusive: true })
            .OrderBy(phase => phase.FromMs).ThenBy(phase => phase.ToMs).ToList();
        if (held.Count < 2 || held.Zip(held.Skip(1)).Any(pair => pair.First.ToMs > pair.Second.FromMs))
            yield break;
        yield return context.CreateDraft(
            context.LastRunEvent,
            "No two threads ever held the lock at once. Changes of holder: {0}.",
            [held.Zip(held.Skip(1)).Count(pair => pair.First.Worker != pair.Second.Worker)],
            new([.. held.Select(phase => new BarId(context.RunIndex, Bar.NegatePhaseNumber(phase.PhaseNumber)))],
                [context.LastRunEvent.Seq]));
    }
}

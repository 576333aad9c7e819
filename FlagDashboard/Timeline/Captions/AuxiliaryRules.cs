using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What lanes that stand aside show of the runs beside them.</summary>
internal static class AuxiliaryRules
{
    /// <summary>A callback had the only thread of an event loop.</summary>
    public static IEnumerable<CaptionDraft> Blocked(CaptionContext context)
    {
        foreach (var phase in context.Run.Phases.Where(phase => phase.Name.StartsWith("blocked", StringComparison.Ordinal)))
        {
            var end = context.Run.Events.SkipWhile(raceEvent => raceEvent.At < phase.FromMs || raceEvent.PhaseName != phase.Name).Skip(1)
                .FirstOrDefault(raceEvent => raceEvent.Kind == RaceEventKind.Phase && raceEvent.Worker == phase.Worker);
            if (end.Seq == 0)
                continue;
            var meanwhile = context.Race.Runs.Sum(
                run => run.Futures.Count(future => future.FinishedAt > phase.FromMs && future.FinishedAt < end.At));
            yield return context.Tell(
                end,
                "The event loop was {0} for {1}. Finished meanwhile: {2}.",
                [phase.Name, new DurationArg(end.At - phase.FromMs), meanwhile],
                new([new(context.Number, Bar.PhaseOf(phase.Number))], [end.Seq]),
                end.At - phase.FromMs);
        }
    }

    /// <summary>A lock is held by one at a time.</summary>
    public static IEnumerable<CaptionDraft> OneHolder(CaptionContext context)
    {
        if (!context.CameThrough)
            yield break;
        var held = context.Run.Phases.Where(phase => context.Run.Info.InfoOf(phase.Name) is { IsExclusive: true })
            .OrderBy(phase => phase.FromMs).ThenBy(phase => phase.ToMs).ToList();
        if (held.Count < 2 || held.Zip(held.Skip(1)).Any(pair => pair.First.ToMs > pair.Second.FromMs))
            yield break;
        yield return context.Tell(
            context.End,
            "Never did two threads hold the lock at once. Changes of holder: {0}.",
            [held.Zip(held.Skip(1)).Count(pair => pair.First.Worker != pair.Second.Worker)],
            new([.. held.Select(phase => new BarName(context.Number, Bar.PhaseOf(phase.Number)))], [context.End.Seq]));
    }
}

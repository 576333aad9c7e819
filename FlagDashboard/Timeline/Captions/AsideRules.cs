using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What lanes that stand aside show of the runs beside them.</summary>
internal static class AsideRules
{
    /// <summary>A callback had the only thread of an event loop.</summary>
    public static IEnumerable<CaptionDraft> Blocked(CaptionContext story)
    {
        foreach (var phase in story.Run.Phases.Where(phase => phase.Name.StartsWith("blocked", StringComparison.Ordinal)))
        {
            var end = story.Run.Events.SkipWhile(happened => happened.At < phase.FromMs || happened.PhaseName != phase.Name).Skip(1).FirstOrDefault(happened => happened.Kind == RaceEventKind.Phase && happened.Worker == phase.Worker);
            if (end.Seq == 0)
                continue;
            var meanwhile = story.Race.Runs.Sum(run => run.Futures.Count(future => future.FinishedAt > phase.FromMs && future.FinishedAt < end.At));
            yield return story.Tell(
                end,
                "The event loop was {0} for {1}. Finished meanwhile: {2}.",
                [phase.Name, new DurationArg(end.At - phase.FromMs), meanwhile],
                new([new(story.Number, Bar.PhaseOf(phase.Number))], [end.Seq]),
                end.At - phase.FromMs);
        }
    }

    /// <summary>A lock is held by one at a time.</summary>
    public static IEnumerable<CaptionDraft> OneHolder(CaptionContext story)
    {
        if (!story.CameThrough)
            yield break;
        var held = story.Run.Phases.Where(phase => story.Run.Info.InfoOf(phase.Name) is { IsExclusive: true }).OrderBy(phase => phase.FromMs).ThenBy(phase => phase.ToMs).ToList();
        if (held.Count < 2 || held.Zip(held.Skip(1)).Any(pair => pair.First.ToMs > pair.Second.FromMs))
            yield break;
        yield return story.Tell(
            story.End,
            "Never did two threads hold the lock at once. Changes of holder: {0}.",
            [held.Zip(held.Skip(1)).Count(pair => pair.First.Worker != pair.Second.Worker)],
            new([.. held.Select(phase => new BarName(story.Number, Bar.PhaseOf(phase.Number)))], [story.End.Seq]));
    }
}

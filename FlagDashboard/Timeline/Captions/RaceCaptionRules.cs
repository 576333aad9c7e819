using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>Rules about the race as a whole, once it has ended.</summary>
internal static class RaceCaptionRules
{
    // A smaller difference would be told as 0.0 ms.
    private const double MinShownDifferenceMs = 0.05;

    /// <summary>Reports the fastest run, or a tie. Only for races of a plan, because an experiment has its own conclusion.</summary>
    public static IEnumerable<CaptionDraft> Winner(RaceState race)
    {
        if (race.Plan is null || RaceResults.Of(race) is not { Winner: { } winner } results)
            yield break;
        var next = results.FinishedRuns.Where(result => result != winner && result.Run.Outcome == Outcome.Ok).MinBy(
            result => result.ElapsedMs)!;
        var isTie = Tie.Between(next.ElapsedMs, winner.ElapsedMs);
        object[] arguments = [winner.Run.Info, new DurationArg(winner.ElapsedMs), next.Run.Info,
            new DurationArg(isTie ? next.ElapsedMs - winner.ElapsedMs : next.ElapsedMs)];
        yield return DraftForRace(
            race,
            isTie && next.ElapsedMs - winner.ElapsedMs < MinShownDifferenceMs
                ? "A tie: {0} and {2} each took {1}. The next race may reverse their order."
            : isTie ? "A tie: {0} took {1}, and {2} took {3} more. The next race may reverse their order."
                : "{0} won in {1}, before {2} in {3}.",
            arguments,
            [.. new[] { winner.Run, next.Run }.SelectMany(run => LastOf(race, run))]);
    }

    /// <summary>Reports that the server stopped before the race ended.</summary>
    public static IEnumerable<CaptionDraft> Interrupted(RaceState race)
    {
        if (!race.IsInterrupted)
            yield break;
        var open = race.Runs.SelectMany(
            (run, number) => run.Futures.Where(future => future.FinishedAtMs is null).Select(future => (Number: number, Future: future)))
            .ToList();
        yield return DraftForRace(
            race,
            "The race was interrupted at {0}, and nothing is known of what came after. Without an outcome: {1}.",
            [new DurationArg(race.FinishedAtMs!.Value), open.Count],
            [.. open.Where(open => open.Future.StartedAtMs is not null).Select(open => new BarId(open.Number, open.Future.Number))]);
    }

    private static CaptionDraft DraftForRace(RaceState race, string template, object[] arguments, BarId[] bars) =>
        new(race.LastEventSeq, race.FinishedAtMs!.Value, RaceEvent.None, template, arguments, new(bars, [race.LastEventSeq]));

    private static IEnumerable<BarId> LastOf(RaceState race, RunState run) => run.Futures.Where(future => future.RunningMs is not null)
        .OrderByDescending(future => future.FinishedAtMs).Take(1)
            .Select(future => new BarId(race.Runs.ToList().IndexOf(run), future.Number));
}

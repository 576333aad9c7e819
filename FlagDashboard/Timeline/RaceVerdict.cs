using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The verdict on a race: the winner and the reason. The page and exported files share it. Immutable.</summary>
/// <param name="Headline">The outcome, in one sentence.</param>
/// <param name="Reason">The reason of the outcome; null if there is nothing to explain.</param>
public sealed record RaceVerdict(Sentence Headline, Sentence? Reason)
{
    // Modes with the same total time may still get their first result at different times. The verdict mentions this if the slowest mode
    // took more than 1.3 times as long to its first result as the fastest.
    private const double FirstResultRatio = 1.3;

    /// <summary>The verdict on a race; null while the race runs.</summary>
    /// <param name="race">The race.</param>
    /// <param name="results">The results of the race; <see cref="RaceResults.None"/> if its runs cannot be compared.</param>
    /// <param name="conclusion">The conclusion of the experiment; null for a race of downloads.</param>
    /// <param name="answer">The answer to the question of the experiment, which becomes the headline; null without one.</param>
    public static RaceVerdict? Of(RaceState race, RaceResults results, Sentence? conclusion = null, Sentence? answer = null)
    {
        if (race.FinishedAtMs is not { } end)
            return null;
        if (race.Program is { } program)
            return ProgramVerdict.Of(race, program, end);
        if (race.Outcome == Outcome.Cancelled)
        {
            return new(
                new Sentence("Cancelled after {0}.", new DurationArg(end)), new Sentence("The results received by then are below."));
        }

        if (race.IsInterrupted)
        {
            return new(
                new Sentence("Interrupted: the server stopped after {0}.", new DurationArg(end)),
                new Sentence("The events saved by then are below."));
        }

        if (results.Winner is { } winner)
        {
            var isTie = IsTieWithBaseline(results);
            var fastest = HeadlineOf(race, results, winner, isTie);
            return answer is not null ? new(answer, conclusion is null ? fastest : new Sentence("{0} {1}", fastest, conclusion)) : new(
                fastest,
                conclusion ?? (isTie ? ReasonOfTieWithBaseline(race, results) : ReasonOf(race, results)));
        }

        if (conclusion is not null)
            return new(new Sentence("Finished in {0}.", new DurationArg(end)), conclusion);

        var competing = Competing(race);
        var elapsed = competing.Count == 1 ? competing[0].ElapsedMs ?? end : end;
        return new(new Sentence("Finished in {0}.", new DurationArg(elapsed)), EndedEarly(race));
    }

    // Says which mode ended before all its futures did; null if none. The lane of the mode says why.
    private static Sentence? EndedEarly(RaceState race) => Competing(race).Find(run => run.Outcome == Outcome.Error) is { } cut
        ? new Sentence("{0} ended early, with {1} of {2} received.", cut.Info, cut.Received.Count, cut.Futures.Count)
        : null;

    private static List<RunState> Competing(RaceState race) => [.. race.Runs.Where(run => !run.Info.IsAuxiliary)];

    private static bool IsTieWithBaseline(RaceResults results) =>
        results is { Winner: { } winner, Baseline: { ElapsedMs: { } ms } baseline } && baseline != winner.Run
        && Tie.Between(winner.ElapsedMs, ms);

    private static bool AllTookAboutAsLong(RaceState race, RaceResults results) =>
        Competing(race).Where(run => run.Info.BaselineId is null).All(
            run => run is { Outcome: Outcome.Ok, ElapsedMs: { } ms } && Tie.Between(ms, results.Winner!.ElapsedMs));

    private static Sentence HeadlineOf(RaceState race, RaceResults results, RunResult winner, bool isTieWithBaseline)
    {
        var elapsed = new DurationArg(winner.ElapsedMs);
        var fastest = 1 + results.TiedWithWinner.Count();
        if (isTieWithBaseline)
        {
            return AllTookAboutAsLong(race, results) ? new Sentence("No mode was faster: each took about {0}.", elapsed)
                : fastest == Competing(race).Count(run => run is { Outcome: Outcome.Ok, Info.BaselineId: null })
                    ? new Sentence("{0} modes tied at about {1}.", fastest, elapsed)
                : new Sentence(
                    "No mode was faster than {0}, which took {1}.",
                    results.Baseline!.Info, new DurationArg(results.Baseline!.ElapsedMs!.Value));
        }

        if (results.Baseline is { } baseline && baseline != winner.Run)
        {
            var factor = new FactorArg(winner.SpeedUp ?? 1);
            return fastest > 1
                ? new Sentence("{0} modes tied at about {1}: {2} as fast as {3}.", fastest, elapsed, factor, baseline.Info)
                : new Sentence("{0} won in {1}: {2} as fast as {3}.", winner.Run.Info, elapsed, factor, baseline.Info);
        }

        return fastest > 1 ? new Sentence("{0} modes tied at about {1}.", fastest, elapsed)
            : new Sentence("{0} won in {1}.", winner.Run.Info, elapsed);
    }

    private static Sentence ReasonOf(RaceState race, RaceResults results)
    {
        var winner = results.Winner!.Run;
        var tied = results.TiedWithWinner.Select(result => result.Run).ToList();
        if (winner.Workers > 1 && tied.TrueForAll(run => run.Workers == winner.Workers) && race.Runs.Any(run => run.Workers == 1))
        {
            return tied.Count == 0
                ? new Sentence("It waited for up to {0} answers at once, not for one after another.", winner.Workers)
                : new Sentence(
                    "Each waited for up to {0} answers at once. Differences up to {1}% are noise.", winner.Workers,
                        Tie.MaxDifferencePercent);
        }

        if (tied.Count > 0)
            return new Sentence("Differences up to {0}% are noise, because the next race may reverse them.", Tie.MaxDifferencePercent);

        return race.Runs.FirstOrDefault(run => run.WorkerPhases.Count > 0) is { } starting
            ? new Sentence(
                "{0} took up to {1} to start each worker, which then begins cold.",
                starting.Info, new DurationArg(starting.WorkerPhases.Max(phase => phase.ToMs - phase.FromMs ?? 0)))
            : new Sentence("All had the same network, so the difference is how they wait.");
    }

    private static Sentence ReasonOfTieWithBaseline(RaceState race, RaceResults results)
    {
        var competing = Competing(race);
        var slowest = competing.Where(run => run.Outcome == Outcome.Ok).MaxBy(run => run.ElapsedMs);
        if (slowest is { ElapsedMs: { } longest } && !Tie.Between(longest, results.Winner!.ElapsedMs))
            return new Sentence("{0} took longest: {1}.", slowest.Info, new DurationArg(longest));
        if (EndedEarly(race) is { } early)
            return early;
        var byFirstResult = competing.Where(run => run.Received.Count > 0)
            .Select(run => (Mode: run.Info, Ms: run.Received[0].ReceivedAtMs!.Value - run.StartedAtMs!.Value))
            .OrderBy(run => run.Ms).ToList();
        if (byFirstResult.Count < 2 || byFirstResult[^1].Ms <= FirstResultRatio * byFirstResult[0].Ms)
            return new Sentence("All had the same network and waited for it in the same way.");
        var (first, last) = (byFirstResult[0], byFirstResult[^1]);
        return new Sentence(
            "But {0} had its first result after {1}, and {2} after {3}.",
            first.Mode, new DurationArg(first.Ms), last.Mode, new DurationArg(last.Ms));
    }
}

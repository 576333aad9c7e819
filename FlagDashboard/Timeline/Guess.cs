using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>What a person expects of a race before it starts: the time at which each mode finishes. Immutable.</summary>
/// <param name="FinishMs">The expected time of each guessed mode, in ms after its start, by the id of the mode.</param>
public sealed record Guess(IReadOnlyDictionary<string, double> FinishMs)
{
    private const double MinScaleMs = 2000;

    /// <summary>No guess.</summary>
    public static Guess None { get; } = new(new Dictionary<string, double>());

    /// <summary>Whether the person has guessed nothing.</summary>
    public bool IsEmpty => FinishMs.Count == 0;

    /// <summary>The longest time that can be guessed for a plan, in ms: twice the sum of its delays, which tells nothing of its modes.</summary>
    public static double MaxMs(RacePlan plan) =>
        Math.Max(MinScaleMs, Math.Ceiling(2 * plan.Countries.Count * (plan.Site is SiteId.Local ? 0 : plan.DelayMs) / 1000) * 1000);

    /// <summary>The guess with another time for one mode.</summary>
    /// <param name="mode">The id of the mode.</param>
    /// <param name="ms">The expected time, in ms.</param>
    public Guess With(string mode, double ms) => new(new Dictionary<string, double>(FinishMs) { [mode] = ms });

    /// <summary>Compares the guess with a finished race, in at most two sentences; none if nothing can be compared.</summary>
    /// <param name="race">The race.</param>
    /// <param name="results">Its results.</param>
    public IReadOnlyList<Sentence> Judge(RaceState race, RaceResults results)
    {
        if (race is not { FinishedAt: not null, Outcome: Outcome.Ok })
            return [];
        var guessed = results.Runs.Where(result => result.Run.Outcome == Outcome.Ok && FinishMs.ContainsKey(result.Run.Mode)).ToList();
        return guessed.Count == 0 ? [] : [.. OnWinner(guessed, results), OnClosest(guessed)];
    }

    private IEnumerable<Sentence> OnWinner(List<RunResult> guessed, RaceResults results)
    {
        if (guessed.Count < 2 || results.Winner is not { } winner)
            yield break;
        var expected = guessed.MinBy(result => FinishMs[result.Run.Mode])!;
        yield return expected == winner ? new Sentence("You expected {0} to win, and it did.", expected.Run.Info)
            : results.EquallyFast.Contains(expected)
                ? new Sentence("You expected {0} to win, and it was as fast as {1}.", expected.Run.Info, winner.Run.Info)
                : new Sentence("You expected {0} to win, but {1} did.", expected.Run.Info, winner.Run.Info);
    }

    private Sentence OnClosest(List<RunResult> guessed)
    {
        var closest = guessed.MinBy(result => Math.Abs(Math.Log(Math.Max(1, FinishMs[result.Run.Mode]) / result.ElapsedMs)))!;
        return new(
            "Your closest guess was {0}: you expected {1}, and it took {2}.",
            closest.Run.Info, new DurationArg(FinishMs[closest.Run.Mode]), new DurationArg(closest.ElapsedMs));
    }
}

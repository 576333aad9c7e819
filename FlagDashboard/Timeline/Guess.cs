using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>
/// What a person expects of a race before it starts: when modes finish, or only which mode wins. Immutable, so that the guesses of many
/// people can be collected and counted.
/// </summary>
/// <param name="MsByMode">The expected time of each guessed mode, in ms after its start, by the id of the mode.</param>
/// <param name="NamedWinner">The id of the mode that the person named as the winner; null if the person named none.</param>
public sealed record Guess(IReadOnlyDictionary<string, double> MsByMode, string? NamedWinner = null)
{
    /// <summary>No guess.</summary>
    public static Guess None { get; } = new(new Dictionary<string, double>());

    /// <summary>Whether the person has guessed nothing.</summary>
    public bool IsEmpty => MsByMode.Count == 0 && NamedWinner is null;

    /// <summary>
    /// The id of the mode that the person expects to win: the named winner or, without a named winner, the mode with the earliest of
    /// several times. Null if there is neither, or if two modes have the earliest time.
    /// </summary>
    public string? ExpectedWinner => NamedWinner ?? EarliestMode();

    /// <summary>
    /// The axis on which a person guesses times. It is as long as the planned duration of the race, like the axis of the lanes. Null if the
    /// plan determines no duration; a person can then guess only the winner.
    /// </summary>
    public static TimeAxis? AxisOf(RaceDefinition race) =>
        PlannedDuration.MsOf(race) is { } planned ? TimeAxis.ForRunningRace(0, planned) : null;

    /// <summary>
    /// Returns the guess with another time for one mode. As soon as two modes have times, the times decide which mode wins, and a named
    /// winner is removed.
    /// </summary>
    /// <param name="mode">The id of the mode.</param>
    /// <param name="ms">The expected time, in ms after the start of the mode; null to guess no time.</param>
    public Guess WithTime(string mode, double? ms)
    {
        var times = new Dictionary<string, double>(MsByMode);
        if (ms is { } time)
            times[mode] = time;
        else
            times.Remove(mode);
        return new(times, times.Count > 1 ? null : NamedWinner);
    }

    /// <summary>Returns the guess with another named winner.</summary>
    /// <param name="mode">The id of the mode; null to name none.</param>
    public Guess WithWinner(string? mode) => this with { NamedWinner = mode };

    /// <summary>
    /// Compares the guess with a race that has ended, in at most two sentences. Returns none while the race is running, or if nothing can
    /// be compared.
    /// </summary>
    /// <param name="race">The race.</param>
    /// <param name="results">Its results.</param>
    public IReadOnlyList<Sentence> CompareWithRace(RaceState race, RaceResults results) => race switch
    {
        { FinishedAtMs: null } => [],
        { Outcome: not Outcome.Ok } => IsEmpty ? [] : [new("The race ended early, so there is nothing to compare with your guess.")],
        _ => [.. JudgeWinner(race, results), .. JudgeTimes(results)],
    };

    private string? EarliestMode()
    {
        if (MsByMode.Count < 2)
            return null;
        var earliest = MsByMode.Values.Min();
        return MsByMode.Where(time => time.Value == earliest).Select(time => time.Key).ToList() is [var only] ? only : null;
    }

    private IEnumerable<Sentence> JudgeWinner(RaceState race, RaceResults results)
    {
        if (results.Winner is not { } winner || race.Runs.FirstOrDefault(run => run.Mode == ExpectedWinner) is not { } expected)
            return [];
        return
        [
            expected == winner.Run ? new("You expected {0} to win, and it did.", expected.Info)
            : results.TiedWithWinner.Any(result => result.Run == expected)
                ? new("You expected {0} to win, and it was as fast as {1}.", expected.Info, winner.Run.Info)
            : new("You expected {0} to win, but {1} did.", expected.Info, winner.Run.Info),
        ];
    }

    private IEnumerable<Sentence> JudgeTimes(RaceResults results)
    {
        var guessed =
            results.FinishedRuns.Where(result => result.Run.Outcome == Outcome.Ok && MsByMode.ContainsKey(result.Run.Mode)).ToList();
        return guessed.MinBy(Distance) is not { } closest
            ? []
            :
            [
                new(
                    guessed.Count > 1
                        ? "Your closest time was that of {0}: you expected {1}, and it took {2}."
                        : "You expected {0} to take {1}, and it took {2}.",
                    closest.Run.Info, new DurationArg(MsByMode[closest.Run.Mode]), new DurationArg(closest.ElapsedMs)),
            ];
    }

    // The distance of a guess is a ratio, so 1 s instead of 2 s is as wrong as 5 s instead of 10 s.
    private double Distance(RunResult result) =>
        Math.Abs(Math.Log(Math.Max(1, MsByMode[result.Run.Mode]) / Math.Max(1, result.ElapsedMs)));
}

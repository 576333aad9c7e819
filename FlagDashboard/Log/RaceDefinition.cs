using System.Text.Json;
using System.Text.Json.Serialization;
using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>Describes an experiment and its settings. A race of an experiment has this description instead of a plan. Immutable.</summary>
/// <param name="Id">The id of the experiment in links. It never changes.</param>
/// <param name="Title">The name of the experiment on the page.</param>
/// <param name="SettingsLine">The settings in one line, for people.</param>
/// <param name="Link">The link that opens the experiment with these settings.</param>
public sealed record ExperimentInfo(string Id, string Title, [property: JsonPropertyName("facts")] string SettingsLine, string Link);

/// <summary>
/// The definition of a race: its runs, and what they do. It is in the first event of the race's log. Two definitions are equal if their
/// JSON is equal. Immutable.
/// </summary>
/// <param name="FutureLabels">The labels of the futures of each run, in call order.</param>
/// <param name="Runs">The runs of the race. An auxiliary run has no futures.</param>
/// <param name="Plan">The plan of a race of downloads; null for an experiment and for a recorded program.</param>
/// <param name="Experiment">The experiment; null for a race of downloads and for a recorded program.</param>
/// <param name="Program">
/// The recorded program; null for a race of downloads and for an experiment. Its futures are not in <paramref name="FutureLabels"/>.
/// </param>
/// <param name="ClaimedStart">
/// The time of day at which the race began, as a file says it. Null in the log of a race on the server that runs it, which keeps this time
/// beside the log, and in the files of older versions. A file of another machine may say any time: see <see cref="FindPlausibleStart"/>.
/// </param>
public sealed record RaceDefinition(
    [property: JsonPropertyName("items")] IReadOnlyList<string> FutureLabels, IReadOnlyList<ModeInfo> Runs, RacePlan? Plan = null,
    ExperimentInfo? Experiment = null, ProgramInfo? Program = null,
    [property: JsonPropertyName("startedAt")] DateTimeOffset? ClaimedStart = null)
{
    // The start time of an imported race comes from the clock of another computer, which may be wrong. A start before this date, when the
    // program did not exist yet, is ignored.
    private static readonly DateTimeOffset EarliestStart = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The maximum number of futures of each run, and also its maximum number of workers.</summary>
    internal int MaxFuturesPerRun => Program is null ? PlanRules.MaxFuturesPerRun : ProgramInfo.MaxFutures;

    /// <summary>Whether a person makes the calls of the race one by one, as in an interactive experiment.</summary>
    internal bool IsExecutorSession => Runs.Any(run => run.IsExecutorSession);

    /// <summary>Returns the time of day at which the race of a file began; null if the file says none, or an absurd one.</summary>
    /// <param name="now">The current time. Clocks of machines may differ by a day.</param>
    internal DateTimeOffset? FindPlausibleStart(DateTimeOffset now) =>
        ClaimedStart is { } startedAt && startedAt >= EarliestStart && startedAt <= now.AddDays(1) ? startedAt : null;

    /// <summary>Creates the definition of a race from its plan.</summary>
    /// <param name="plan">A plan that breaks no rule.</param>
    /// <param name="modes">A catalog that contains all modes of the plan.</param>
    public static RaceDefinition Of(RacePlan plan, ModeCatalog modes) =>
        new(
            plan.Countries,
            [.. plan.Modes.Select(mode => modes.Find(mode)!).Select(mode => mode with { RunWorkers = mode.WorkersFor(plan) })],
            plan);

    /// <inheritdoc/>
    // A record compares its lists by reference, so a definition would not equal its own copy from a file. Equality therefore compares JSON.
    public bool Equals(RaceDefinition? other) => other is not null && (ReferenceEquals(this, other) || Json() == other.Json());

    /// <inheritdoc/>
    public override int GetHashCode() => Json().GetHashCode(StringComparison.Ordinal);

    private string Json() => JsonSerializer.Serialize(this, RaceJson.Options);
}

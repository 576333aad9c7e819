using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Races;

/// <summary>What an experiment is, where a race of downloads has a plan.</summary>
/// <param name="Id">Its stable name in links.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="Facts">Its settings in one line, for people.</param>
/// <param name="Link">The link that opens it with these settings.</param>
public sealed record ExperimentInfo(string Id, string Title, string Facts, string Link)
{
    /// <summary>What names the race in the address of an experiment's page.</summary>
    public const string RaceParameter = "race";

    /// <summary>The link that opens an experiment with one of its races.</summary>
    public static string WithRace(string link, string race) => QueryHelpers.AddQueryString(link, RaceParameter, race);

    /// <summary>The page that shows a race: its experiment's, if <paramref name="link"/> opens one.</summary>
    public static string PageOf(string? link, string race) => link is null ? $"/race/{race}" : WithRace(link, race);
}

/// <summary>What a race consists of, as its first event tells it. Immutable.</summary>
/// <param name="Items">What the futures of each run are called, in call order.</param>
/// <param name="Runs">Its runs; one that stands aside has none of the futures.</param>
/// <param name="Plan">The plan, if flags are downloaded by one; null for an experiment.</param>
/// <param name="Experiment">The experiment; null for a race of downloads.</param>
public sealed record RaceOutline(
    IReadOnlyList<string> Items, IReadOnlyList<ModeInfo> Runs, RacePlan? Plan = null, ExperimentInfo? Experiment = null)
{
    /// <summary>Whether a person's presses move it on.</summary>
    internal bool ByHand => Runs.Any(run => run.ByHand);

    /// <summary>The outline of a plan.</summary>
    public static RaceOutline Of(RacePlan plan, ModeDirectory modes) =>
        new(plan.Countries, [.. plan.Modes.Select(mode => modes.Find(mode)!.Info).Select(mode => mode with { Workers = mode.WorkersFor(plan) })], plan);
}

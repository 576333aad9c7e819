using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Api;

/// <summary>What a race is about.</summary>
internal enum RaceKind
{
    /// <summary>Modes that download the same flags.</summary>
    Downloads,

    /// <summary>One of the dashboard's experiments.</summary>
    Experiment,
}

/// <summary>Where the rest of a race is.</summary>
/// <param name="Self">This race, with its results.</param>
/// <param name="Events">Its log: what has been, then live.</param>
/// <param name="Cancel">Where POST cancels it.</param>
/// <param name="Page">The page that shows it to people.</param>
internal sealed record RaceLinks(string Self, string Events, string Cancel, string Page)
{
    public static RaceLinks Of(Race race) => Of(race.Id, race.Definition.Experiment?.Link);

    public static RaceLinks Of(string id, string? experiment)
    {
        var self = $"/api/races/{id}";
        return new(self, $"{self}/events", $"{self}/cancel", RaceAddress.Of(experiment, id));
    }
}

/// <summary>A race in the list of races.</summary>
/// <param name="Id">Its name in links: 10 lower-case letters and digits.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Name">The experiment's title; left out for downloads.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Imported">Whether it ran somewhere else, and its log was brought here.</param>
/// <param name="StartedAt">When its clock began to run: time 0 of its events. Of one that ran somewhere else, when it was brought here.</param>
/// <param name="Futures">How many futures each run has; an experiment may make more.</param>
/// <param name="Modes">The ids of its runs.</param>
/// <param name="ElapsedMs">How long it took, in ms; left out while it runs.</param>
/// <param name="Links">Where the rest of it is.</param>
internal sealed record RaceSummary(
    string Id, RaceKind Kind, string? Name, RaceStatus Status, bool Imported, DateTimeOffset StartedAt, int Futures, IReadOnlyList<string> Modes, double? ElapsedMs, RaceLinks Links)
{
    public static RaceSummary Of(Race race)
    {
        var end = race.Log.End;
        return new(
            race.Id, RaceDocument.KindOf(race.Definition), race.Definition.Experiment?.Title, RaceDocument.StatusOf(end?.Status), race.Imported, race.StartedAt,
            race.Definition.Items.Count, [.. race.Definition.Runs.Select(run => run.Id)], end?.At, RaceLinks.Of(race));
    }

    public static RaceSummary Of(HistoryRow kept) => new(
        kept.Id, kept.Experiment is null ? RaceKind.Downloads : RaceKind.Experiment, kept.Experiment, kept.State, kept.Imported, kept.StartedAt,
        kept.Futures, kept.Modes, kept.ElapsedMs, RaceLinks.Of(kept.Id, kept.Link));
}

/// <summary>A race as its log tells it so far.</summary>
/// <param name="Id">Its name in links: 10 lower-case letters and digits.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Name">The experiment's title; left out for downloads.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Imported">Whether it ran somewhere else, and its log was brought here.</param>
/// <param name="StartedAt">When its clock began to run: time 0 of its events. Of one that ran somewhere else, when it was brought here.</param>
/// <param name="Plan">What is raced, defaults filled in; left out for an experiment.</param>
/// <param name="Experiment">The experiment; left out for downloads.</param>
/// <param name="Events">How many events its log has: ask for those after this number to go on from here.</param>
/// <param name="ElapsedMs">How long it took, in ms; left out while it runs.</param>
/// <param name="Runs">Its runs: the number of a run in an event is its place here, from 0.</param>
/// <param name="Links">Where the rest of it is.</param>
internal sealed record RaceDocument(
    string Id, RaceKind Kind, string? Name, RaceStatus Status, bool Imported, DateTimeOffset StartedAt, PlanDocument? Plan, ExperimentInfo? Experiment,
    int Events, double? ElapsedMs, IReadOnlyList<RunDocument> Runs, RaceLinks Links)
{
    public static RaceDocument Of(Race race)
    {
        var state = RaceState.At(race.Log.Snapshot(), double.MaxValue);
        var results = RaceResults.Of(state);
        return new(
            race.Id, KindOf(race.Definition), race.Definition.Experiment?.Title, StatusOf(state.Outcome), race.Imported, race.StartedAt,
            race.Plan is { } plan ? PlanDocument.Of(plan) : null, race.Definition.Experiment, state.Seq, state.FinishedAt, [.. state.Runs.Select(run => RunDocument.Of(race, run, results.For(run)))], RaceLinks.Of(race));
    }

    internal static RaceKind KindOf(RaceDefinition definition) => definition.Experiment is null ? RaceKind.Downloads : RaceKind.Experiment;

    internal static RaceStatus StatusOf(Outcome? outcome) => outcome switch
    {
        null => RaceStatus.Running,
        Outcome.Cancelled => RaceStatus.Cancelled,
        Outcome.Error => RaceStatus.Interrupted,
        _ => RaceStatus.Finished,
    };
}

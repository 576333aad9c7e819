using System.Text.Json.Serialization;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Api;

/// <summary>The kind of a race.</summary>
internal enum RaceKind
{
    /// <summary>A race in which several modes download the same flags.</summary>
    Downloads,

    /// <summary>A race of one of the dashboard's experiments.</summary>
    Experiment,

    /// <summary>A race that was made from the recording of a Python program.</summary>
    Program,
}

/// <summary>The addresses that belong to a race, for clients of the API.</summary>
/// <param name="Self">The address of the race with its results.</param>
/// <param name="Events">The address of the race's log, which sends the events so far and then each event as it happens.</param>
/// <param name="Cancel">The address to which a POST cancels the race.</param>
/// <param name="Page">The address of the page that shows the race.</param>
internal sealed record RaceLinks(string Self, string Events, string Cancel, string Page)
{
    /// <summary>Returns the addresses of a race in memory.</summary>
    public static RaceLinks Of(Race race, PathString root) => Of(race.Id, race.Definition.Experiment?.Link, root);

    /// <summary>Returns the addresses of a race.</summary>
    /// <param name="id">The id of the race.</param>
    /// <param name="experimentLink">The link that opens its experiment; null for downloads.</param>
    /// <param name="root">The path under which a proxy serves the dashboard; empty without a proxy.</param>
    public static RaceLinks Of(string id, string? experimentLink, PathString root)
    {
        var self = GetRaceAddress(id, root);
        return new(self, $"{self}/events", $"{self}/cancel", root + RaceAddress.Of(experimentLink, id));
    }

    /// <summary>Returns the address of a race in the API.</summary>
    public static string GetRaceAddress(string id, PathString root) => $"{root}/api/races/{id}";
}

/// <summary>A race in the list of races.</summary>
/// <param name="Id">The id of the race: 10 lower-case letters and digits.</param>
/// <param name="Kind">The kind of the race.</param>
/// <param name="Title">The title of the experiment, or the name of the program; left out for downloads.</param>
/// <param name="Status">The status of the race.</param>
/// <param name="QueuePosition">The position of a queued race in the queue, from 1; left out if the race is not queued.</param>
/// <param name="Imported">Whether the race ran on another server and its log was imported.</param>
/// <param name="StartedAt">
/// The time at which the race started, which is time 0 of its events. For an imported race whose file does not say it, the time of the
/// import; for a queued race, the time at which it was requested.
/// </param>
/// <param name="ImportedAt">The time at which the race was imported; left out if it ran on this server.</param>
/// <param name="FuturesPerRun">
/// The number of futures of each run, or of a whole recorded program. An interactive experiment may create more.
/// </param>
/// <param name="Modes">The ids of the runs.</param>
/// <param name="ElapsedMs">The duration of the race, in ms; left out while it runs.</param>
/// <param name="Series">The position of the race in a series of races; left out if it belongs to no series.</param>
/// <param name="Links">The addresses that belong to the race.</param>
internal sealed record RaceSummary(
    string Id, RaceKind Kind, [property: JsonPropertyName("name")] string? Title, RaceStatus Status,
    [property: JsonPropertyName("position")] int? QueuePosition, bool Imported, DateTimeOffset StartedAt, DateTimeOffset? ImportedAt,
    [property: JsonPropertyName("futures")] int FuturesPerRun, IReadOnlyList<string> Modes, double? ElapsedMs, SeriesPlace? Series,
    RaceLinks Links)
{
    /// <summary>Creates the summary of a race that is in memory.</summary>
    public static RaceSummary Of(Race race, PathString root)
    {
        var definition = race.Definition;
        var end = race.Log.End;
        var position = RaceDocument.QueuePositionOf(race);
        return new(
            race.Id, RaceDocument.KindOf(definition), RaceDocument.TitleOf(definition), RaceDocument.StatusOf(end?.Status, position),
            position, race.IsImported, race.StartedAt, race.ImportedAt, definition.Program?.Futures ?? definition.FutureLabels.Count,
            [.. definition.Runs.Select(run => run.Id)], end?.AtMs, race.Series, RaceLinks.Of(race, root));
    }

    /// <summary>Creates the summary of a race in the history.</summary>
    public static RaceSummary Of(HistoryRow row, PathString root) => new(
        row.Id, KindOf(row), row.IsProgram ? row.Name : row.ExperimentTitle, row.Status, null, row.Imported,
        row.StartedAt, row.ImportedAt, row.FuturesPerRun, row.ModeIds, row.ElapsedMs, row.Series,
        RaceLinks.Of(row.Id, row.ExperimentLink, root));

    private static RaceKind KindOf(HistoryRow row) =>
        row.IsProgram ? RaceKind.Program : row.ExperimentTitle is null ? RaceKind.Downloads : RaceKind.Experiment;
}

/// <summary>A race with its results so far.</summary>
/// <param name="Id">The id of the race: 10 lower-case letters and digits.</param>
/// <param name="Kind">The kind of the race.</param>
/// <param name="Title">The title of the experiment, or the name of the program; left out for downloads.</param>
/// <param name="Status">The status of the race.</param>
/// <param name="QueuePosition">The position of a queued race in the queue, from 1; left out if the race is not queued.</param>
/// <param name="Imported">Whether the race ran on another server and its log was imported.</param>
/// <param name="StartedAt">
/// The time at which the race started, which is time 0 of its events. For an imported race whose file does not say it, the time of the
/// import; for a queued race, the time at which it was requested.
/// </param>
/// <param name="ImportedAt">The time at which the race was imported; left out if it ran on this server.</param>
/// <param name="Plan">The plan of a race of downloads, with all defaults filled in; left out for other kinds of race.</param>
/// <param name="Experiment">The experiment and its settings; left out for other kinds of race.</param>
/// <param name="Program">The recorded Python program; left out for other kinds of race.</param>
/// <param name="Events">The number of events in the log so far. To follow the race from here, request the events after this number.</param>
/// <param name="ElapsedMs">The duration of the race, in ms; left out while it runs.</param>
/// <param name="Series">The position of the race in a series of races; left out if it belongs to no series.</param>
/// <param name="Runs">The runs of the race; empty while it is queued. The field run of an event is an index into this list.</param>
/// <param name="Links">The addresses that belong to the race.</param>
internal sealed record RaceDocument(
    string Id, RaceKind Kind, [property: JsonPropertyName("name")] string? Title, RaceStatus Status,
    [property: JsonPropertyName("position")] int? QueuePosition, bool Imported, DateTimeOffset StartedAt, DateTimeOffset? ImportedAt,
    PlanDocument? Plan, ExperimentInfo? Experiment, ProgramInfo? Program, int Events, double? ElapsedMs, SeriesPlace? Series,
    IReadOnlyList<RunDocument> Runs, RaceLinks Links)
{
    /// <summary>Creates the document of a race from the events in its log so far.</summary>
    /// <param name="race">The race.</param>
    /// <param name="root">The path under which a proxy serves the dashboard; empty without a proxy.</param>
    public static RaceDocument Of(Race race, PathString root)
    {
        var (definition, plan, position) = (race.Definition, race.Plan, QueuePositionOf(race));
        var state = RaceState.At(race.Log.Snapshot(), double.MaxValue);
        var results = RaceResults.Of(state);
        return new(
            race.Id, KindOf(definition), TitleOf(definition), StatusOf(state.Outcome, position), position, race.IsImported,
            race.StartedAt, race.ImportedAt,
            plan is null ? null : PlanDocument.Of(plan), definition.Experiment, definition.Program, state.LastEventSeq, state.FinishedAtMs,
            race.Series, [.. state.Runs.Select(run => RunDocument.Of(race, run, results.ResultOf(run), root))], RaceLinks.Of(race, root));
    }

    /// <summary>Returns the kind of race that a definition describes.</summary>
    internal static RaceKind KindOf(RaceDefinition definition) =>
        definition.Program is not null ? RaceKind.Program
        : definition.Experiment is null ? RaceKind.Downloads : RaceKind.Experiment;

    /// <summary>Returns the title of the experiment, or the name of the program; null for downloads.</summary>
    internal static string? TitleOf(RaceDefinition definition) => definition.Program?.Name ?? definition.Experiment?.Title;

    /// <summary>Returns the position of a race in the queue; null if it is not queued.</summary>
    internal static int? QueuePositionOf(Race race) => race.QueuePosition is > 0 and var position ? position : null;

    /// <summary>Returns the status of a race.</summary>
    /// <param name="outcome">The outcome in the last event of the race; null for a race that has not ended.</param>
    /// <param name="position">The position of the race in the queue; null if it is not queued.</param>
    internal static RaceStatus StatusOf(Outcome? outcome, int? position) =>
        outcome?.ToRaceStatus() ?? (position is null ? RaceStatus.Running : RaceStatus.Queued);
}

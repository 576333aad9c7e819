using FlagDashboard.Log;
using FlagDashboard.Races;

namespace FlagDashboard.Hubs;

/// <summary>What a page knows about a race besides its log. Immutable.</summary>
/// <param name="Id">The id of the race in links.</param>
/// <param name="Definition">The runs of the race, and its plan or experiment.</param>
/// <param name="StartedAt">When the race began; for an imported race, when it was imported.</param>
/// <param name="Imported">Whether the race ran elsewhere and only its log was imported.</param>
/// <param name="IsRunning">Whether the race was running when this was read.</param>
/// <param name="IsLogIncomplete">Whether an event could not be recorded, so that the log does not show all that happened.</param>
/// <param name="Series">The place of the race in a series; null if it is in none.</param>
public sealed record RaceInfo(
    string Id,
    RaceDefinition Definition,
    DateTimeOffset StartedAt,
    bool Imported,
    bool IsRunning,
    bool IsLogIncomplete,
    SeriesPlace? Series)
{
    internal static RaceInfo Of(Race race) =>
        new(race.Id, race.Definition, race.StartedAt, race.Imported, !race.Completion.IsCompleted, race.IsLogIncomplete, race.Series);
}

/// <summary>A race as it was when a page asked for it.</summary>
/// <param name="Info">What is known besides the log.</param>
/// <param name="State">The fold of the log.</param>
/// <param name="NowMs">The age of the race, in ms.</param>
public sealed record RaceSnapshot(RaceInfo Info, RaceState State, double NowMs);

using FlagDashboard.Log;
using FlagDashboard.Races;

namespace FlagDashboard.Hubs;

/// <summary>The facts about a race that a page needs besides the log. Immutable.</summary>
/// <param name="Id">The id of the race in links.</param>
/// <param name="Definition">The runs of the race, and its plan or experiment.</param>
/// <param name="StartedAt">
/// The time at which the race began; for an imported race whose start is not known, the time of the import.
/// </param>
/// <param name="ImportedAt">The time at which the race was imported; null if it ran on this server.</param>
/// <param name="IsRunning">Whether the race was running when the facts were read.</param>
/// <param name="IsLogIncomplete">Whether an event could not be recorded, so that the log does not show all that happened.</param>
/// <param name="Series">The place of the race in a series; null if it is in none.</param>
public sealed record RaceInfo(
    string Id,
    RaceDefinition Definition,
    DateTimeOffset StartedAt,
    DateTimeOffset? ImportedAt,
    bool IsRunning,
    bool IsLogIncomplete,
    SeriesPlace? Series)
{
    internal static RaceInfo Of(Race race) =>
        new(race.Id, race.Definition, race.StartedAt, race.ImportedAt, !race.Completion.IsCompleted, race.IsLogIncomplete, race.Series);
}

/// <summary>The state of a race when a page asked for it.</summary>
/// <param name="Info">The facts besides the log.</param>
/// <param name="State">The fold of the log.</param>
/// <param name="NowMs">The time since the race began, in ms.</param>
public sealed record RaceSnapshot(RaceInfo Info, RaceState State, double NowMs);

using System.Text.Json.Serialization;
namespace FlagDashboard.Log;

/// <summary>The position of a race in a series, which runs one plan several times. Immutable.</summary>
/// <param name="SeriesId">The id of the series: 10 lower-case letters and digits.</param>
/// <param name="RaceNumber">The number of the race in the series, from 1.</param>
/// <param name="PlannedRaceCount">The number of races that the series was started with.</param>
public sealed record SeriesPlace([property: JsonPropertyName("id")] string SeriesId,
    [property: JsonPropertyName("number")] int RaceNumber, [property: JsonPropertyName("count")] int PlannedRaceCount);

namespace FlagDashboard.Log;

/// <summary>The place of a race in a series, which races one plan several times, one race after another. Immutable.</summary>
/// <param name="Id">The id of the series: 10 lower-case letters and digits.</param>
/// <param name="Number">The number of the race in the series, from 1.</param>
/// <param name="Count">How many races the series was to have.</param>
public sealed record SeriesPlace(string Id, int Number, int Count);

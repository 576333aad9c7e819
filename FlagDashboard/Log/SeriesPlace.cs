namespace FlagDashboard.Log;

/// <summary>The position of a race in a series, which runs one plan several times. Immutable.</summary>
/// <param name="Id">The id of the series: 10 lower-case letters and digits.</param>
/// <param name="Number">The number of the race in the series, from 1.</param>
/// <param name="Count">The number of races that the series was started with.</param>
public sealed record SeriesPlace(string Id, int Number, int Count);

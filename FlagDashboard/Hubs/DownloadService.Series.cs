using System.Text.Json;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Hubs;

// Starts, finds and cancels series of races.
public sealed partial class DownloadService
{
    /// <summary>
    /// Starts a series of races of one plan. If this page has already started the same series, and that series still runs or began just
    /// now, returns that series instead. The result has the id of the first race, for which <see cref="SeriesPlaceOf"/> finds the series.
    /// </summary>
    /// <param name="plan">The plan of every race.</param>
    /// <param name="count">The number of races, within the bounds of <see cref="RepeatRules"/>.</param>
    public StartResult StartSeries(RacePlan plan, int count)
    {
        RaceSeries? started = null;
        return Start(
            $"×{count} {JsonSerializer.Serialize(plan, RaceJson.Options)}",
            () => races.FindInMemory((started = series.Start(plan, count)).RaceIds[0])!,
            () => started!.Completion);
    }

    /// <summary>Returns the place of a race in its series; null if the race is in no series or not in memory.</summary>
    public SeriesPlace? SeriesPlaceOf(string? raceId) => races.FindInMemory(raceId)?.Series;

    /// <inheritdoc cref="SeriesReader.Find"/>
    public Task<SeriesResults?> FindSeries(string id) => savedSeries.Find(id);

    /// <inheritdoc cref="SeriesRegistry.Changed"/>
    public event Action<string>? SeriesChanged
    {
        add => series.Changed += value;
        remove => series.Changed -= value;
    }

    /// <summary>
    /// Cancels the running race of a series, and starts no further race. Does nothing if there is no such series, or if it has ended.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">The person is a viewer.</exception>
    public void CancelSeries(string id)
    {
        RequirePresenter();
        series.Find(id)?.Cancel();
    }
}

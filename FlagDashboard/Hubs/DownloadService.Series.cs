using System.Text.Json;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Hubs;

// What a page does with series of races.
public sealed partial class DownloadService
{
    /// <summary>
    /// Starts a series of races of one plan, unless this page has just started the same one or it still runs. The result names its first
    /// race; <see cref="SeriesOf"/> finds the series.
    /// </summary>
    /// <param name="plan">What is raced.</param>
    /// <param name="count">How many times, as <see cref="RepeatCount"/> allows.</param>
    public StartResult StartSeries(RacePlan plan, int count)
    {
        RaceSeries? started = null;
        return Start(
            $"×{count} {JsonSerializer.Serialize(plan, RaceJson.Options)}",
            () => races.FindInMemory((started = series.Start(plan, count)).RaceIds[0])!,
            () => started!.Completion);
    }

    /// <summary>The place of a race in its series; null if it is in none, or there is no such race in memory.</summary>
    public SeriesPlace? SeriesOf(string? raceId) => races.FindInMemory(raceId)?.Series;

    /// <inheritdoc cref="SeriesReader.Find"/>
    public Task<SeriesResults?> FindSeries(string id) => savedSeries.Find(id);

    /// <inheritdoc cref="SeriesRegistry.Changed"/>
    public event Action<string>? SeriesChanged
    {
        add => series.Changed += value;
        remove => series.Changed -= value;
    }

    /// <summary>Cancels the race that runs in a series, and starts no further one. Calling it again changes nothing.</summary>
    /// <exception cref="UnauthorizedAccessException">The person is a viewer.</exception>
    public void CancelSeries(string id)
    {
        RequirePresenter();
        series.Find(id)?.Cancel();
    }
}

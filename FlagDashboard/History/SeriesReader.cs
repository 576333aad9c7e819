using System.Collections.Concurrent;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.History;

/// <summary>A series of races, with statistics of its ended races.</summary>
/// <param name="Id">The id of the series in links.</param>
/// <param name="Plan">The plan of every race.</param>
/// <param name="RequestedCount">The number of races that the series was started with.</param>
/// <param name="RaceIds">
/// The ids of the races that were started so far, in order. A race that was deleted from the history may be missing.
/// </param>
/// <param name="Summary">The statistics of the ended races.</param>
public sealed record SeriesResults(
    string Id, RacePlan Plan, int RequestedCount, IReadOnlyList<string> RaceIds, RepeatSummary Summary)
{
    /// <summary>Whether the series is still running.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Whether a person has cancelled the series. False for a series that an earlier start of the server ran.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>
    /// The status of the series: cancelled if it or its last race was cancelled, interrupted if it ended before all its races were run.
    /// </summary>
    public RaceStatus Status => IsRunning ? RaceStatus.Running
        : EndsWith(ExclusionReason.Cancelled) ? RaceStatus.Cancelled
        : EndsWith(ExclusionReason.Interrupted) ? RaceStatus.Interrupted
        : Summary.EndedRaces.Count > 0 && Summary.EndedRaces[^1].Number == RequestedCount ? RaceStatus.Finished
        : IsCancelled ? RaceStatus.Cancelled
        : RaceStatus.Interrupted;

    private bool EndsWith(ExclusionReason reason) => Summary.EndedRaces.Count > 0
        && Summary.EndedRaces[^1].Runs.Any(run => run.Reason == reason);
}

/// <summary>Reads the results of series, both running and saved ones. Thread-safe.</summary>
public sealed class SeriesReader(SeriesRegistry series, RaceRegistry races, RaceHistory history)
{
    // The maximum number of cached results of races. They are cached, because a page reads the whole series again whenever one race ends.
    private const int MaxCached = 1000;

    private readonly ConcurrentDictionary<string, RepeatedRace> _cache = new();

    /// <summary>Finds a series that this server has started, or whose races are saved; null if there is none.</summary>
    public async Task<SeriesResults?> Find(string id)
    {
        if (series.Find(id) is { } known)
        {
            // Finds out whether the series has ended before it reads the races. In the opposite order, the series could end in between, and
            // would be shown as ended but without its last race.
            var isRunning = !known.Completion.IsCompleted;
            var results = await Results(
                known.Id, known.Plan, known.PlannedRaceCount, [.. known.RaceIds.Select((race, index) => (race, index + 1))]);
            return results with { IsRunning = isRunning, IsCancelled = known.CancelToken.IsCancellationRequested };
        }

        var rows = await history.ListSeriesRaces(id);
        return rows.Count > 0 && (await races.Find(rows[0].Id))?.Plan is { } plan
            ? await Results(id, plan, rows[0].Series!.PlannedRaceCount, [.. rows.Select(row => (row.Id, row.Series!.RaceNumber))])
            : null;
    }

    private async Task<SeriesResults> Results(
        string id, RacePlan plan, int count, IReadOnlyList<(string Id, int Number)> places)
    {
        var ended = new List<RepeatedRace>();
        foreach (var (raceId, number) in places)
        {
            if (await ReadEnded(raceId, number) is { } race)
                ended.Add(race);
        }

        return new(id, plan, count, [.. places.Select(place => place.Id)], RepeatSummary.Of(ended));
    }

    private async Task<RepeatedRace?> ReadEnded(string raceId, int number)
    {
        if (_cache.GetValueOrDefault(raceId) is { } known)
            return known;
        if (await races.Find(raceId) is not { Log.End: not null } race)
            return null;
        if (_cache.Count >= MaxCached)
            _cache.Clear();
        return _cache[raceId] = RepeatedRace.Of(raceId, number, RaceState.At(race.Log.Snapshot(), double.MaxValue));
    }
}

using FlagDashboard.Log;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// Lists, renames, deletes and restores the saved races. Does not block the calling thread on disk access. If the database fails, a list is
/// empty, a change returns false or 0, and <see cref="Problem"/> gives the reason. Thread-safe.
/// </summary>
public sealed class RaceHistory
{
    private readonly HistoryDatabase _database;
    private readonly RaceArchive _recorder;
    private readonly TimeProvider _time;

    internal RaceHistory(HistoryDatabase database, RaceArchive recorder, TimeProvider time)
    {
        (_database, _recorder, _time) = (database, recorder, time);
        recorder.ListChanged += () => ListChanged?.Invoke();
    }

    /// <summary>
    /// The reason why races are not being saved, or a notice about a damaged or removed file; null if there is nothing to report.
    /// </summary>
    public StorageProblem? Problem => _database.Problem;

    /// <summary>Raised on any thread after <see cref="Problem"/> changed.</summary>
    public event Action? ProblemChanged
    {
        add => _database.ProblemChanged += value;
        remove => _database.ProblemChanged -= value;
    }

    /// <summary>
    /// Raised on any thread when the result of <see cref="List"/> may have changed, because a race was saved for the first time, ended, or
    /// was renamed, deleted, restored or removed. Starts and ends of races raise it at most twice a second.
    /// </summary>
    public event Action? ListChanged;

    /// <summary>Lists the saved races that match a query.</summary>
    public Task<PagedResult> List(HistoryQuery query) =>
        Task.Run(() => _database.Read(context => PageOf(context, query), PagedResult.Empty));

    /// <summary>
    /// Lists the ids of all saved races that match a query, at most <see cref="HistoryQuery.MaxListedIds"/>. Ignores
    /// <see cref="HistoryQuery.Skip"/> and <see cref="HistoryQuery.Take"/>.
    /// </summary>
    public Task<IReadOnlyList<string>> ListIds(HistoryQuery query) => Task.Run(() => _database.Read<IReadOnlyList<string>>(
        context => [.. context.Races.Matching(query).Sorted(query).Take(HistoryQuery.MaxListedIds).Select(row => row.Id)], []));

    /// <summary>
    /// Returns the rows of the races with these <paramref name="ids"/>, in the same order. Leaves out unknown and deleted races.
    /// </summary>
    public Task<IReadOnlyList<HistoryRow>> Find(IReadOnlyList<string> ids) =>
        Task.Run(() => _database.Read(context => RowsOf(context, ids), []));

    /// <summary>Returns the rows of the races of a series, in the order in which they ran. Leaves out deleted races.</summary>
    public Task<IReadOnlyList<HistoryRow>> ListSeriesRaces(string id) => Task.Run(() => _database.Read<IReadOnlyList<HistoryRow>>(
        context => [.. context.Races.AsNoTracking().Where(row => row.SeriesId == id && row.DeletedAtUnixMs == null).OrderBy(
            row => row.SeriesNumber)
            .AsEnumerable().Select(ToHistoryRow)], []));

    /// <summary>Renames a race. If the race belongs to a series, all races of the series get the new name.</summary>
    /// <returns>Whether the new name was saved.</returns>
    /// <exception cref="ArgumentException"><see cref="RaceNames.IsValid"/> returns false for the name.</exception>
    public Task<bool> Rename(string id, string name)
    {
        if (!RaceNames.IsValid(name))
            throw new ArgumentException($"A name has from 1 to {RaceNames.MaxLength} characters.", nameof(name));
        return Change(context =>
            context.Races.WithIdsAndTheirSeries([id]).ExecuteUpdate(set => set.SetProperty(row => row.Name, name.Trim())));
    }

    /// <summary>
    /// Deletes ended races. If a race belongs to a series, deletes the whole series, unless one of its races is running.
    /// <see cref="Restore"/> can undo this for an hour.
    /// </summary>
    public async Task<DeletionResult> Delete(IReadOnlyList<string> ids)
    {
        var result = DeletionResult.Nothing;
        await Change(context => DeleteEnded(context, ids, out result));
        foreach (var row in result.Deleted)
            _recorder.Evict(row.Id);
        return result;
    }

    /// <summary>Restores deleted races. If a race belongs to a series, restores the whole series.</summary>
    /// <returns>The number of restored races. A race that has been removed for good is not restored.</returns>
    public async Task<int> Restore(IReadOnlyList<string> ids)
    {
        var restored = 0;
        await Change(context => restored = context.Races.WithIdsAndTheirSeries(ids)
            .ExecuteUpdate(set => set.SetProperty(row => row.DeletedAtUnixMs, (long?)null)));
        return restored;
    }

    private async Task<bool> Change(Func<HistoryDbContext, int> change)
    {
        var changed = 0;
        if (!await Task.Run(() => _database.TryWrite(context => changed = change(context))) || changed == 0)
            return false;
        ListChanged?.Invoke();
        return true;
    }

    // Finds the races that have ended, and deletes them with a second SQL statement. No race can end between the two statements, because
    // the end of a race is saved in the same database, which has one writer at a time.
    private int DeleteEnded(HistoryDbContext context, IReadOnlyList<string> ids, out DeletionResult result)
    {
        var rows = context.Races.AsNoTracking().WithIdsAndTheirSeries(ids).Where(row => row.DeletedAtUnixMs == null).ToList();
        var running = rows.Where(row => row.Status == RaceStatus.Running).ToList();
        rows.RemoveAll(row => running.Exists(other => other.Id == row.Id || (row.SeriesId is not null && other.SeriesId == row.SeriesId)));
        var ended = rows.ConvertAll(row => row.Id);
        long? now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var deleted = context.Races.Where(row => ended.Contains(row.Id))
            .ExecuteUpdate(set => set.SetProperty(row => row.DeletedAtUnixMs, now));
        result = new([.. rows.Select(ToHistoryRow)], [.. running.Select(ToHistoryRow)]);
        return deleted;
    }

    private static IReadOnlyList<HistoryRow> RowsOf(HistoryDbContext context, IReadOnlyList<string> ids)
    {
        var rows = context.Races.AsNoTracking().Where(row => row.DeletedAtUnixMs == null && ids.Contains(row.Id)).ToDictionary(
            row => row.Id);
        return [.. ids.Where(rows.ContainsKey).Select(id => ToHistoryRow(rows[id]))];
    }

    private static PagedResult PageOf(HistoryDbContext context, HistoryQuery query)
    {
        var rows = context.Races.AsNoTracking().Matching(query);
        var total = rows.Count();
        var page = rows.Sorted(query).Skip(Math.Max(query.Skip, 0)).Take(Math.Clamp(query.Take, 0, HistoryQuery.MaxTake));
        return new([.. page.AsEnumerable().Select(ToHistoryRow)], total);
    }

    private static HistoryRow ToHistoryRow(StoredRace row) => new(
        row.Id, row.Name, DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAtUnixMs), row.ExperimentTitle, row.ExperimentLink,
        row.ModeIds.Split(',', StringSplitOptions.RemoveEmptyEntries), row.Site, row.FuturesPerRun, row.MaxWorkersOfRun, row.Status,
        row.ElapsedMs,
        row.WinnerIds?.Split(StoredRace.WinnerSeparator) ?? [], row.ImportTime,
        row.DeletedAtUnixMs is { } deleted ? DateTimeOffset.FromUnixTimeMilliseconds(deleted) : null, row.SeriesPlace);
}

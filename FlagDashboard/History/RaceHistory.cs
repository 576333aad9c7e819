using FlagDashboard.Log;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// The saved races: lists, renames, deletes and restores them. Thread-safe, and never blocks the calling thread on the disk.
/// If the database fails, a list is empty and a change returns false. <see cref="Problem"/> then has the reason.
/// </summary>
public sealed class RaceHistory
{
    private readonly HistoryDatabase _database;
    private readonly RaceRecorder _recorder;
    private readonly TimeProvider _time;

    internal RaceHistory(HistoryDatabase database, RaceRecorder recorder, TimeProvider time)
    {
        (_database, _recorder, _time) = (database, recorder, time);
        recorder.ListChanged += () => ListChanged?.Invoke();
    }

    /// <summary>The reason why races are not saved now, or a notice about a damaged file; null if there is nothing to report.</summary>
    public StorageProblem? Problem => _database.Problem;

    /// <summary>Raised on any thread after <see cref="Problem"/> changed.</summary>
    public event Action? ProblemChanged
    {
        add => _database.ProblemChanged += value;
        remove => _database.ProblemChanged -= value;
    }

    /// <summary>
    /// Raised on any thread after the answer to a <see cref="List"/> may have changed: a race was saved for the first time, ended, was
    /// renamed, deleted, restored or removed. At most twice a second for races that start and end, however many there are.
    /// </summary>
    public event Action? ListChanged;

    /// <summary>Lists the saved races that match a query.</summary>
    public Task<PagedResult> List(HistoryQuery query) =>
        Task.Run(() => _database.Read(context => PageOf(context, query), PagedResult.Empty));

    /// <summary>
    /// Lists the ids of the saved races that match a query, up to <see cref="HistoryQuery.MaxIds"/>. Ignores the query's page.
    /// </summary>
    public Task<IReadOnlyList<string>> ListIds(HistoryQuery query) => Task.Run(() => _database.Read<IReadOnlyList<string>>(
        context => [.. context.Races.Matching(query).Sorted(query).Take(HistoryQuery.MaxIds).Select(row => row.Id)], []));

    /// <summary>Reads the rows of these races, in the order of <paramref name="ids"/>. Unknown and deleted races are left out.</summary>
    public Task<IReadOnlyList<HistoryRow>> Find(IReadOnlyList<string> ids) =>
        Task.Run(() => _database.Read(context => RowsOf(context, ids), []));

    /// <summary>Reads the rows of the races of a series, in their order. Deleted races are left out.</summary>
    public Task<IReadOnlyList<HistoryRow>> FindSeries(string id) => Task.Run(() => _database.Read<IReadOnlyList<HistoryRow>>(
        context => [.. context.Races.AsNoTracking().Where(row => row.Series == id && row.DeletedAt == null).OrderBy(row => row.SeriesNumber)
            .AsEnumerable().Select(ToHistoryRow)], []));

    /// <summary>Renames a race, and with it the other races of its series.</summary>
    /// <returns>Whether the new name is saved.</returns>
    /// <exception cref="ArgumentException">The name breaks the rule of <see cref="RaceName.IsValid"/>.</exception>
    public Task<bool> Rename(string id, string name)
    {
        if (!RaceName.IsValid(name))
            throw new ArgumentException($"A name has from 1 to {RaceName.MaxLength} characters.", nameof(name));
        return Change(context =>
            context.Races.WithSeries([id]).ExecuteUpdate(set => set.SetProperty(row => row.Name, name.Trim())));
    }

    /// <summary>
    /// Deletes those of the races that have ended, each with all races of its series, unless one of them runs. <see cref="Restore"/> can
    /// undo this for an hour.
    /// </summary>
    public async Task<DeletionResult> Delete(IReadOnlyList<string> ids)
    {
        var result = DeletionResult.Nothing;
        await Change(context => DeleteEnded(context, ids, out result));
        foreach (var row in result.Deleted)
            _recorder.Evict(row.Id);
        return result;
    }

    /// <summary>Restores deleted races, each with all races of its series.</summary>
    /// <returns>The number of races that are listed again. Races that were removed for good are not among them.</returns>
    public async Task<int> Restore(IReadOnlyList<string> ids)
    {
        var restored = 0;
        await Change(context => restored = context.Races.WithSeries(ids)
            .ExecuteUpdate(set => set.SetProperty(row => row.DeletedAt, (long?)null)));
        return restored;
    }

    private async Task<bool> Change(Func<HistoryContext, int> change)
    {
        var changed = 0;
        if (!await Task.Run(() => _database.TryWrite(context => changed = change(context))) || changed == 0)
            return false;
        ListChanged?.Invoke();
        return true;
    }

    // The database has only one writer at a time, so no race ends between the two statements.
    private int DeleteEnded(HistoryContext context, IReadOnlyList<string> ids, out DeletionResult result)
    {
        var rows = context.Races.AsNoTracking().WithSeries(ids).Where(row => row.DeletedAt == null).ToList();
        var running = rows.Where(row => row.State == RaceStatus.Running).ToList();
        rows.RemoveAll(row => running.Exists(other => other.Id == row.Id || (row.Series is not null && other.Series == row.Series)));
        var ended = rows.ConvertAll(row => row.Id);
        long? now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var deleted = context.Races.Where(row => ended.Contains(row.Id))
            .ExecuteUpdate(set => set.SetProperty(row => row.DeletedAt, now));
        result = new([.. rows.Select(ToHistoryRow)], [.. running.Select(ToHistoryRow)]);
        return deleted;
    }

    private static IReadOnlyList<HistoryRow> RowsOf(HistoryContext context, IReadOnlyList<string> ids)
    {
        var rows = context.Races.AsNoTracking().Where(row => row.DeletedAt == null && ids.Contains(row.Id)).ToDictionary(row => row.Id);
        return [.. ids.Where(rows.ContainsKey).Select(id => ToHistoryRow(rows[id]))];
    }

    private static PagedResult PageOf(HistoryContext context, HistoryQuery query)
    {
        var rows = context.Races.AsNoTracking().Matching(query);
        var total = rows.Count();
        var page = rows.Sorted(query).Skip(Math.Max(query.Skip, 0)).Take(Math.Clamp(query.Take, 0, HistoryQuery.MaxTake));
        return new([.. page.AsEnumerable().Select(ToHistoryRow)], total);
    }

    private static HistoryRow ToHistoryRow(StoredRace row) => new(
        row.Id, row.Name, DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt), row.Experiment, row.Link,
        row.Modes.Split(',', StringSplitOptions.RemoveEmptyEntries), row.Site, row.Futures, row.Workers, row.State, row.ElapsedMs,
        row.Winner, row.Imported, row.DeletedAt is { } deleted ? DateTimeOffset.FromUnixTimeMilliseconds(deleted) : null, row.Place);
}

using System.Linq.Expressions;
using FlagDashboard.Log;
using FlagDashboard.Plans;
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

    internal RaceHistory(HistoryDatabase database, RaceRecorder recorder, TimeProvider time) =>
        (_database, _recorder, _time) = (database, recorder, time);

    /// <summary>Why races are not saved now, or what was done about a damaged file; null if there is nothing to report.</summary>
    public StorageProblem? Problem => _database.Problem;

    /// <summary>Raised on any thread after <see cref="Problem"/> changed.</summary>
    public event Action? ProblemChanged
    {
        add => _database.ProblemChanged += value;
        remove => _database.ProblemChanged -= value;
    }

    /// <summary>Lists the saved races that match a query.</summary>
    public Task<PagedResult> List(HistoryQuery query) =>
        Task.Run(() => _database.Read(context => PageOf(context, query), PagedResult.Empty));

    /// <summary>Reads the rows of these races, in the order of <paramref name="ids"/>. Unknown and deleted races are left out.</summary>
    public Task<IReadOnlyList<HistoryRow>> Find(IReadOnlyList<string> ids) =>
        Task.Run(() => _database.Read(context => RowsOf(context, ids), []));

    /// <summary>Renames a race.</summary>
    /// <returns>Whether the new name is saved.</returns>
    /// <exception cref="ArgumentException">The name breaks the rule of <see cref="RaceName.IsValid"/>.</exception>
    public Task<bool> Rename(string id, string name)
    {
        if (!RaceName.IsValid(name))
            throw new ArgumentException($"A name has from 1 to {RaceName.MaxLength} characters.", nameof(name));
        return Change(context =>
            context.Races.Where(row => row.Id == id).ExecuteUpdate(set => set.SetProperty(row => row.Name, name.Trim())));
    }

    /// <summary>Deletes a race that has ended. <see cref="Restore"/> can undo this for an hour.</summary>
    /// <returns>Whether the race was deleted.</returns>
    public async Task<bool> Delete(string id)
    {
        long? now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var deleted = await Change(context => context.Races
            .Where(row => row.Id == id && row.DeletedAt == null && row.State != RaceStatus.Running)
            .ExecuteUpdate(set => set.SetProperty(row => row.DeletedAt, now)));
        _recorder.Evict(id);
        return deleted;
    }

    /// <summary>Restores a deleted race.</summary>
    /// <returns>Whether the race is listed again.</returns>
    public Task<bool> Restore(string id) =>
        Change(context => context.Races.Where(row => row.Id == id)
            .ExecuteUpdate(set => set.SetProperty(row => row.DeletedAt, (long?)null)));

    private Task<bool> Change(Func<HistoryContext, int> change) => Task.Run(() =>
    {
        var changed = 0;
        return _database.TryWrite(context => changed = change(context)) && changed > 0;
    });

    private static IReadOnlyList<HistoryRow> RowsOf(HistoryContext context, IReadOnlyList<string> ids)
    {
        var rows = context.Races.AsNoTracking().Where(row => row.DeletedAt == null && ids.Contains(row.Id)).ToDictionary(row => row.Id);
        return [.. ids.Where(rows.ContainsKey).Select(id => ToHistoryRow(rows[id]))];
    }

    private static PagedResult PageOf(HistoryContext context, HistoryQuery query)
    {
        var rows = Filtered(context.Races.AsNoTracking().Where(row => row.DeletedAt == null), query);
        var total = rows.Count();
        var page = Sorted(rows, query).Skip(Math.Max(query.Skip, 0)).Take(Math.Clamp(query.Take, 0, HistoryQuery.MaxTake));
        return new([.. page.AsEnumerable().Select(ToHistoryRow)], total);
    }

    private static IQueryable<StoredRace> Filtered(IQueryable<StoredRace> rows, HistoryQuery query)
    {
        if (query.Text?.Trim() is { Length: > 0 } text)
        {
            var searched = HistoryFunctions.NormalizeForSearch(SafeText.Start(text, HistoryQuery.MaxText))!;
            var like = $"%{Escaped(searched)}%";
            rows = rows.Where(row =>
                EF.Functions.Like(HistoryFunctions.NormalizeForSearch(row.Name), like, "\\")
                || EF.Functions.Like(HistoryFunctions.NormalizeForSearch(row.Experiment), like, "\\")
                || EF.Functions.Like(HistoryFunctions.NormalizeForSearch(row.Items), like, "\\"));
        }

        if (query.Mode is { } mode)
            rows = rows.Where(row => row.Modes.Contains("," + mode + ","));
        if (query.Site is { } site)
            rows = site == HistoryQuery.Experiments ? rows.Where(row => row.Experiment != null) : rows.Where(row => row.Site == site);
        if (query.From?.ToUnixTimeMilliseconds() is { } from)
            rows = rows.Where(row => row.StartedAt >= from);
        if (query.Before?.ToUnixTimeMilliseconds() is { } before)
            rows = rows.Where(row => row.StartedAt < before);
        return rows;
    }

    private static IQueryable<StoredRace> Sorted(IQueryable<StoredRace> rows, HistoryQuery query)
    {
        // Races with equal values are sorted by their id, so that each race is on exactly one page of the list.
        IOrderedQueryable<StoredRace> By<TKey>(Expression<Func<StoredRace, TKey>> key) =>
            query.Descending ? rows.OrderByDescending(key) : rows.OrderBy(key);
        return query.Sort switch
        {
            HistorySort.Name => By(row => HistoryFunctions.NormalizeForSearch(row.Name)).ThenByDescending(row => row.StartedAt)
                .ThenBy(row => row.Id),
            HistorySort.Elapsed => By(row => row.ElapsedMs).ThenByDescending(row => row.StartedAt).ThenBy(row => row.Id),
            HistorySort.Futures => By(row => row.Futures).ThenByDescending(row => row.StartedAt).ThenBy(row => row.Id),
            HistorySort.Workers => By(row => row.Workers).ThenByDescending(row => row.StartedAt).ThenBy(row => row.Id),
            HistorySort.State => By(row => row.State).ThenByDescending(row => row.StartedAt).ThenBy(row => row.Id),
            _ => By(row => row.StartedAt).ThenBy(row => row.Id),
        };
    }

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);

    private static HistoryRow ToHistoryRow(StoredRace row) => new(
        row.Id, row.Name, DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt), row.Experiment, row.Link,
        row.Modes.Split(',', StringSplitOptions.RemoveEmptyEntries), row.Site, row.Futures, row.Workers, row.State, row.ElapsedMs,
            row.Winner, row.Imported);
}

using System.Linq.Expressions;
using FlagDashboard.Log;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// Every race that is kept: lists, renames, deletes and brings back. Thread-safe. What the file refuses comes back as false or empty, and
/// <see cref="Problem"/> says why.
/// </summary>
public sealed class RaceHistory
{
    private readonly HistoryDatabase _file;
    private readonly RaceRecorder _recorder;
    private readonly TimeProvider _time;

    internal RaceHistory(HistoryDatabase file, RaceRecorder recorder, TimeProvider time) =>
        (_file, _recorder, _time) = (file, recorder, time);

    /// <summary>The longest name that a race may have.</summary>
    public const int MaxNameLength = StoredRaceMapper.MaxNameLength;

    /// <summary>What is and is not saved, and what to do; null if all is well.</summary>
    public StorageProblem? Problem => _file.Problem;

    /// <summary>Told, on any thread, when <see cref="Problem"/> is another.</summary>
    public event Action? ProblemChanged
    {
        add => _file.ProblemChanged += value;
        remove => _file.ProblemChanged -= value;
    }

    /// <summary>The races that a query asks for.</summary>
    public Task<PagedResult> List(HistoryQuery query) => Task.Run(() => _file.Read(context => List(context, query), PagedResult.Empty));

    /// <summary>What is kept of these races, in that order; unknown ids are left out.</summary>
    public IReadOnlyList<HistoryRow> Find(IReadOnlyCollection<string> ids) => _file.Read<IReadOnlyList<HistoryRow>>(
        context => [.. context.Races.AsNoTracking().Where(row => row.DeletedAt == null && ids.Contains(row.Id)).AsEnumerable()
            .OrderBy(row => ids.ToList().IndexOf(row.Id)).Select(Row)], []);

    /// <summary>Whether a name can be given: it has something in it, and not too much.</summary>
    public static bool IsName(string? name) => name?.Trim().Length is >= 1 and <= MaxNameLength && !name.Any(char.IsControl);

    /// <summary>Gives a race another name.</summary>
    /// <returns>Whether it has it.</returns>
    /// <exception cref="ArgumentException">It cannot be given.</exception>
    public Task<bool> Rename(string id, string name)
    {
        if (!IsName(name))
            throw new ArgumentException($"A name has from 1 to {MaxNameLength} characters.", nameof(name));
        return Change(context =>
            context.Races.Where(row => row.Id == id).ExecuteUpdate(set => set.SetProperty(row => row.Name, name.Trim())));
    }

    /// <summary>Deletes a race that does not run. It can be brought back for an hour.</summary>
    /// <returns>Whether it is deleted.</returns>
    public async Task<bool> Delete(string id)
    {
        long? now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var deleted = await Change(context => context.Races
            .Where(row => row.Id == id && row.DeletedAt == null && row.State != RaceStatus.Running)
            .ExecuteUpdate(set => set.SetProperty(row => row.DeletedAt, now)));
        _recorder.Forget(id);
        return deleted;
    }

    /// <summary>Brings a deleted race back.</summary>
    /// <returns>Whether it is back.</returns>
    public Task<bool> Restore(string id) =>
        Change(context => context.Races.Where(row => row.Id == id)
        .ExecuteUpdate(set => set.SetProperty(row => row.DeletedAt, (long?)null)));

    private Task<bool> Change(Func<HistoryContext, int> change) => Task.Run(() =>
    {
        var changed = 0;
        return _file.Try(context => changed = change(context)) && changed > 0;
    });

    private static PagedResult List(HistoryContext context, HistoryQuery query)
    {
        var rows = Filtered(context.Races.AsNoTracking().Where(row => row.DeletedAt == null), query);
        var total = rows.Count();
        var part = Sorted(rows, query).Skip(Math.Max(query.Skip, 0)).Take(Math.Clamp(query.Take, 0, HistoryQuery.MaxTake));
        return new([.. part.AsEnumerable().Select(Row)], total);
    }

    private static IQueryable<StoredRace> Filtered(IQueryable<StoredRace> rows, HistoryQuery query)
    {
        if (query.Text?.Trim() is { Length: > 0 } text)
        {
            var like = $"%{Escaped(text.Length > HistoryQuery.MaxText ? text[..HistoryQuery.MaxText] : text)}%";
            rows = rows.Where(row =>
                EF.Functions.Like(row.Name, like, "\\") || EF.Functions.Like(row.Experiment, like, "\\")
                || EF.Functions.Like(row.Items, like, "\\"));
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
        // By id in the end, so that no race is on two pages or on none.
        IOrderedQueryable<StoredRace> By<TKey>(Expression<Func<StoredRace, TKey>> key) =>
            query.Descending ? rows.OrderByDescending(key) : rows.OrderBy(key);
        return query.Sort switch
        {
            HistorySort.Name => By(row => EF.Functions.Collate(row.Name, "NOCASE")).ThenByDescending(row => row.StartedAt)
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

    private static HistoryRow Row(StoredRace row) => new(
        row.Id, row.Name, DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt), row.Experiment, row.Link,
            row.Modes.Split(',', StringSplitOptions.RemoveEmptyEntries), row.Site,
        row.Futures, row.Workers, row.State, row.ElapsedMs, row.Winner, row.Imported);
}

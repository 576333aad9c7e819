using System.Linq.Expressions;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>Translates a <see cref="HistoryQuery"/> to a database query.</summary>
internal static class StoredRaceQueryExtensions
{
    /// <summary>Returns the rows that match the filters of a query, in no particular order.</summary>
    public static IQueryable<StoredRace> Matching(this IQueryable<StoredRace> rows, HistoryQuery query)
    {
        rows = query.OnlyDeleted ? rows.Where(row => row.DeletedAtUnixMs != null) : rows.Where(row => row.DeletedAtUnixMs == null);
        if (query.GroupSeries)
        {
            var all = rows;
            rows = rows.Where(row => row.SeriesId == null
                || !all.Any(other => other.SeriesId == row.SeriesId && other.SeriesNumber > row.SeriesNumber));
        }

        if (query.Text?.Trim() is { Length: > 0 } text)
        {
            var searched = SqlFunctions.NormalizeForSearch(SafeText.Truncate(text, HistoryQuery.MaxTextLength))!;
            var like = $"%{Escaped(searched)}%";
            var language = query.ReaderLanguage;
            var isEnglish = language == InterfaceLanguages.All[0];
            List<string> items = [.. query.CountryCodesInText.Select(code => $" {code} ")];
            List<string> modes = [.. query.ModeIdsInText.Select(mode => $",{mode},")];
            rows = rows.Where(row =>
                EF.Functions.Like(SqlFunctions.NormalizeForSearch(row.Name), like, "\\")
                || EF.Functions.Like(SqlFunctions.NormalizeForSearch(row.ExperimentTitle), like, "\\")
                || EF.Functions.Like(SqlFunctions.NormalizeForSearch(row.FutureLabels), like, "\\")
                || items.Any(item => row.FutureLabels.Contains(item))
                || modes.Any(mode => row.ModeIds.Contains(mode))
                || (!isEnglish && EF.Functions.Like(
                    SqlFunctions.NormalizeShownName(
                        language, row.Name, row.ExperimentTitle, row.FuturesPerRun, row.Site, row.MaxWorkersOfRun), like, "\\")));
        }

        if (query.Mode is { } mode)
            rows = rows.Where(row => row.ModeIds.Contains("," + mode + ","));
        if (query.Site is { } site)
            rows = site == HistoryQuery.ExperimentsSiteValue
                ? rows.Where(row => row.ExperimentTitle != null) : rows.Where(row => row.Site == site);
        if (query.StartedFrom?.ToUnixTimeMilliseconds() is { } from)
            rows = rows.Where(row => row.StartedAtUnixMs >= from);
        if (query.StartedBefore?.ToUnixTimeMilliseconds() is { } before)
            rows = rows.Where(row => row.StartedAtUnixMs < before);
        return rows;
    }

    /// <summary>Returns the rows of the races with these ids, and of all races in the same series.</summary>
    public static IQueryable<StoredRace> WithIdsAndTheirSeries(this IQueryable<StoredRace> rows, IReadOnlyList<string> ids)
    {
        var series = rows.Where(row => ids.Contains(row.Id) && row.SeriesId != null).Select(row => row.SeriesId);
        return rows.Where(row => ids.Contains(row.Id) || series.Contains(row.SeriesId));
    }

    /// <summary>Sorts the rows by the column that a query names.</summary>
    public static IQueryable<StoredRace> Sorted(this IQueryable<StoredRace> rows, HistoryQuery query)
    {
        // Rows with equal values are also sorted by their id. Otherwise a race could appear on two pages of the list, or on none.
        IOrderedQueryable<StoredRace> By<TKey>(Expression<Func<StoredRace, TKey>> key) =>
            query.Descending ? rows.OrderByDescending(key) : rows.OrderBy(key);
        return query.Sort switch
        {
            SortColumn.Name => By(row => SqlFunctions.NormalizeForSearch(row.Name)).ThenByDescending(row => row.StartedAtUnixMs)
                .ThenBy(row => row.Id),
            SortColumn.Elapsed => By(row => row.ElapsedMs).ThenByDescending(row => row.StartedAtUnixMs).ThenBy(row => row.Id),
            SortColumn.Futures => By(row => row.FuturesPerRun).ThenByDescending(row => row.StartedAtUnixMs).ThenBy(row => row.Id),
            SortColumn.Workers => By(row => row.MaxWorkersOfRun).ThenByDescending(row => row.StartedAtUnixMs).ThenBy(row => row.Id),
            SortColumn.Deleted => By(row => row.DeletedAtUnixMs).ThenByDescending(row => row.StartedAtUnixMs).ThenBy(row => row.Id),
            SortColumn.Status => By(row => row.Status).ThenByDescending(row => row.StartedAtUnixMs).ThenBy(row => row.Id),
            // An imported race is sorted by the time of its import. It may have begun long ago, but the person who imported it looks for it
            // among the newest races.
            _ => By(row => row.ImportedAtUnixMs ?? row.StartedAtUnixMs).ThenBy(row => row.Id),
        };
    }

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}

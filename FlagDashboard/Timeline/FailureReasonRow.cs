using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The failures of one kind in one run.</summary>
/// <param name="FutureLabels">The labels of the futures that failed in this way, in call order.</param>
/// <param name="TotalRunningMs">The time for which they kept workers busy, in ms, summed over all of them.</param>
public readonly record struct FailureKindCell(IReadOnlyList<string> FutureLabels, double TotalRunningMs);

/// <summary>The failures of one kind in every run of a race.</summary>
/// <param name="Reason">The reason as the log has it; null for flags that were not found, which is an answer and not an error.</param>
/// <param name="FailuresByRun">One cost per run, in the order of the results.</param>
public sealed record FailureReasonRow(string? Reason, IReadOnlyList<FailureKindCell> FailuresByRun)
{
    /// <summary>
    /// The maximum number of rows in a table. If there are more kinds, the last row sums up the rarest ones as
    /// <see cref="OtherReasonsLabel"/>.
    /// </summary>
    public const int MaxRows = 10;

    /// <summary>The reason in the row that sums up the rarest kinds.</summary>
    public const string OtherReasonsLabel = "other reasons";

    /// <summary>The failures of the finished runs by kind, the most frequent kind first; empty if nothing failed.</summary>
    public static IReadOnlyList<FailureReasonRow> Of(RaceResults results)
    {
        var runs = results.FinishedRuns.Select(result => result.Run).ToList();
        var kinds = runs.SelectMany(run => run.Futures.Where(IsFailure)).GroupBy(KindOf)
            .OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key is null).ThenBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => kind.Key).ToList();
        var shown = kinds.Count <= MaxRows ? kinds : kinds[..(MaxRows - 1)];
        var rows = shown.Select(kind => RowOf(kind, future => KindOf(future) == kind));
        return [.. kinds.Count == shown.Count ? rows : rows.Append(RowOf(OtherReasonsLabel, future => !shown.Contains(KindOf(future))))];

        FailureReasonRow RowOf(string? reason, Func<FutureRecord, bool> isOfKind) => new(
            reason,
            [.. runs.Select(run => run.Futures.Where(future => IsFailure(future) && isOfKind(future)).ToList())
                .Select(failed =>
                    new FailureKindCell([.. failed.Select(future => future.Label)], failed.Sum(future => future.RunningMs ?? 0)))]);
    }

    private static bool IsFailure(FutureRecord future) => future.Status is Outcome.Error or Outcome.NotFound;

    private static string? KindOf(FutureRecord future) => future.Status == Outcome.NotFound ? null : future.Reason ?? "";
}

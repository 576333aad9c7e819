namespace FlagDashboard.History;

/// <summary>The result of a request to delete races. A race that does not exist or was already deleted is in neither list.</summary>
/// <param name="Deleted">The deleted races, with their data from before the deletion.</param>
/// <param name="Running">The races that are still running and were therefore not deleted.</param>
public sealed record DeletionResult(IReadOnlyList<HistoryRow> Deleted, IReadOnlyList<HistoryRow> Running)
{
    /// <summary>The result if no race was deleted.</summary>
    public static DeletionResult Nothing { get; } = new([], []);
}

namespace FlagDashboard.History;

/// <summary>The result of deleting races. A race that was already deleted, or does not exist, is in neither list.</summary>
/// <param name="Deleted">The races that were deleted, as they were before.</param>
/// <param name="Running">The races that were not deleted, because they run.</param>
public sealed record DeletionResult(IReadOnlyList<HistoryRow> Deleted, IReadOnlyList<HistoryRow> Running)
{
    /// <summary>No race was deleted.</summary>
    public static DeletionResult Nothing { get; } = new([], []);
}

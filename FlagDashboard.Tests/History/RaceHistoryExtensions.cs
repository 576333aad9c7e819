using FlagDashboard.History;

namespace FlagDashboard.Tests.History;

/// <summary>Changes one race of a history, where the product changes several.</summary>
internal static class RaceHistoryExtensions
{
    /// <summary>Deletes a race.</summary>
    /// <returns>Whether the race was deleted.</returns>
    public static async Task<bool> Delete(this RaceHistory history, string id) => (await history.Delete([id])).Deleted.Count > 0;

    /// <summary>Restores a deleted race.</summary>
    /// <returns>Whether the race is listed again.</returns>
    public static async Task<bool> Restore(this RaceHistory history, string id) => await history.Restore([id]) > 0;
}

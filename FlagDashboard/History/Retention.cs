using FlagDashboard.Flags;
using FlagDashboard.Log;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// Removes saved races for good, oldest first: races beyond the maximum number or total size, races older than the maximum age, and races
/// that were deleted more than an hour ago. Never removes a running race. The age of an imported race counts from its import.
/// </summary>
internal sealed class Retention(HistoryDatabase database, HistorySettings settings, HistoryImageStore images, TimeProvider time)
{
    /// <summary>The time during which a deleted race can be restored.</summary>
    internal static readonly TimeSpan UndoWindow = TimeSpan.FromHours(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long? _appliedAt;

    /// <summary>Applies the limits, unless they were applied less than a minute ago.</summary>
    /// <returns>Whether a race was removed.</returns>
    public bool ApplyIfDue()
    {
        if (!database.CanSave || _appliedAt is { } applied && time.GetElapsedTime(applied) < Interval)
            return false;
        _appliedAt = time.GetTimestamp();
        var removed = 0;
        return database.TryWrite(context => removed = Apply(context)) && removed > 0;
    }

    /// <summary>Applies the limits now.</summary>
    /// <returns>The number of races that were removed.</returns>
    internal int Apply(HistoryDbContext context)
    {
        var now = time.GetUtcNow();
        var (deletedBefore, savedBefore) =
            ((now - UndoWindow).ToUnixTimeMilliseconds(), now.AddDays(-settings.MaxDays).ToUnixTimeMilliseconds());
        var over = context.Races.Where(row => row.DeletedAtUnixMs == null).OrderByDescending(
            row => row.ImportedAtUnixMs ?? row.StartedAtUnixMs)
            .Skip(settings.MaxRaces);
        var old = context.Races.Where(row => row.Status != RaceStatus.Running
            && (row.DeletedAtUnixMs < deletedBefore
                || (row.ImportedAtUnixMs ?? row.StartedAtUnixMs) < savedBefore
                || over.Any(beyond => beyond.Id == row.Id)));
        var removed = old.ExecuteDelete() + DeleteOldestBeyondMaxBytes(context);
        if (removed > 0)
            DropImages(context);
        return removed;
    }

    private int DeleteOldestBeyondMaxBytes(HistoryDbContext context)
    {
        var free = settings.MaxMegabytes * 1024L * 1024;
        var sizes = context.Events.GroupBy(part => part.RaceId)
            .Select(parts => new { Id = parts.Key, Bytes = parts.Sum(part => (long)part.GzippedLines.Length) });
        var newestFirst = context.Races.Join(
            sizes, row => row.Id, size => size.Id,
            (row, size) =>
                new { row.Id, row.Status, row.DeletedAtUnixMs, SavedAt = row.ImportedAtUnixMs ?? row.StartedAtUnixMs, size.Bytes })
            .OrderBy(row => row.DeletedAtUnixMs != null).ThenByDescending(row => row.SavedAt).ToList();
        var oversize = newestFirst.Where(row => (free -= row.Bytes) < 0 && row.Status != RaceStatus.Running).Select(row => row.Id).ToList();
        return oversize.Sum(id => context.Races.Where(row => row.Id == id).ExecuteDelete());
    }

    private void DropImages(HistoryDbContext context)
    {
        foreach (var image in images.Hashes)
        {
            if (!context.Images.Any(row => row.ImageHash == image))
                images.Delete(image);
        }
    }
}

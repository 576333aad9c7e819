using FlagDashboard.Flags;
using FlagDashboard.Log;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// Removes races for good: those beyond the highest number of races, those older than the highest number of days, and those that
/// were deleted more than an hour ago. Never removes a race that runs.
/// </summary>
internal sealed class Retention(HistoryDatabase database, HistorySettings settings, ImageArchive images, TimeProvider time)
{
    /// <summary>How long a deleted race can be restored.</summary>
    internal static readonly TimeSpan UndoWindow = TimeSpan.FromHours(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long? _appliedAt;

    /// <summary>Applies the limits, at most once a minute.</summary>
    public void ApplyIfDue()
    {
        if (!database.Saving || _appliedAt is { } applied && time.GetElapsedTime(applied) < Interval)
            return;
        _appliedAt = time.GetTimestamp();
        database.Try(Apply);
    }

    /// <summary>Applies the limits now.</summary>
    internal void Apply(HistoryContext context)
    {
        var now = time.GetUtcNow();
        var (deletedBefore, startedBefore) =
            ((now - UndoWindow).ToUnixTimeMilliseconds(), now.AddDays(-settings.MaxDays).ToUnixTimeMilliseconds());
        var over = context.Races.Where(row => row.DeletedAt == null).OrderByDescending(row => row.StartedAt).Skip(settings.MaxRaces);
        var old = context.Races.Where(row => row.State != RaceStatus.Running
            && (row.DeletedAt < deletedBefore || row.StartedAt < startedBefore || over.Any(beyond => beyond.Id == row.Id)));
        if (old.ExecuteDelete() > 0)
            DropImages(context);
    }

    private void DropImages(HistoryContext context)
    {
        foreach (var image in images.All)
        {
            if (!context.Images.Any(row => row.Image == image))
                images.Drop(image);
        }
    }
}

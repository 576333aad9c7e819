using FlagDashboard.Flags;
using FlagDashboard.Log;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// Lets old races go: those beyond the number that is kept, those beyond the days, and those that were deleted long enough ago that nobody
/// undoes it. Never one that runs.
/// </summary>
internal sealed class Retention(HistoryDatabase file, HistorySettings settings, ImageArchive images, TimeProvider time)
{
    /// <summary>How long what was deleted can be brought back.</summary>
    internal static readonly TimeSpan Undo = TimeSpan.FromHours(1);

    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    private long? _keptAt;

    /// <summary>Lets them go, at most once a minute.</summary>
    public void ApplyIfDue()
    {
        if (!file.Saving || _keptAt is { } kept && time.GetElapsedTime(kept) < Often)
            return;
        _keptAt = time.GetTimestamp();
        file.Try(Apply);
    }

    /// <summary>Lets them go.</summary>
    internal void Apply(HistoryContext context)
    {
        var now = time.GetUtcNow();
        var (deletedBefore, startedBefore) =
            ((now - Undo).ToUnixTimeMilliseconds(), now.AddDays(-settings.MaxDays).ToUnixTimeMilliseconds());
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

namespace FlagDashboard.History;

internal static partial class HistoryLogMessages
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    public static partial void StorageFailed(this ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Races are saved again in {File}.")]
    public static partial void StorageRecovered(this ILogger logger, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An image of race {RaceId} was deleted before it was saved: {Path}")]
    public static partial void ImageDeletedBeforeSaving(this ILogger logger, string raceId, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The saved log of race {RaceId} could not be read, so the race is not shown.")]
    public static partial void SavedLogUnreadable(this ILogger logger, string raceId, Exception error);
}

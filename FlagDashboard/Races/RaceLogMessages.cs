namespace FlagDashboard.Races;

/// <summary>The messages about races that the server writes to its own log.</summary>
internal static partial class RaceLogMessages
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The files of race {RaceId} could not be deleted. They stay on the disk.")]
    public static partial void FilesNotDeleted(this ILogger logger, Exception error, string raceId);

    [LoggerMessage(Level = LogLevel.Error, Message = "An event of race {RaceId} could not be recorded. Its log has a gap.")]
    public static partial void EventNotRecorded(this ILogger logger, Exception error, string raceId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Race {RaceId} ended with an exception of its own, and its log stays open.")]
    public static partial void RaceFailed(this ILogger logger, Exception error, string raceId);
}

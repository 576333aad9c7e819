namespace FlagDashboard.Races;

/// <summary>The log messages of races.</summary>
internal static partial class RaceLogMessages
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The flags of race {Race}, which is no longer kept, could not be deleted.")]
    public static partial void FlagsNotDeleted(this ILogger logger, string race, Exception error);
}

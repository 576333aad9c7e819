namespace FlagDashboard.Hubs;

internal static partial class HubLogMessages
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The connection that follows race {RaceId} was lost. It will be made again.")]
    public static partial void FollowInterrupted(this ILogger logger, string raceId, Exception error);
}

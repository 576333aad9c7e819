namespace FlagDashboard.Components;

/// <summary>The messages that components write to the server's log.</summary>
internal static partial class ComponentLogMessages
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed. It shows an error until the visitor opens another page.")]
    public static partial void PageFailed(this ILogger logger, Exception error);
}

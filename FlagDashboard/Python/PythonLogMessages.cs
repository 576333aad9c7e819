namespace FlagDashboard.Python;

internal static partial class PythonLogMessages
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    public static partial void PythonCannotRunModes(this ILogger logger, string problem);
}

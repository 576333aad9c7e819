using FlagDashboard.Plans;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace FlagDashboard;

/// <summary>
/// Writes log messages to the console like .NET's simple formatter, but without control characters. A message may quote text that a client
/// or a site has sent, and a terminal would execute control characters in that text.
/// </summary>
internal sealed class SafeConsoleFormatter() : ConsoleFormatter(FormatterName)
{
    private const string FormatterName = "safe";
    private const string Indent = "      ";

    /// <summary>Uses this formatter for the console, unless the setting <c>Logging:Console:FormatterName</c> names another.</summary>
    public static void Use(ILoggingBuilder logging)
    {
        logging.AddConsoleFormatter<SafeConsoleFormatter, ConsoleFormatterOptions>();
        logging.Services.PostConfigure<ConsoleLoggerOptions>(options => options.FormatterName ??= FormatterName);
    }

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.WriteLine($"{LevelOf(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}]");
        WriteLines(message, textWriter);
        if (logEntry.Exception is { } error)
            WriteLines(error.ToString(), textWriter);
    }

    private static void WriteLines(string text, TextWriter output)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            output.WriteLine(Indent + SafeText.ToText(line, int.MaxValue));
    }

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}

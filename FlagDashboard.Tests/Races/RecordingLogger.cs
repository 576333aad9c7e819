using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FlagDashboard.Tests.Races;

/// <summary>A logger that keeps what is logged. Thread-safe.</summary>
internal sealed class RecordingLogger<T> : ILogger<T>
{
    /// <summary>The level and the text of each message, in order.</summary>
    public ConcurrentQueue<(LogLevel Level, string Message)> Messages { get; } = new();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Messages.Enqueue((logLevel, formatter(state, exception)));
}

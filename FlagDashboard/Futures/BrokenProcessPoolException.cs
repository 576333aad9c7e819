namespace FlagDashboard.Futures;

/// <summary>
/// A worker process of a <see cref="ProcessPoolExecutor"/> ended though nobody asked it to (Python: BrokenProcessPool).
/// The message is one plain line that says which and how. It is what every future raises that was not done by then, and
/// what every later call gets.
/// </summary>
/// <param name="message">Which process ended and how.</param>
public sealed class BrokenProcessPoolException(string message) : InvalidOperationException(message);

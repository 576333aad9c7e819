namespace FlagDashboard.Futures;

/// <summary>
/// Thrown after a worker process of a <see cref="ProcessPoolExecutor"/> has ended unexpectedly. As in Python's BrokenProcessPool, every
/// future that is not done then raises this exception, and so does every later Submit.
/// </summary>
/// <param name="message">One line for people: which process ended, and how.</param>
public sealed class BrokenProcessPoolException(string message) : InvalidOperationException(message);

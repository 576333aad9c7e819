namespace FlagDashboard.Cli;

/// <summary>What was asked for is well said, and cannot be done here: a port is taken, a folder cannot be written. The message is one plain line; the exit code is <see cref="ExitCode.Failure"/>.</summary>
internal sealed class FailureException(string message, Exception? cause = null) : Exception(message, cause);

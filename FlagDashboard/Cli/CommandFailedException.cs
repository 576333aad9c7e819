namespace FlagDashboard.Cli;

/// <summary>
/// Thrown when a valid command cannot be carried out on this machine, for example because a port is in use or a folder is read-only. The
/// message is one line for the user; the exit code is <see cref="ExitCode.Failure"/>.
/// </summary>
internal sealed class CommandFailedException(string message, Exception? cause = null) : Exception(message, cause);

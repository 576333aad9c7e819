namespace FlagDashboard.Cli;

/// <summary>
/// Reports that a valid command cannot be carried out on this machine: a port is in use, a folder is not writable.
/// The message is one line for the user; the exit code is <see cref="ExitCode.Failure"/>.
/// </summary>
internal sealed class CommandFailedException(string message, Exception? cause = null) : Exception(message, cause);

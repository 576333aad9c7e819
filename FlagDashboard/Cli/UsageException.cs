namespace FlagDashboard.Cli;

/// <summary>The command line asks for what it cannot mean. The message is one plain line; the exit code is <see cref="ExitCode.Usage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);

namespace FlagDashboard.Cli;

/// <summary>What a verb tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done; flags that were not found or failed are results.</summary>
    public const int Done = 0;

    /// <summary>It could not be done here, flags could not be saved, or the mode ended early.</summary>
    public const int Failure = 1;

    /// <summary>The command line was wrong.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl+C.</summary>
    public const int Interrupted = 130;

    /// <summary>SIGTERM.</summary>
    public const int Terminated = 143;
}

namespace FlagDashboard.Cli;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCode
{
    /// <summary>The command completed. Flags that were not found or failed are results, not failures.</summary>
    public const int Success = 0;

    /// <summary>Something could not be started, flags could not be saved, or the mode ended early.</summary>
    public const int Failure = 1;

    /// <summary>The command line was wrong.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted by Ctrl+C: 128 + SIGINT, as shells report it.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGQUIT (Ctrl+\): 128 + 3, as shells report it.</summary>
    public const int Quit = 131;

    /// <summary>The program that read the output has ended: 128 + SIGPIPE, as shells report it.</summary>
    public const int OutputClosed = 141;

    /// <summary>Terminated by SIGTERM: 128 + 15, as shells report it.</summary>
    public const int Terminated = 143;
}

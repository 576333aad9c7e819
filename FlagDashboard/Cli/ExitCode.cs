namespace FlagDashboard.Cli;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCode
{
    /// <summary>
    /// The command completed. Flags that the site does not have, or that failed to download, count as results and not as a failure.
    /// </summary>
    public const int Success = 0;

    /// <summary>The command failed: something could not be started, a flag could not be saved, or the mode ended early.</summary>
    public const int Failure = 1;

    /// <summary>The command line was invalid.</summary>
    public const int Usage = 2;

    /// <summary>The terminal was closed: 128 + 1 (SIGHUP), the exit code that shells use.</summary>
    public const int SigHup = 129;

    /// <summary>Interrupted by Ctrl+C: 128 + 2 (SIGINT), the exit code that shells use.</summary>
    public const int SigInt = 130;

    /// <summary>Ended by SIGQUIT (Ctrl+\): 128 + 3, the exit code that shells use.</summary>
    public const int SigQuit = 131;

    /// <summary>The program that read the output has ended: 128 + 13 (SIGPIPE), the exit code that shells use.</summary>
    public const int SigPipe = 141;

    /// <summary>Terminated by SIGTERM: 128 + 15, the exit code that shells use.</summary>
    public const int SigTerm = 143;
}

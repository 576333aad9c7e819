namespace FlagDashboard.Cli;

/// <summary>Shows the progress of a run in the terminal.</summary>
internal interface IProgressDisplay
{
    /// <summary>Shows the progress until the run ends. The returned task completes when the end of the run has been shown.</summary>
    Task Show(RunFollower follower);
}

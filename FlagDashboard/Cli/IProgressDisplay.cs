namespace FlagDashboard.Cli;

/// <summary>Shows the progress of a run in the terminal.</summary>
internal interface IProgressDisplay
{
    /// <summary>Shows the progress until the run ends. The returned task completes once the run is over and shown whole.</summary>
    Task Show(RunFollower follower);
}

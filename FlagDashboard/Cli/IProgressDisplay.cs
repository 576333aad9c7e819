namespace FlagDashboard.Cli;

/// <summary>Shows a run while it goes on.</summary>
internal interface IProgressDisplay
{
    /// <summary>Follows <paramref name="watch"/> to the end of the run.</summary>
    Task Show(RunFollower watch);
}

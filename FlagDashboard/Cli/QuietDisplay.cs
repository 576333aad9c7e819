namespace FlagDashboard.Cli;

/// <summary>Shows nothing, and reads the run once it has ended.</summary>
internal sealed class QuietDisplay : IProgressDisplay
{
    /// <inheritdoc/>
    public async Task Show(RunFollower follower)
    {
        // The log is read only after the run. Reading events during the run would take processor time from the workers that are measured.
        await follower.Completion;
        await foreach (var _ in follower.Follow())
        {
        }
    }
}

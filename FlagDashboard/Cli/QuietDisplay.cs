namespace FlagDashboard.Cli;

/// <summary>Shows no progress. Applies the events of the run to <see cref="RunFollower.Run"/> when the run has ended.</summary>
internal sealed class QuietDisplay : IProgressDisplay
{
    /// <inheritdoc/>
    public async Task Show(RunFollower follower)
    {
        // Reading the events during the run would take processor time from the workers whose speed is measured.
        await follower.RaceCompletion;
        await foreach (var _ in follower.Follow())
        {
        }
    }
}

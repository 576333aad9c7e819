namespace FlagDashboard.Cli;

/// <summary>Shows nothing.</summary>
internal sealed class QuietDisplay : IProgressDisplay
{
    public async Task Show(RunFollower watch)
    {
        // Who shows nothing looks once, at the end: looking at each event as it comes takes processor time from the threads that make them.
        await watch.Completion;
        await foreach (var _ in watch.Follow())
        {
        }
    }
}

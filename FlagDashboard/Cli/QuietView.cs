namespace FlagDashboard.Cli;

/// <summary>Shows nothing.</summary>
internal sealed class QuietView : IRunView
{
    public async Task Show(RunWatch watch)
    {
        // Who shows nothing looks once, at the end: looking at each event as it comes takes processor time from the threads that make them.
        await watch.Completion;
        await foreach (var _ in watch.Follow())
        {
        }
    }
}

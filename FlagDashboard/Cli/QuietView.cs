namespace FlagDashboard.Cli;

/// <summary>Shows nothing.</summary>
internal sealed class QuietView : IRunView
{
    public async Task Show(RunWatch watch)
    {
        await foreach (var _ in watch.Follow())
        {
        }
    }
}

namespace FlagDashboard.Cli;

/// <summary>Shows nothing.</summary>
internal sealed class QuietView : IRunView
{
    public Task Show(RunWatch watch) => watch.End();
}

namespace FlagDashboard.Cli;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRunView
{
    /// <summary>Follows <paramref name="watch"/> to the end of the run.</summary>
    Task Show(RunWatch watch);
}

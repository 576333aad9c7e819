using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>Says how runs go: to people or to programs.</summary>
internal interface IRunReporter
{
    /// <summary>Shows a run while it goes on.</summary>
    IProgressDisplay View { get; }

    /// <summary>A run is about to begin: <paramref name="round"/>, from 1, of <paramref name="rounds"/>.</summary>
    void Begin(RacePlan plan, int round, int rounds);

    /// <summary>A run is over.</summary>
    void End(RunState run);
}

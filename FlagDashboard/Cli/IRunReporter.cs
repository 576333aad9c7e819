using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>Reports the start, the progress and the result of each run, as text for people or as JSON for programs.</summary>
internal interface IRunReporter
{
    /// <summary>The display that shows the progress between <see cref="ReportStart"/> and <see cref="ReportEnd"/>.</summary>
    IProgressDisplay Display { get; }

    /// <summary>Reports that a run is about to start.</summary>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="runNumber">The number of the run, from 1.</param>
    /// <param name="runCount">The number of runs requested.</param>
    void ReportStart(RacePlan plan, int runNumber, int runCount);

    /// <summary>Reports the result of a run that has ended.</summary>
    void ReportEnd(RunState run);

    /// <summary>Reports the statistics of several runs of the plan, such as the median time.</summary>
    void ReportRepeats(RepeatSummary summary);
}

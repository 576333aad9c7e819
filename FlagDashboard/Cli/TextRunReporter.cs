using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>Reports runs as text for people.</summary>
/// <param name="output">The stream for the text.</param>
/// <param name="display">Shows the progress of each run.</param>
/// <param name="modes">The modes, with their numbers of workers.</param>
/// <param name="sites">The sites, with their addresses.</param>
/// <param name="folder">The full path of the folder in which flags are saved.</param>
internal sealed class TextRunReporter(
    TextWriter output, IProgressDisplay display, ModeCatalog modes, FlagSiteFactory sites, string folder) : IRunReporter
{
    /// <inheritdoc/>
    public IProgressDisplay Display => display;

    /// <inheritdoc/>
    public void ReportStart(RacePlan plan, int runNumber, int runCount)
    {
        if (runCount > 1)
            output.WriteLine($"{(runNumber > 1 ? Environment.NewLine : "")}Run {runNumber} of {runCount}");
        WriteLines(ReportText.StartLines(plan, sites.DisplayAddress(plan.Site), modes.Find(plan.Modes[0])!.WorkersFor(plan)));
    }

    /// <inheritdoc/>
    public void ReportEnd(RunState run)
    {
        // List the failed flags. With the option --verbose, the progress display has already listed them during the run.
        if (display is not VerboseDisplay)
            WriteLines(ReportText.ErrorLines(run));
        if (ReportText.EarlyEndLine(run) is { } earlyEnd)
            output.WriteLine(earlyEnd);
        WriteLines(TranscriptSummary.Of(run));
        if (run.Count(Outcome.Ok) > 0)
            output.WriteLine($"Saved in {SafeText.ToLine(folder, int.MaxValue)}");
    }

    /// <inheritdoc/>
    public void ReportRepeats(RepeatSummary summary) => WriteLines(ReportText.RepeatLines(summary));

    private void WriteLines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            output.WriteLine(line);
    }
}

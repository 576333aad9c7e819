using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>Reports each run as one line of JSON.</summary>
/// <param name="output">Gets the JSON, and nothing else.</param>
/// <param name="error">Gets the messages for people: failed flags, and why a run ended early.</param>
/// <param name="verbose">Whether every flag gets a line on <paramref name="error"/>.</param>
internal sealed class JsonRunReporter(TextWriter output, TextWriter error, bool verbose) : IRunReporter
{
    /// <inheritdoc/>
    public IProgressDisplay Display { get; } = verbose ? new VerboseDisplay(error) : new QuietDisplay();

    /// <inheritdoc/>
    public void ReportStart(RacePlan plan, int number, int count)
    {
    }

    /// <inheritdoc/>
    public void ReportEnd(RunState run)
    {
        // The verbose display has already listed every failed flag.
        if (!verbose)
        {
            foreach (var line in Report.ErrorLines(run))
                error.WriteLine(line);
        }

        if (Report.EarlyEndLine(run) is { } earlyEnd)
            error.WriteLine(earlyEnd);
        output.WriteLine(RunLine.Of(run));
    }

    /// <inheritdoc/>
    // A program that reads the lines expects a run in each of them, and can compute the median itself.
    public void ReportRepeats(RepeatSummary summary)
    {
    }
}

using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>Reports each run as one line of JSON.</summary>
/// <param name="output">The stream for the JSON lines. Nothing else is written to it.</param>
/// <param name="error">The stream for messages to people: failed flags, and the reason if a run ended early.</param>
/// <param name="verbose">Whether to write a line for every flag to <paramref name="error"/>.</param>
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
        // With --verbose, the display has already printed every failed flag.
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
    // Every line of the output is one run, so no statistics are written. The reading program can compute them.
    public void ReportRepeats(RepeatSummary summary)
    {
    }
}

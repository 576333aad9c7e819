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
    public void ReportStart(RacePlan plan, int runNumber, int runCount)
    {
    }

    /// <inheritdoc/>
    public void ReportEnd(RunState run)
    {
        // List the failed flags. With the option --verbose, the progress display has already listed them during the run.
        if (!verbose)
        {
            foreach (var line in ReportText.ErrorLines(run))
                error.WriteLine(line);
        }

        if (ReportText.EarlyEndLine(run) is { } earlyEnd)
            error.WriteLine(earlyEnd);
        output.WriteLine(RunJsonLine.Of(run));
    }

    /// <inheritdoc/>
    // Writes nothing, because every line of the JSON output is one run. The program that reads the lines can compute statistics of several
    // runs itself.
    public void ReportRepeats(RepeatSummary summary)
    {
    }
}

using FlagDashboard.Log;

namespace FlagDashboard.Cli;

/// <summary>Prints one line for each flag as soon as its outcome is known.</summary>
internal sealed class VerboseDisplay(TextWriter output) : IProgressDisplay
{
    /// <inheritdoc/>
    public async Task Show(RunFollower follower)
    {
        await foreach (var batch in follower.Follow())
        {
            foreach (var raceEvent in batch)
            {
                if (raceEvent.Kind == RaceEventKind.Finished && ReportText.OutcomeLine(follower.Run.Futures[raceEvent.Future]) is { } line)
                    await output.WriteLineAsync(line);
            }
        }
    }
}

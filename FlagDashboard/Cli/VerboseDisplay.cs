using FlagDashboard.Log;

namespace FlagDashboard.Cli;

/// <summary>A line per flag, as each has its outcome.</summary>
internal sealed class VerboseDisplay(TextWriter output) : IProgressDisplay
{
    public async Task Show(RunFollower watch)
    {
        await foreach (var batch in watch.Follow())
        {
            foreach (var happened in batch)
            {
                if (happened.Kind == RaceEventKind.Finished && Report.OutcomeOf(watch.Run.Futures[happened.Future]) is { } line)
                    await output.WriteLineAsync(line);
            }
        }
    }
}

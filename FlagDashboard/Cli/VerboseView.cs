using FlagDashboard.Races;

namespace FlagDashboard.Cli;

/// <summary>A line per flag, as each has its outcome.</summary>
internal sealed class VerboseView(TextWriter output) : IRunView
{
    public async Task Show(RunWatch watch)
    {
        await foreach (var batch in watch.Follow())
        {
            foreach (var happened in batch)
            {
                if (happened.Kind == RaceEventKind.Finished && Report.Outcome(watch.Run.Futures[happened.Future]) is { } line)
                    await output.WriteLineAsync(line);
            }
        }
    }
}

using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>Progress where no bar can be drawn, in a file or a pipe: a line a second at most, and none for what is over before.</summary>
internal sealed class PlainDisplay(TextWriter output) : IProgressDisplay
{
    private const double EveryMs = 1000;

    public async Task Show(RunFollower watch)
    {
        var (said, nextAt) = (0, EveryMs);
        await foreach (var _ in watch.Follow())
        {
            var progress = RunProgress.Of(watch.Run, watch.Now);
            if (progress.Finished == said || progress.Finished == progress.Total || watch.Now < nextAt)
                continue;
            (said, nextAt) = (progress.Finished, watch.Now + EveryMs);
            await output.WriteLineAsync($"{ProgressText.Percent(progress)} {ProgressText.Of(progress, watch.Now - watch.Run.StartedAt ?? 0, watch.Run.Info.Unit)}");
        }
    }
}

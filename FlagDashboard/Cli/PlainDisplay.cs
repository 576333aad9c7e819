using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>
/// Prints progress as lines of text, for files and pipes, where a bar cannot be redrawn. Prints at most one line per second, so a run of
/// less than a second has none.
/// </summary>
internal sealed class PlainDisplay(TextWriter output) : IProgressDisplay
{
    private const double IntervalMs = 1000;

    /// <inheritdoc/>
    public async Task Show(RunFollower follower)
    {
        var (printedCount, nextAtMs) = (0, IntervalMs);
        await foreach (var _ in follower.Follow())
        {
            var (run, now) = (follower.Run, follower.RaceElapsedMs);
            var progress = RunProgress.Of(run, now);
            if (progress.Finished == printedCount || progress.Finished == progress.FutureCount || now < nextAtMs)
                continue;
            (printedCount, nextAtMs) = (progress.Finished, now + IntervalMs);
            var details = ProgressText.Details(progress, now - run.StartedAtMs ?? 0, run.Info.ResultUnit);
            await output.WriteLineAsync($"{ProgressText.Percent(progress)} {details}");
        }
    }
}

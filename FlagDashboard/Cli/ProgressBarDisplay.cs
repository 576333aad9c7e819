using FlagDashboard.Timeline;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FlagDashboard.Cli;

/// <summary>Draws a progress bar on a terminal, with the percentage, done/total, elapsed time, remaining time and rate.</summary>
internal sealed class ProgressBarDisplay(IAnsiConsole console) : IProgressDisplay
{
    private const int BarWidth = 30;

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task Show(RunFollower follower)
    {
        // The progress bar hides the cursor and shows it again at its end. A second Ctrl+C ends the process before that, so this handler of
        // ProcessExit also shows the cursor.
        AppDomain.CurrentDomain.ProcessExit += ShowCursor;
        try
        {
            await Draw(follower);
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= ShowCursor;
        }
    }

    private void ShowCursor(object? sender, EventArgs args) => console.Cursor.Show();

    private Task Draw(RunFollower follower)
    {
        var (percent, details) = (new TextColumn(), new TextColumn());
        // Turn off the refresh timer of Spectre.Console. The timer would draw the bar on a second thread, while this thread changes the
        // texts of the bar.
        var progressBar = console.Progress()
            .AutoRefresh(false)
            .Columns(percent, new ProgressBarColumn { Width = BarWidth }, details);
        return progressBar.StartAsync(async context =>
        {
            var task = context.AddTask("flags", new ProgressTaskSettings { AutoStart = true });
            await foreach (var _ in follower.Follow(RefreshInterval))
            {
                var run = follower.Run;
                var progress = RunProgress.Of(run, follower.RaceElapsedMs);
                var elapsed = (run.FinishedAtMs ?? follower.RaceElapsedMs) - (run.StartedAtMs ?? follower.RaceElapsedMs);
                (task.MaxValue, task.Value) = (progress.FutureCount, progress.Finished);
                percent.Text = ProgressText.Percent(progress);
                details.Text = ProgressText.Details(progress, elapsed, run.Info.ResultUnit);
                context.Refresh();
            }
        });
    }

    private sealed class TextColumn : ProgressColumn
    {
        public string Text { get; set; } = "";

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Text);
    }
}

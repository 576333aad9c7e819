using FlagDashboard.Timeline;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FlagDashboard.Cli;

/// <summary>A progress bar on a terminal, with percent, done/total, elapsed, left and rate.</summary>
internal sealed class BarDisplay(IAnsiConsole console) : IProgressDisplay
{
    private const int BarWidth = 30;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    public Task Show(RunFollower watch)
    {
        var (percent, tail) = (new Words(), new Words());
        // Drawn from here and from nowhere else: the fold is not for two threads.
        return console.Progress().AutoRefresh(false).Columns(percent, new ProgressBarColumn { Width = BarWidth }, tail).StartAsync(async bar =>
        {
            var task = bar.AddTask("flags", new ProgressTaskSettings { AutoStart = true });
            await foreach (var _ in watch.Follow(Tick))
            {
                var progress = RunProgress.Of(watch.Run, watch.Now);
                var elapsed = (watch.Run.FinishedAt ?? watch.Now) - (watch.Run.StartedAt ?? watch.Now);
                (task.MaxValue, task.Value) = (progress.Total, progress.Finished);
                (percent.Text, tail.Text) = (ProgressText.Percent(progress), ProgressText.Of(progress, elapsed, watch.Run.Info.Unit));
                bar.Refresh();
            }
        });
    }

    private sealed class Words : ProgressColumn
    {
        public string Text { get; set; } = "";

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Text);
    }
}

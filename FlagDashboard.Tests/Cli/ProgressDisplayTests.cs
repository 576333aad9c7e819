using FlagDashboard.Cli;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using FlagDashboard.Tests.Timeline;
using Spectre.Console;

namespace FlagDashboard.Tests.Cli;

/// <summary>A run on a clock that the test turns, and what each view says of it.</summary>
public class ProgressDisplayTests
{
    private readonly FakeClock _clock = new();
    private readonly StringWriter _said = new();
    private readonly TaskCompletionSource _ended = new();
    private readonly RaceLog _log;

    public ProgressDisplayTests()
    {
        _log = new RaceLog(_clock);
        _log.Append(new RaceEvent(0, 0, RaceEventKind.RaceStarted) { Definition = Logs.Definition(["async"], ["BR", "CN", "DE", "ZZ"]) });
        Happens(Logs.RunStarted(0, workers: 1));
    }

    private void Happens(params RaceEvent[] events)
    {
        foreach (var raceEvent in events)
            _log.Append(raceEvent with { Run = raceEvent.Kind == RaceEventKind.RaceFinished ? RaceEvent.None : 0 });
    }

    private void FinishesAfter(int ms, int future, Outcome status = Outcome.Ok, string? reason = null)
    {
        Happens(Logs.Submitted(0, future), Logs.Started(0, future));
        _clock.Advance(TimeSpan.FromMilliseconds(ms));
        Happens(Logs.Finished(0, future, status) with { Reason = reason }, Logs.Received(0, future));
    }

    private void Ends()
    {
        Happens(Logs.RunFinished(0), Logs.RaceFinished(0));
        _ended.SetResult();
    }

    private Task Show(IProgressDisplay view) => view.Show(new RunFollower(_log, _ended.Task, _clock)).Guarded();

    private string[] Lines => _said.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task VerboseDisplay_AnyRun_PrintsOneLinePerFinishedFuture()
    {
        FinishesAfter(1, future: 1);
        FinishesAfter(1, future: 0, Outcome.Error, "HTTP 500 Internal Server Error");
        FinishesAfter(1, future: 3, Outcome.NotFound);
        Happens(Logs.Finished(0, 2, Outcome.Cancelled));
        Ends();
        await Show(new VerboseDisplay(_said));
        Assert.Equal(["CN OK", "*** Error for BR: HTTP 500 Internal Server Error", "ZZ not found"], Lines);
    }

    [Fact]
    public async Task PlainDisplay_SlowRun_PrintsProgressAtMostOncePerSecond()
    {
        // Waits until the first event is displayed, because all events of one batch are displayed together.
        var view = Show(new PlainDisplay(new Handing(_said, out var handed)));
        FinishesAfter(1000, future: 0);
        await handed.Guarded();
        FinishesAfter(500, future: 1);
        FinishesAfter(100, future: 2);
        FinishesAfter(100, future: 3);
        Ends();
        await view;
        Assert.Equal([" 25% 1/4 00:01<00:03 1.0 flags/s"], Lines);
    }

    [Fact]
    public async Task PlainDisplay_ShortRun_PrintsNothing()
    {
        for (var future = 0; future < 4; future++)
            FinishesAfter(10, future);
        Ends();
        await Show(new PlainDisplay(_said));
        Assert.Empty(Lines);
    }

    [Fact]
    public async Task BarDisplay_FinishedRun_IsFullWithTimesAndRate()
    {
        for (var future = 0; future < 4; future++)
            FinishesAfter(500, future);
        Ends();
        await Show(new ProgressBarDisplay(Drawing()));
        Assert.Contains("100% ", LastFrame, StringComparison.Ordinal);
        Assert.Contains(" 4/4 00:02<00:00 2.0 flags/s", LastFrame, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BarDisplay_NothingFinished_ShowsWaitingForFirst()
    {
        Happens([.. Enumerable.Range(0, 4).Select(future => Logs.Finished(0, future, Outcome.Cancelled))]);
        Ends();
        await Show(new ProgressBarDisplay(Drawing()));
        Assert.Contains("  0% ", LastFrame, StringComparison.Ordinal);
        Assert.Contains(" 0/4 00:00 waiting for the first", LastFrame, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuietDisplay_RunGoesOn_ReadsWholeRunAndPrintsNothing()
    {
        var watch = new RunFollower(_log, _ended.Task, _clock);
        FinishesAfter(1, future: 0);
        var view = new QuietDisplay().Show(watch);
        for (var future = 1; future < 4; future++)
            FinishesAfter(1, future);
        Assert.False(view.IsCompleted);
        Ends();
        await view.Guarded();
        Assert.Equal((4, 4.0), (watch.Run.DoneCount, watch.Run.ElapsedMs));
        Assert.Empty(Lines);
    }

    [Fact]
    public async Task QuietDisplay_BeforeEndOfRun_HasNoRun()
    {
        var watch = new RunFollower(_log, _ended.Task, _clock);
        for (var future = 0; future < 4; future++)
            FinishesAfter(1, future);
        var view = new QuietDisplay().Show(watch);
        Assert.False(view.IsCompleted);
        Assert.Throws<ArgumentOutOfRangeException>(() => watch.Run);
        Ends();
        await view.Guarded();
        Assert.Equal((4, 4.0), (watch.Run.DoneCount, watch.Run.ElapsedMs));
        Assert.Empty(Lines);
    }

    [Fact]
    public async Task RunFollower_BetweenEvents_YieldsEmptyBatchPerInterval()
    {
        var watch = new RunFollower(_log, _ended.Task, _clock);
        var looks = watch.Follow(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await looks.MoveNextAsync());
        Assert.NotEmpty(looks.Current);
        var tick = looks.MoveNextAsync().AsTask();
        await Blocking.Run(() => _clock.AdvanceAfterNextTimer(TimeSpan.FromMilliseconds(100)));
        Assert.True(await tick.Guarded());
        Assert.Empty(looks.Current);
        Assert.Equal(100, watch.RaceElapsedMs);
    }

    private string LastFrame => Lines.Last(line => line.Contains('%', StringComparison.Ordinal));

    private IAnsiConsole Drawing() =>
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_said),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors
        });

    /// <summary>Passes on what is written, and tells of the first line.</summary>
    private sealed class Handing : StringWriter
    {
        private readonly TextWriter _next;
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Handing(TextWriter next, out Task first) => (_next, first) = (next, _first.Task);

        public override Task WriteLineAsync(string? value)
        {
            _next.WriteLine(value);
            _first.TrySetResult();
            return Task.CompletedTask;
        }
    }
}

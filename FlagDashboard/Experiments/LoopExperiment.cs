using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>Downloads on one event loop, and a heartbeat on the same loop; one callback may block it.</summary>
internal sealed class LoopExperiment(RaceRegistry races, CountryCatalog catalog, FlagSites sites, FlagClient client, FlagStore store, TimeProvider time) : IExperiment
{
    private const string Due = "beat is due, the loop has not run it";
    private const string Blocked = "blocked";
    private const int BeatRow = 1;
    private const int LoopRow = 2;

    private static readonly IReadOnlyList<ModeInfo> Lanes =
    [
        new("async", "Async · event loop", "One thread, many awaits.", Delivery.CompletionOrder, WorkerKind: WorkerKind.LoopSlot),
        new(
            "heartbeat", "Heartbeat of the same loop", "On time, a beat is a thin line; while the loop is blocked, it is due and does not come.", Delivery.CompletionOrder, IsAuxiliary: true,
            Phases: [new(Due, PhaseLook.Held), new(Blocked, PhaseLook.Busy)]),
    ];

    public ExperimentCard Card { get; } = new(
        "loop", "The loop", "What happens to everybody else when one callback blocks the event loop?",
        "One thread runs every callback of an event loop. What awaits leaves it free, so the downloads overlap and the heartbeat is on time. "
        + "Then one callback blocks the thread, as time.sleep or long computing does to asyncio. "
        + "The heartbeat stops, and nothing finishes: answers arrive, but nobody takes them until that callback returns. "
        + "With asyncio, await asyncio.sleep instead, and give what blocks to an executor.");

    public IReadOnlyList<Setting> Settings { get; } =
    [
        Setting.Choice("block", "Block the loop for", ("1000", "1 s"), ("2000", "2 s"), ("300", "300 ms"), ("0", "not at all")),
        Setting.Whole("after", "In the callback of result number", 5, 1, 20),
        Setting.Whole("beat", "A heartbeat every, ms", 100, 20, 1000),
        Setting.Whole("workers", "Workers", 5, 1, 20),
        Setting.Whole("delay", "Delay, ms", 300, 0, 3000),
        Setting.Whole("jitter", "Jitter, ms", 200, 0, 1500) with { NotAbove = "delay" },
        Setting.Whole("seed", "Seed", 612, 0, int.MaxValue),
    ];

    public IReadOnlyList<(string Title, string Query)> Presets { get; } =
        [("blocked for 1 s", ""), ("never blocked", "block=0"), ("blocked for 300 ms", "block=300"), ("all at once", "after=1&workers=20")];

    public string Conclusion(RaceState race)
    {
        var (downloads, heart) = (race.Runs[0], race.Runs[1]);
        var beats = heart.Phases.Where(phase => phase.Worker == BeatRow).ToList();
        var lateness = beats.Select(beat => beat.ToMs - beat.FromMs ?? 0).DefaultIfEmpty(0).ToList();
        var every = beats.Zip(beats.Skip(1), (one, next) => next.FromMs - one.ToMs ?? 0).DefaultIfEmpty(double.PositiveInfinity).Min();
        var late = FormattableString.Invariant($"of {beats.Count} beats the one that was most late came {lateness.Max() / 1000:0.000} s late, and {lateness.Sum(ms => (int)(ms / every))} were missed");
        if (heart.Phases.FirstOrDefault(phase => phase.Worker == LoopRow) is not { ToMs: { } to } block)
            return $"Nothing blocked the loop: {late}.";

        var underWay = downloads.Futures.Count(future => future.StartedAt <= block.FromMs && future.FinishedAt >= to);
        var finished = downloads.Futures.Count(future => future.FinishedAt > block.FromMs && future.FinishedAt < to);
        return FormattableString.Invariant($"The loop was {block.Name} for {(to - block.FromMs) / 1000:0.00} s of {downloads.Elapsed / 1000:0.00} s: {late}. ")
            + $"Downloads under way: {underWay}; finished meanwhile: {(finished == 0 ? "none" : finished)}.";
    }

    public Race Start(Settings settings)
    {
        var tape = new Tape(settings.Whole("seed"), settings.Whole("delay"), settings.Whole("jitter"));
        var workers = settings.Whole("workers");
        var every = TimeSpan.FromMilliseconds(settings.Whole("beat"));
        var block = new Block(settings.Whole("after"), TimeSpan.FromMilliseconds(int.Parse(settings.Choice("block"), CultureInfo.InvariantCulture)), time);
        var definition = this.Definition(
            settings,
            FormattableString.Invariant($"{catalog.Pop20.Count} flags · {workers} workers · DELAY {tape.DelayMs} ± {tape.JitterMs} ms, seed {tape.Seed} · a beat every {every.TotalMilliseconds} ms"),
            [.. catalog.Pop20.Select(country => country.Code)],
            Lanes[0] with { Workers = workers },
            Lanes[1] with { Workers = LoopRow });

        return races.Start(definition, StartOrder.Together, race =>
        {
            var downloader = new Downloader(client, store, sites.Playing(tape), race.Id, Lanes[0].Id, race.GivenUp);
            var run = new Run(race.Log, 0, catalog.Pop20, workers, downloader, race.Cancelled);
            return [race.AuxiliaryRun(1, LoopRow, heart => () => run.Execute(() => EventLoop.Run(() => WithHeartbeat(run, heart, every, block, race.GivenUp))))];
        });
    }

    private async Task WithHeartbeat(Run run, RunRecorder heart, TimeSpan every, Block block, CancellationToken givenUp)
    {
        heart.NameWorker(BeatRow, "beat");
        heart.NameWorker(LoopRow, "loop");
        using var stop = new CancellationTokenSource();
        var beating = Beat(heart, every, stop.Token);
        try
        {
            await DownloadMany(run, result => block.Callback(heart, result, givenUp));
        }
        finally
        {
            await stop.CancelAsync();
            await beating;
        }
    }

    /// <summary>As the mode does it, with a callback for each result.</summary>
    private static async Task DownloadMany(Run run, Action<Download> callback)
    {
        using var slots = new SemaphoreSlim(run.Workers);
        var toDo = run.Countries.ToDictionary(country => run.DownloadAsync(country, slots));

        await foreach (var task in Task.WhenEach(toDo.Keys))
        {
            try
            {
                var result = await task;
                run.Received(result);
                callback(result);
            }
            catch (Exception error)
            {
                run.Failed(toDo[task], error);
            }
        }
    }

    /// <summary>Beats until it is stopped. That a beat is due is told by the timer's own thread; that it came, by the loop.</summary>
    private async Task Beat(RunRecorder heart, TimeSpan every, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(every, time, stop).ContinueWith(
                timer =>
                {
                    if (timer.IsCompletedSuccessfully)
                        heart.SetPhase(BeatRow, Due);
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            heart.SetPhase(BeatRow, null);
        }
    }

    /// <summary>Blocks the loop in the callback of one result.</summary>
    private sealed class Block(int after, TimeSpan length, TimeProvider time)
    {
        private int _called;

        // Blocks the loop's only thread, as time.sleep would; only cancelling the race ends it early.
        public void Callback(RunRecorder heart, Download result, CancellationToken givenUp)
        {
            if (++_called != after || length == TimeSpan.Zero)
                return;
            heart.SetPhase(LoopRow, $"{Blocked} by {result.Country.Code}’s callback");
            Task.WaitAny(Task.Delay(length, time, givenUp));
            heart.SetPhase(LoopRow, null);
        }
    }
}

using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>Runs downloads and a heartbeat on one event loop, which one callback may block.</summary>
internal sealed class LoopExperiment(
    RaceRegistry races, CountryCatalog catalog, FlagSiteFactory sites, FlagClient client, FlagStore store, TimeProvider time) : IExperiment
{
    private const string OverduePhase = "beat is due, the loop has not run it";
    private const string BlockedPhase = "blocked";
    private const int BeatRow = 1;
    private const int LoopRow = 2;

    private static readonly ModeInfo DownloadsLane = new(
        "async", "Async · event loop", "One thread, many awaits.", ReceiveOrder.CompletionOrder, WorkerKind: WorkerKind.LoopSlot);

    private static readonly ModeInfo HeartbeatLane = new(
        "heartbeat", "Heartbeat of the same loop",
        "A beat on time is a thin line. While the loop is blocked, the next beat is late.",
        ReceiveOrder.CompletionOrder, IsAuxiliary: true,
        WorkerPhaseKinds: [new(OverduePhase, PhaseLook.Held), new(BlockedPhase, PhaseLook.Busy)], RunWorkers: LoopRow);

    public ExperimentTexts Texts { get; } = new(
        "loop", "The loop", "What happens to everything else when one callback blocks the event loop?",
        "One thread runs every callback of an event loop. An await leaves the thread free, so the downloads overlap and the heartbeat is "
        + "on time. Then one callback blocks the thread, as time.sleep or long computing blocks the loop of asyncio. "
        + "The heartbeat stops and no download finishes, because the loop cannot read the answers until that callback returns. "
        + "With asyncio, await asyncio.sleep instead, and pass blocking calls to an executor.");

    public IReadOnlyList<Setting> Settings { get; } =
    [
        Setting.Choice("block", "Block the loop for", ("1000", "1 s"), ("2000", "2 s"), ("300", "300 ms"), ("0", "not at all")),
        Setting.WholeNumber("after", "In the callback of result number", 5, 1, 20),
        Setting.WholeNumber("beat", "A heartbeat every, ms", 100, 20, 1000),
        Setting.WholeNumber("workers", "Workers", 5, 1, 20),
        Setting.WholeNumber("delay", "Delay, ms", 300, 0, 3000),
        Setting.WholeNumber("jitter", "Jitter, ms", 200, 0, 1500) with { UpperBoundSettingName = "delay" },
        Setting.WholeNumber("seed", "Seed", 612, 0, int.MaxValue),
    ];

    public IReadOnlyList<(string Title, string Query)> Presets { get; } =
    [
        ("blocked for 1 s", ""),
        ("never blocked", "block=0"),
        ("blocked for 300 ms", "block=300"),
        ("all at once", "after=1&workers=20"),
    ];

    public Sentence DescribeConclusion(RaceState race)
    {
        var (downloads, heartbeat) = (race.Runs[0], race.Runs[1]);
        var beats = heartbeat.WorkerPhases.Where(phase => phase.Worker == BeatRow).ToList();
        var lateMs = beats.Select(beat => beat.ToMs - beat.FromMs ?? 0).DefaultIfEmpty(0).ToList();
        var everyMs = beats.Zip(beats.Skip(1), (one, next) => next.FromMs - one.ToMs ?? 0).DefaultIfEmpty(double.PositiveInfinity).Min();
        var late = Sentence.Join(
            "{0} {1}",
            new Sentence("The most delayed of {0} was {1:0.000} s late.", Quantity.OfUnit(beats.Count, "beats"), lateMs.Max() / 1000),
            new Sentence("Beats missed: {0}.", lateMs.Sum(ms => (int)(ms / everyMs))));
        if (heartbeat.WorkerPhases.FirstOrDefault(phase => phase.Worker == LoopRow) is not { ToMs: { } to } block)
            return Sentence.Join("{0} {1}", new Sentence("Nothing blocked the loop."), late);

        var underWay = downloads.Futures.Count(future => future.StartedAtMs <= block.FromMs && future.FinishedAtMs >= to);
        var finished = downloads.Futures.Count(future => future.FinishedAtMs > block.FromMs && future.FinishedAtMs < to);
        return Sentence.Join(
            "{0} {1}",
            new Sentence(
                "The loop was {0} for {1:0.00} s of {2:0.00} s.",
                LogTextLocalizer.ToArgument(block.Name), (to - block.FromMs) / 1000, (downloads.ElapsedMs ?? 0) / 1000),
            late,
            new Sentence("Downloads under way: {0}.", underWay),
            finished == 0 ? new Sentence("Finished meanwhile: none.") : new Sentence("Finished meanwhile: {0}.", finished));
    }

    public Sentence DescribeSettings(SettingValues settings, ExperimentInfo? logged = null) => new Sentence(
        "{0} · {1} · DELAY {2} ± {3} ms, seed {4} · a beat every {5} ms",
        Quantity.Flags(catalog.Pop20.Count), Quantity.Workers(settings.WholeNumber("workers")),
        settings.WholeNumber("delay"), settings.WholeNumber("jitter"), settings.WholeNumber("seed"), settings.WholeNumber("beat"));

    public Race Start(SettingValues settings)
    {
        var tape = new Tape(settings.WholeNumber("seed"), settings.WholeNumber("delay"), settings.WholeNumber("jitter"));
        var workers = settings.WholeNumber("workers");
        var interval = TimeSpan.FromMilliseconds(settings.WholeNumber("beat"));
        var length = TimeSpan.FromMilliseconds(int.Parse(settings.Choice("block"), CultureInfo.InvariantCulture));
        var block = new BlockingCallback(settings.WholeNumber("after"), length, time);
        var definition = this.CreateDefinition(
            settings,
            [.. catalog.Pop20.Select(country => country.Code)],
            DownloadsLane with { RunWorkers = workers },
            HeartbeatLane);

        return races.Start(definition, StartOrder.Together, race =>
        {
            var downloader = new Downloader(client, store, sites.CreateWithTape(tape), race.Id, DownloadsLane.Id, race.AbortToken);
            var run = new Run(race.Log, 0, catalog.Pop20, workers, downloader, race.CancelPendingToken, race.MarkLogIncomplete);
            return
            [
                race.PrepareAuxiliaryRun(1, LoopRow, heartbeat => () => run.Execute(() =>
                    EventLoop.Run(() => DownloadWithHeartbeat(run, heartbeat, interval, block, race.AbortToken)))),
            ];
        });
    }

    private async Task DownloadWithHeartbeat(
        Run run, RunRecorder heartbeat, TimeSpan interval, BlockingCallback block, CancellationToken abortToken)
    {
        heartbeat.RecordWorkerName(BeatRow, "beat");
        heartbeat.RecordWorkerName(LoopRow, "loop");
        using var stop = new CancellationTokenSource();
        var beating = RunHeartbeat(heartbeat, interval, stop.Token);
        try
        {
            await DownloadMany(run, result => block.Invoke(heartbeat, result, abortToken));
        }
        finally
        {
            await stop.CancelAsync();
            await beating;
        }
    }

    /// <summary>
    /// Downloads all flags on the event loop, and calls <paramref name="callback"/> with each result. At most as many downloads run at once
    /// as the run has workers.
    /// </summary>
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
                run.ReceivedException(toDo[task], error);
            }
        }
    }

    /// <summary>
    /// Records a heartbeat after every interval until <paramref name="stop"/> is cancelled. The thread of the timer records when a beat is
    /// due. The event loop records when it runs the beat.
    /// </summary>
    private async Task RunHeartbeat(RunRecorder heartbeat, TimeSpan interval, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(interval, time, stop).ContinueWith(
                timer =>
                {
                    if (timer.IsCompletedSuccessfully)
                        heartbeat.RecordPhaseChange(BeatRow, OverduePhase);
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            heartbeat.RecordPhaseChange(BeatRow, null);
        }
    }

    /// <summary>A callback for download results. It blocks the event loop once, at the result with a given number.</summary>
    private sealed class BlockingCallback(int after, TimeSpan length, TimeProvider time)
    {
        private int _called;

        // Blocks the only thread of the event loop, as time.sleep would in Python. Only cancelling the race ends the wait early.
        public void Invoke(RunRecorder heartbeat, Download result, CancellationToken abortToken)
        {
            if (++_called != after || length == TimeSpan.Zero)
                return;
            heartbeat.RecordPhaseChange(LoopRow, $"{BlockedPhase} by {result.Country.Code}’s callback");
            Task.WaitAny(Task.Delay(length, time, abortToken));
            heartbeat.RecordPhaseChange(LoopRow, null);
        }
    }
}

using Microsoft.Playwright;

namespace FlagDashboard.Bench.Page;

/// <summary>What a race costs the browser that shows it, and how long a person waits for what happens.</summary>
internal sealed class PageTable(Workbench bench, Report report) : IAsyncDisposable
{
    private const string Alone = "The page by itself";
    private const string Race = "The page, three pooled modes × 249 futures at 100 ± 50 ms, 20 workers";
    private const string Plan = "?cc=all&workers=20&delay=100&jitter=50&modes=threads-map,threads-as-completed,async";

    private Served _server = null!;
    private Chromium _chromium = null!;
    private Relay _relay = null!;
    private Races _races = null!;

    /// <summary>Measures a part, by a server and a browser that have just been started.</summary>
    public static async Task Measure(Workbench bench, Report report, Func<PageTable, Task> part)
    {
        await using var table = new PageTable(bench, report);
        table._server = await bench.Dashboard();
        table._chromium = await Chromium.Start();
        table._relay = new(table._server.Address);
        table._races = new(table._server.Address);
        await part(table);
    }

    public async Task Weight()
    {
        var kilobytes = new List<double>();
        for (var round = 0; round < bench.Rounds; round++)
        {
            var before = _relay.Bytes;
            // As it opens for whoever comes without a link.
            var page = await Open("");
            kilobytes.Add((_relay.Bytes - before) / 1024.0);
            await page.Context.DisposeAsync();
        }

        report.AtMost(600, Alone, "weight of its first load, compressed", "KB", kilobytes);
        await Lighthouse.Measure(bench, report, Alone, _server.Address);
    }

    // The first of them is the first race of the server, too.
    public async Task Painted()
    {
        var (first, later) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            var page = await Open();
            await page.EvaluateAsync("bench.watchBars()");
            first.AddRange(await Delays(page));
            await page.Context.DisposeAsync();
        }

        report.AtMost(70, Race, "event to painted bar, first race of a fresh browser: p50", "ms", [Stats.Percentile(first, 50)]);
        report.AtMost(150, Race, "event to painted bar, first race of a fresh browser: p99", "ms", [Stats.Percentile(first, 99)]);
    }

    private async Task<IEnumerable<double>> Delays(IPage page)
    {
        var id = await Run(page);
        var began = (await _races.Ended(id) - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        await Settle();
        var state = await _races.Fold(id);
        var bars = (await page.EvaluateAsync<PaintedBar[]>("bench.bars()")).ToLookup(bar => (bar.Run, bar.Future));
        return state.Runs.SelectMany((run, number) => run.Futures.SelectMany(future =>
        {
            var seen = bars[(number, future.Number)].ToList();
            return new[] { seen[0].At - began - future.StartedAt!.Value, seen.First(bar => bar.Finished).At - began - future.FinishedAt!.Value };
        }));
    }

    public async Task Bytes()
    {
        var kilobytes = new List<double>();
        for (var round = 0; round < bench.Rounds; round++)
        {
            var page = await Open();
            var before = _relay.WebSocketBytes;
            await _races.Ended(await Run(page));
            await Settle();
            kilobytes.Add((_relay.WebSocketBytes - before) / 1024.0);
            await page.Context.DisposeAsync();
        }

        report.AtMost(64, Race, "bytes to the browser a race, compressed, flags apart", "KB", kilobytes);
    }

    public async Task Frames()
    {
        var (frames, changes, tasks) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            var page = await Open();
            var work = await FrameWork.Trace(_chromium.Browser, async () => await _races.Ended(await Run(page)));
            frames.AddRange(work.FramesMs);
            changes.AddRange(work.ChangesMs);
            tasks.Add(work.TasksMs.Max());
            await page.Context.DisposeAsync();
        }

        report.AtMost(6, Race, "main-thread work of a frame: p50", "ms", [Stats.Percentile(frames, 50)]);
        report.AtMost(45, Race, "main-thread work of a frame: p95", "ms", [Stats.Percentile(frames, 95)]);
        report.Say(Race, "the same, of frames for which the page changed: p50", "ms", [Stats.Percentile(changes, 50)]);
        report.AtMost(60, Race, "longest task of a race", "ms", tasks, worst: 60);
    }

    // 25 s, most of which only sequential runs.
    public async Task Sequential()
    {
        var page = await Open(Plan.Replace("modes=", "modes=sequential,", StringComparison.Ordinal));
        var before = _relay.WebSocketBytes;
        var id = await Run(page);
        await Task.Delay(4000);
        var work = await FrameWork.Trace(_chromium.Browser, () => Task.Delay(bench.Quick ? 3000 : 15_000));
        await _races.Ended(id);
        await Settle();
        report.AtMost(100, Race, "bytes to the browser with sequential beside them", "KB", [(_relay.WebSocketBytes - before) / 1024.0]);
        report.AtMost(3, Race, "main-thread work of a frame while only sequential still runs: p50", "ms", [Stats.Percentile(work.FramesMs, 50)]);
        report.Say(Race, "the same: p95", "ms", [Stats.Percentile(work.FramesMs, 95)]);
        report.Say(Race, "the same, of frames for which the page changed: p50", "ms", [Stats.Percentile(work.ChangesMs, 50)]);
        await page.Context.DisposeAsync();
    }

    public async Task Scrubbing()
    {
        var page = await Open();
        await _races.Ended(await Run(page));
        await Settle();
        var (steps, jumps) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            jumps.AddRange(await page.EvaluateAsync<double[]>("bench.jumps([0.9, 0.1, 0.7, 0.2, 0.95, 0.05, 0.5])"));
            steps.AddRange(await page.EvaluateAsync<double[]>("bench.steps('ArrowRight', 15)"));
            steps.AddRange(await page.EvaluateAsync<double[]>("bench.steps('ArrowLeft', 15)"));
        }

        report.Say(Race, "scrubbing, a step to painted: p50", "ms", [Stats.Percentile(steps, 50)]);
        report.AtMost(80, Race, "scrubbing, a step to painted: p95", "ms", [Stats.Percentile(steps, 95)]);
        report.AtMost(300, Race, "scrubbing, a jump across the race: p95", "ms", [Stats.Percentile(jumps, 95)]);
        await page.Context.DisposeAsync();
    }

    private async Task<IPage> Open(string plan = Plan)
    {
        var page = await _chromium.Visit(new Uri(_relay.Address, plan));
        await Settle();
        return page;
    }

    // By the page's own button, and nothing that looks at the page while it races.
    private async Task<string> Run(IPage page)
    {
        var before = await _races.Newest();
        await page.EvaluateAsync("document.querySelector('[data-testid=run]').click()");
        while (true)
        {
            if (await _races.Newest() is { } newest && newest != before)
                return newest;
            await Task.Delay(20);
        }
    }

    // As long as a person takes to look up.
    private static Task Settle() => Task.Delay(1000);

    public async ValueTask DisposeAsync()
    {
        _races.Dispose();
        await _relay.DisposeAsync();
        await _chromium.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>A bar as watch.js saw it: which, whether finished, and when by the wall clock, in ms.</summary>
    private sealed class PaintedBar
    {
        public int Run { get; set; }

        public int Future { get; set; }

        public bool Finished { get; set; }

        public double At { get; set; }
    }
}

using Microsoft.Playwright;

namespace FlagDashboard.Bench.Page;

/// <summary>What a race costs the browser that shows it, and how long a person waits for what happens.</summary>
internal sealed class PageTable(Workbench bench, Report report) : IAsyncDisposable
{
    private const string Alone = "The page by itself";
    private const string Title = $"The page, {PooledRace.All}";

    private Served _server = null!;
    private Relay _relay = null!;
    private Races _races = null!;

    /// <summary>Measures a part, by a server that has just been started.</summary>
    public static async Task Measure(Workbench bench, Report report, Func<PageTable, Task> part)
    {
        if (Chromium.Path is null)
            throw new CannotMeasureException(Chromium.Missing);
        await using var table = new PageTable(bench, report);
        table._server = await bench.Dashboard();
        table._relay = new(table._server.Address);
        table._races = new(table._server.Address);
        await part(table);
    }

    public async Task Weight()
    {
        var kilobytes = new List<double>();
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using var chromium = await Chromium.Start();
            var before = _relay.Bytes;
            // As it opens for whoever comes without a link.
            await Open(chromium, "");
            kilobytes.Add((_relay.Bytes - before) / 1024.0);
        }

        report.AtMost(600, Alone, "weight of its first load, compressed", "KB", kilobytes);
        await Lighthouse.Measure(bench, report, Alone, _server.Address);
    }

    /// <summary>
    /// The first race of a fresh browser, which is then stepped through. The first of them is the first race of the server, too.
    /// </summary>
    public async Task Race()
    {
        var kilobytes = new List<double>();
        var (delays, steps, jumps) =
            (new List<IReadOnlyList<double>>(), new List<IReadOnlyList<double>>(), new List<IReadOnlyList<double>>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using var chromium = await Chromium.Start();
            var page = await Open(chromium, PooledRace.Link(PooledRace.Modes));
            await page.EvaluateAsync("bench.watchBars()");
            var before = _relay.WebSocketBytes;
            var id = await Run(page);
            await _races.Ended(id);
            await Settle();
            kilobytes.Add((_relay.WebSocketBytes - before) / 1024.0);
            delays.Add([.. await Delays(page, id)]);

            jumps.Add(await page.EvaluateAsync<double[]>("bench.jumps([0.9, 0.1, 0.7, 0.2, 0.95, 0.05, 0.5])"));
            steps.Add([.. await page.EvaluateAsync<double[]>("bench.steps('ArrowRight', 15)"),
                .. await page.EvaluateAsync<double[]>("bench.steps('ArrowLeft', 15)")]);
        }

        report.Percentile(50, 70, Title, "event to painted bar, first race of a fresh browser", delays);
        report.Percentile(99, 150, Title, "event to painted bar, first race of a fresh browser", delays);
        report.AtMost(64, Title, "bytes to the browser a race, compressed, flags apart", "KB", kilobytes);
        report.Percentile(50, null, Title, "scrubbing, a step to painted", steps);
        report.Percentile(95, 80, Title, "scrubbing, a step to painted", steps);
        report.Percentile(95, 300, Title, "scrubbing, a jump across the race", jumps);
    }

    public async Task Frames()
    {
        var work = new List<FrameWork>();
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using var chromium = await Chromium.Start();
            var page = await Open(chromium, PooledRace.Link(PooledRace.Modes));
            work.Add(await FrameWork.Trace(chromium.Browser, async () => await _races.Ended(await Run(page))));
        }

        report.Percentile(50, 6, Title, "main-thread work of a frame", work.ConvertAll(one => one.FramesMs));
        report.Percentile(95, 45, Title, "main-thread work of a frame", work.ConvertAll(one => one.FramesMs));
        report.Percentile(50, null, Title, "the same, of frames for which the page changed", work.ConvertAll(one => one.ChangesMs));
        report.AtMost(60, Title, "longest task of a race", "ms", work.Select(one => one.TasksMs.Max()), worst: 60);
    }

    /// <summary>25 s, most of which only sequential runs; therefore fewer of them.</summary>
    public async Task Sequential()
    {
        var (work, kilobytes) = (new List<FrameWork>(), new List<double>());
        for (var round = 0; round < bench.FewRounds; round++)
        {
            await using var chromium = await Chromium.Start();
            var page = await Open(chromium, PooledRace.Link(["sequential", .. PooledRace.Modes]));
            var before = _relay.WebSocketBytes;
            var id = await Run(page);
            await Task.Delay(4000);
            work.Add(await FrameWork.Trace(chromium.Browser, () => Task.Delay(15_000)));
            await _races.Ended(id);
            await Settle();
            kilobytes.Add((_relay.WebSocketBytes - before) / 1024.0);
        }

        report.AtMost(100, Title, "bytes to the browser with sequential beside them", "KB", kilobytes);
        report.Percentile(50, 3, Title, "main-thread work of a frame while only sequential still runs",
            work.ConvertAll(one => one.FramesMs));
        report.Percentile(95, null, Title, "the same", work.ConvertAll(one => one.FramesMs));
        report.Percentile(50, null, Title, "the same, of frames for which the page changed", work.ConvertAll(one => one.ChangesMs));
    }

    // From each future's start and end to the frame that shows it.
    private async Task<IEnumerable<double>> Delays(IPage page, string id)
    {
        var began = (await _races.Began(id) - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        var state = await _races.Fold(id);
        var bars = (await page.EvaluateAsync<PaintedBar[]>("bench.bars()")).ToLookup(bar => (bar.Run, bar.Future));
        return state.Runs.SelectMany((run, number) => run.Futures.SelectMany(future =>
        {
            var seen = bars[(number, future.Number)].ToList();
            return new[] { seen[0].At - began - future.StartedAt!.Value,
                seen.First(bar => bar.Finished).At - began - future.FinishedAt!.Value };
        }));
    }

    private async Task<IPage> Open(Chromium chromium, string plan)
    {
        var page = await chromium.Visit(new Uri(_relay.Address, plan));
        await Settle();
        return page;
    }

    // By the page's own button; where that leads to tells which race it is, and nothing else looks at the page while it races.
    private static async Task<string> Run(IPage page)
    {
        await page.EvaluateAsync("document.querySelector('[data-testid=run]').click()");
        // Asked of the page itself: the browser's driver may miss an address that is changed by script.
        await page.WaitForFunctionAsync("() => location.pathname.startsWith('/race/')", null, new() { PollingInterval = 20 });
        return new Uri(await page.EvaluateAsync<string>("() => location.href")).Segments[^1];
    }

    // As long as a person takes to look up.
    private static Task Settle() => Task.Delay(1000);

    public async ValueTask DisposeAsync()
    {
        _races.Dispose();
        await _relay.DisposeAsync();
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

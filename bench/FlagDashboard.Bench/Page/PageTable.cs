using Microsoft.Playwright;

namespace FlagDashboard.Bench.Page;

/// <summary>Measures what a race costs the browser that shows it, and how late the page shows events.</summary>
internal sealed class PageTable(Workbench bench, Report report) : IAsyncDisposable
{
    private const string Alone = "The page by itself";
    private const string Title = $"The page, {PooledRace.All}";

    // Four steps in, eight to the right, eight to the left, and four out again.
    private const string ZoomKeys = "++++ddddddddaaaaaaaa----";

    private ServerProcess _server = null!;
    private CountingProxy _proxy = null!;
    private DashboardClient _client = null!;

    /// <summary>Measures a part with a new server.</summary>
    public static async Task Measure(Workbench bench, Report report, Func<PageTable, Task> part)
    {
        if (Chromium.Path is null)
            throw new CannotMeasureException(Chromium.Missing);
        await using var table = new PageTable(bench, report);
        table._server = await bench.StartDashboard();
        table._proxy = new(table._server.Address);
        table._client = new(table._server.Address);
        await part(table);
    }

    public async Task MeasureWeight()
    {
        var kilobytes = new List<double>();
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using var chromium = await Chromium.Start();
            var before = _proxy.Bytes;
            // The start page, without a plan in its address.
            await Open(chromium, "");
            kilobytes.Add((_proxy.Bytes - before) / 1024.0);
        }

        report.AtMost(600, Alone, "weight of the first load, compressed", "KB", kilobytes);
        await Lighthouse.Measure(bench, report, Alone, _server.Address);
    }

    /// <summary>
    /// Measures the first race of a new browser, and then steps through it. In the first round, it is also the first race of the server.
    /// </summary>
    public async Task MeasureRace()
    {
        var kilobytes = new List<double>();
        var (delays, steps, jumps) =
            (new List<IReadOnlyList<double>>(), new List<IReadOnlyList<double>>(), new List<IReadOnlyList<double>>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using var chromium = await Chromium.Start();
            var page = await Open(chromium, PooledRace.Link(PooledRace.Modes));
            await page.EvaluateAsync("bench.watchBars()");
            var before = _proxy.WebSocketBytes;
            var id = await Run(page);
            await _client.WaitForEnd(id);
            await WaitUntilIdle();
            kilobytes.Add((_proxy.WebSocketBytes - before) / 1024.0);
            delays.Add([.. await Delays(page, id)]);

            jumps.Add(await page.EvaluateAsync<double[]>("bench.jumps([0.9, 0.1, 0.7, 0.2, 0.95, 0.05, 0.5])"));
            steps.Add([.. await page.EvaluateAsync<double[]>("bench.steps('ArrowRight', 15)"),
                .. await page.EvaluateAsync<double[]>("bench.steps('ArrowLeft', 15)")]);
        }

        report.Percentile(50, 70, Title, "event to painted bar, first race of a new browser", delays);
        report.Percentile(99, 150, Title, "event to painted bar, first race of a new browser", delays);
        report.AtMost(64, Title, "bytes to the browser for a race, compressed, without flags", "KB", kilobytes);
        report.Percentile(50, null, Title, "scrubbing, a step until painted", steps);
        report.Percentile(95, 80, Title, "scrubbing, a step until painted", steps);
        report.Percentile(95, 300, Title, "scrubbing, a jump until painted", jumps);
    }

    public async Task MeasureFrames()
    {
        var work = new List<MainThreadWork>();
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using var chromium = await Chromium.Start();
            var page = await Open(chromium, PooledRace.Link(PooledRace.Modes));
            work.Add(await MainThreadWork.Trace(chromium.Browser, async () => await _client.WaitForEnd(await Run(page))));
        }

        report.Percentile(50, 6, Title, "main-thread work of a frame", work.ConvertAll(one => one.FramesMs));
        report.Percentile(95, 45, Title, "main-thread work of a frame", work.ConvertAll(one => one.FramesMs));
        report.Percentile(50, null, Title, "main-thread work of a frame in which the page changed", work.ConvertAll(one => one.ChangesMs));
        report.AtMost(60, Title, "longest task of a race", "ms", work.Select(one => one.TasksMs.Max()), worst: 60);
    }

    /// <summary>Measures a race of 25 s, in most of which only sequential runs. It has fewer rounds, because it is long.</summary>
    public async Task MeasureSequential()
    {
        var (work, kilobytes, zooms) = (new List<MainThreadWork>(), new List<double>(), new List<IReadOnlyList<double>>());
        for (var round = 0; round < bench.FewRounds; round++)
        {
            await using var chromium = await Chromium.Start();
            var page = await Open(chromium, PooledRace.Link(["sequential", .. PooledRace.Modes]));
            var before = _proxy.WebSocketBytes;
            var id = await Run(page);
            await Task.Delay(4000);
            work.Add(await MainThreadWork.Trace(chromium.Browser, () => Task.Delay(15_000)));
            await _client.WaitForEnd(id);
            await WaitUntilIdle();
            kilobytes.Add((_proxy.WebSocketBytes - before) / 1024.0);
            zooms.Add(await page.EvaluateAsync<double[]>($"bench.zooms('{ZoomKeys}')"));
        }

        report.AtMost(100, Title, "bytes to the browser for a race with sequential, compressed, without flags", "KB", kilobytes);
        report.Percentile(50, 3, Title, "main-thread work of a frame while only sequential still runs",
            work.ConvertAll(one => one.FramesMs));
        report.Percentile(95, null, Title, "main-thread work of a frame while only sequential still runs",
            work.ConvertAll(one => one.FramesMs));
        report.Percentile(50, null, Title, "main-thread work of a frame in which the page changed, while only sequential still runs",
            work.ConvertAll(one => one.ChangesMs));
        report.Percentile(50, null, Title, "zooming and panning with sequential, a step until painted", zooms);
        report.Percentile(95, 32, Title, "zooming and panning with sequential, a step until painted", zooms);
    }

    // Returns the times from the start and the end of each future to the frame that shows them, in ms.
    private async Task<IEnumerable<double>> Delays(IPage page, string id)
    {
        var began = (await _client.ReadStart(id) - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        var state = await _client.Fold(id);
        var bars = (await page.EvaluateAsync<PaintedBar[]>("bench.bars()")).ToLookup(bar => (bar.Run, bar.Future));
        return state.Runs.SelectMany((run, number) => run.Futures.SelectMany(future =>
        {
            var seen = bars[(number, future.Number)].ToList();
            return new[] { seen[0].At - began - future.StartedAtMs!.Value,
                seen.First(bar => bar.Finished).At - began - future.FinishedAtMs!.Value };
        }));
    }

    private async Task<IPage> Open(Chromium chromium, string plan)
    {
        var page = await chromium.Visit(new Uri(_proxy.Address, plan));
        await WaitUntilIdle();
        return page;
    }

    // Presses the button of the page, and reads the id of the race from the address. Nothing else asks the page during the race.
    private static async Task<string> Run(IPage page)
    {
        await page.EvaluateAsync("document.querySelector('[data-testid=run]').click()");
        // The page itself is asked, because Playwright may miss an address that a script changes.
        await page.WaitForFunctionAsync("() => location.pathname.startsWith('/race/')", null, new() { PollingInterval = 20 });
        return new Uri(await page.EvaluateAsync<string>("() => location.href")).Segments[^1];
    }

    // Waits until the page is idle.
    private static Task WaitUntilIdle() => Task.Delay(1000);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>A bar that watch.js saw. Its time is in ms since the Unix epoch.</summary>
    private sealed class PaintedBar
    {
        public int Run { get; set; }

        public int Future { get; set; }

        public bool Finished { get; set; }

        public double At { get; set; }
    }
}

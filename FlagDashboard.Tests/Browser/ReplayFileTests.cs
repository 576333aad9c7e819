using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The file that replays a race, opened from a disk with the network off.</summary>
[Collection<TimelinesInBrowser>]
public sealed class ReplayFileTests(BrowserFixture browser) : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("replay-").FullName, "replay.html");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    private async Task<RaceEvent[]> Download(string query)
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo($"/{query}");
        var race = (await visitor.RunRace()).Replace("/race/", "/api/races/", StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = browser.Server.Address };
        // The response of the events ends when the race ends, so this waits for the end.
        await client.GetStringAsync(new Uri($"{race}/events", UriKind.Relative), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            _file, await client.GetByteArrayAsync(new Uri($"{race}/replay.html", UriKind.Relative), TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        return [.. LogReader.Read(
            await client.GetByteArrayAsync(new Uri($"{race}/log.ndjson", UriKind.Relative), TestContext.Current.CancellationToken)).Events];
    }

    /// <summary>Opens the file without a network; whatever it asks for besides itself fails the test.</summary>
    private async Task<Visitor> Open()
    {
        var visitor = await browser.NewVisitor();
        await visitor.Page.Context.SetOfflineAsync(true);
        visitor.Page.Request += (_, request) => Assert.Matches("^(file|data):", request.Url);
        await visitor.Page.GotoAsync(new Uri(_file).AbsoluteUri);
        return visitor;
    }

    private static Task Seek(Visitor visitor, double ms) => visitor.Page.Locator("#time").EvaluateAsync(
        "(slider, ms) => { slider.valueAsNumber = ms; slider.dispatchEvent(new Event('input', { bubbles: true })); }", ms);

    /// <summary>Counts and bars are what the log says of that time.</summary>
    private static async Task ShowsTheFoldAt(Visitor visitor, RaceEvent[] log, double ms, RowLayout rows)
    {
        var then = RaceState.At(log, ms);
        Assert.Equal($"{then.LastEventSeq}", await visitor.Page.EvaluateAsync<string>("() => document.body.dataset.seq"));
        foreach (var run in then.Runs)
        {
            var lane = visitor.Page.Locator($"[data-run={run.Mode}]");
            var held = run.Futures.Count(future => future.IsHeld);
            await Expect(lane).ToHaveAttributeAsync("data-received", $"{run.Received.Count}");
            await Expect(lane).ToHaveAttributeAsync("data-held", $"{held}");
            await Expect(lane).ToHaveAttributeAsync("data-done", $"{run.DoneCount}");
            var shown = await lane.Locator(".track .b").EvaluateAllAsync<string[]>(
                "bars => bars.map(bar => `${bar.dataset.f} ${bar.className}`)");
            var band = HeldBand.Of(run, rows);
            Assert.Equal(
                Bars.Of(run, rows).Select(bar => $"{bar.FutureOrPhaseNumber} b {BarStyles.Of(bar.Kind).CssClass}")
                    .Concat(band?.Bars.Select(bar => $"{bar.FutureOrPhaseNumber} b h k") ?? []).Order(),
                shown.Order());
            Assert.Equal(
                band?.Bars.Select(bar => $"{bar.FutureOrPhaseNumber} {bar.Row}") ?? [],
                await lane.Locator(".track .b.k").EvaluateAllAsync<string[]>(
                    "bars => bars.map(bar => `${bar.dataset.f} ${bar.style.getPropertyValue('--r')}`)"));
        }
    }

    [Theory]
    [InlineData(
        "?site=error&delay=60&jitter=40&cc=BR,CN,DE,EG,FR,IN,US&workers=3"
        + "&modes=sequential,threads-map,threads-as-completed,async,processes")]
    [InlineData("?delay=60&jitter=40&workers=4")]
    public async Task Open_WithoutNetwork_ShowsStateOfLogAtEveryTime(string query)
    {
        var log = await Download(query);
        await using var visitor = await Open();
        foreach (var rows in Enum.GetValues<RowLayout>())
        {
            await visitor.Page.GetByLabel(rows == RowLayout.ByWorker ? "by worker" : "by future").CheckAsync();
            await ShowsTheFoldAt(visitor, log, await visitor.Page.Locator("#time").EvaluateAsync<double>("slider => slider.valueAsNumber"),
                rows);
            foreach (var part in new[] { 0.5, 0.1, 0.9, 0, 0.3, 1 })
            {
                await Seek(visitor, log[^1].AtMs * part);
                await ShowsTheFoldAt(visitor, log, log[^1].AtMs * part, rows);
            }
        }

        await visitor.AssertAccessible("the replay");
    }

    [Fact]
    public async Task Keys_PlayPauseAndStep_MoveTheTime()
    {
        var log = await Download("?delay=100&jitter=50&modes=async");
        await using var visitor = await Open();
        var times = log.Select(raceEvent => raceEvent.AtMs).Distinct().ToList();
        var ticks = EventTicks.Of(RaceState.At(log, double.MaxValue), new TimeAxis(log[^1].AtMs, 100));
        Assert.Equal(
            string.Concat(ticks.Succeeded.Select(range => $"M{range.First} 0h{range.Count}v2h-{range.Count}z")),
            await visitor.Page.Locator("#ticks .ok").GetAttributeAsync("d"));

        await visitor.Page.Keyboard.PressAsync("ArrowLeft");
        await ShowsTheFoldAt(visitor, log, times[^2], RowLayout.ByWorker);
        await visitor.Page.Keyboard.PressAsync("ArrowLeft");
        await ShowsTheFoldAt(visitor, log, times[^3], RowLayout.ByWorker);
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await ShowsTheFoldAt(visitor, log, times[^2], RowLayout.ByWorker);

        await Seek(visitor, 0);
        await visitor.Page.Locator("#speed").SelectOptionAsync("8");
        await visitor.Page.Locator("h1").ClickAsync();
        // Playback stops by itself at the end of the log, which is soon. The page therefore collects the texts of the button itself.
        await visitor.Page.EvaluateAsync("""
            () => {
              const play = document.getElementById('play');
              window.texts = [];
              new MutationObserver(() => window.texts.push(play.textContent)).observe(play, { childList: true });
            }
            """);
        await visitor.Page.Keyboard.PressAsync(" ");
        await visitor.Page.WaitForFunctionAsync("() => window.texts.length === 2");
        Assert.Equal(["⏸ Pause", "▶ Play"], await visitor.Page.EvaluateAsync<string[]>("window.texts"));
        await ShowsTheFoldAt(visitor, log, double.MaxValue, RowLayout.ByWorker);
    }

    [Fact]
    public async Task Open_OnAPhone_FitsItsWidth()
    {
        await Download("?delay=20&jitter=10");
        await using var visitor = await browser.NewVisitor(width: 390, height: 844, scheme: ColorScheme.Dark);
        await visitor.Page.GotoAsync(new Uri(_file).AbsoluteUri);
        Assert.Equal(390, await visitor.PageWidth());
        await visitor.AssertAccessible("the replay on a phone, dark");
    }

    [Fact]
    public async Task Open_NamesWithMarkup_ShowsThemOnlyAsText()
    {
        const string Name = "<img src=x onerror=document.title='owned'></script><script>document.title='owned'</script>";
        var definition = new RaceDefinition(
            [Name], [new ModeInfo("async", Name, Name, ReceiveOrder.CompletionOrder)],
                Experiment: new("map", Name, Name, "/experiments/map"));
        RaceEvent[] log =
        [
            new(1, 0, RaceEventKind.RaceStarted) { Definition = definition },
            new(2, 0, RaceEventKind.RunStarted, 0, Worker: 1), new(3, 0, RaceEventKind.WorkerNamed, 0, Worker: 1) { WorkerName = Name },
            new(4, 1, RaceEventKind.Submitted, 0, 0),
            new(5, 2, RaceEventKind.Started, 0, 0, 1), new(6, 9, RaceEventKind.Finished, 0, 0, Status: Outcome.Error) { Reason = Name },
            new(7, 9, RaceEventKind.Received, 0, 0),
            new(8, 10, RaceEventKind.RunFinished, 0, Status: Outcome.Error) { Reason = Name },
            new(9, 10, RaceEventKind.RaceFinished, Status: Outcome.Ok),
        ];
        await File.WriteAllBytesAsync(
            _file,
            HtmlReplay.Of("abc", LogReader.Read(LogFile.ToBytes(log)).Events, RaceState.At(log, 99), EmbeddedImages.None).ToBytes(),
            TestContext.Current.CancellationToken);
        await using var visitor = await Open();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(Name);
        await Expect(visitor.Page.Locator("h2")).ToHaveTextAsync(Name);
        await Expect(visitor.Page.Locator(".track .b")).ToHaveTextAsync(Name);
        await Expect(visitor.Page.Locator("img")).ToHaveCountAsync(0);
        Assert.Equal(Name, await visitor.Page.TitleAsync());
    }
}

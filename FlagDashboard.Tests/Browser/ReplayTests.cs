using System.Globalization;
using System.Text.Json;
using FlagDashboard.Log;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<TimelinesInBrowser>]
public sealed class ReplayTests(BrowserFixture browser)
{
    private static readonly string[] Modes = ["sequential", "threads-map", "threads-as-completed", "async"];

    private async Task<RaceEvent[]> LogOf(string race)
    {
        using var client = new HttpClient { BaseAddress = browser.Server.Address };
        var lines = await client.GetStringAsync(
            new Uri($"/api{race.Replace("/race/", "/races/", StringComparison.Ordinal)}/events", UriKind.Relative),
            TestContext.Current.CancellationToken);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<RaceEvent>(line, RaceJson.Options))];
    }

    private static Task Scrub(Visitor visitor, double ms) => visitor.Get("scrub").EvaluateAsync(
        "(slider, ms) => { slider.valueAsNumber = ms; slider.dispatchEvent(new Event('input', { bubbles: true })); }", ms);

    /// <summary>Everything that is counted on the page is what the log says of that time.</summary>
    private static async Task ShowsTheFoldAt(Visitor visitor, RaceEvent[] log, double ms)
    {
        var then = RaceState.At(log, Math.Max(ms, log[0].AtMs));
        await Expect(visitor.Get("happened").Locator("b"))
            .ToHaveTextAsync(string.Create(CultureInfo.InvariantCulture, $"event {then.LastEventSeq} of {log.Length}"));
        foreach (var run in then.Runs)
        {
            await Expect(visitor.Get($"progress-{run.Mode}")).ToContainTextAsync($"{run.Received.Count}/20 received");
            await Expect(visitor.Get($"received-{run.Mode}").Locator(".got")).ToHaveCountAsync(run.Received.Count);
            await Expect(visitor.Get($"lane-{run.Mode}").Locator(".track .b.r")).ToHaveCountAsync(run.RunningCount);
            await Expect(visitor.Get($"lane-{run.Mode}").Locator(".track .b.f")).ToHaveCountAsync(run.DoneCount);
        }
    }

    /// <summary>The curtain of a run stands where the thumb of the slider does, to a pixel or two.</summary>
    private static async Task CurtainIsAboveTheThumb(Visitor visitor, string mode)
    {
        var off = await visitor.Page.EvaluateAsync<double>(
            """
            mode => {
              const slider = document.querySelector('.scrub');
              const box = slider.getBoundingClientRect();
              const thumb = 18;
              const at = box.left + thumb / 2 + (box.width - thumb) * (slider.valueAsNumber - slider.min) / (slider.max - slider.min);
              return Math.abs(document.querySelector(`[data-testid=lane-${mode}] .now`).getBoundingClientRect().left - at);
            }
            """, mode);
        Assert.InRange(off, 0, 2);
    }

    [Fact]
    public async Task Run_WhileARaceIsShown_KeepsPanesSpeedAndPlaceOfThePage()
    {
        await using var visitor = await browser.NewVisitor();
        // The first race takes longer than the time in which a second press of Run means the same race.
        await visitor.GoTo("/?cc=BR,CN,IN&modes=sequential,async&delay=300&jitter=0");
        var first = await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("show-code-async").ClickAsync();
        await visitor.Get("show-transcript-async").ClickAsync();
        await visitor.Get("speed").SelectOptionAsync("0.25");
        await Expect(visitor.Get("show-code-async")).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(visitor.Get("show-transcript-async")).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(visitor.Get("speed")).ToHaveValueAsync("0.25");
        await visitor.Page.EvaluateAsync("() => { document.activeElement.blur(); scrollTo(0, 300); }");
        // Panes that open above the window make the browser scroll by itself, so the place is read when the key is pressed.
        var place = await visitor.Page.EvaluateAsync<double>("() => new Promise(done => requestAnimationFrame(() => done(scrollY)))");
        await visitor.Page.Keyboard.PressAsync("r");
        await visitor.Page.WaitForFunctionAsync("first => location.pathname !== first && !location.pathname.endsWith('/')", first);
        await visitor.WaitForResults();
        await visitor.Page.WaitForFunctionAsync("place => !document.body.style.minHeight && Math.abs(scrollY - place) <= 1", place);
        await Expect(visitor.Get("speed")).ToHaveValueAsync("0.25");
        await Expect(visitor.Get("show-code-async")).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(visitor.Get("show-transcript-async")).ToHaveAttributeAsync("aria-expanded", "true");
    }

    [Fact]
    public async Task Playback_WhilePlaying_TimeLineMovesAtSpeedOfAxis()
    {
        await using var visitor = await browser.NewVisitor();
        // An animation without a start time begins with the first frame that paints it. The line would then be late for good.
        await visitor.Page.AddInitScriptAsync(
            """
            window.startTimes = [];
            const { animate } = Element.prototype;
            Element.prototype.animate = function (...args) {
              const animation = animate.apply(this, args);
              if (this.matches('.live'))
                queueMicrotask(() => window.startTimes.push(animation.startTime));
              return animation;
            };
            """);
        await visitor.GoTo("/?cc=BR,CN,DE&modes=sequential&delay=330&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("speed").SelectOptionAsync("0.25");
        await visitor.Get("play").ClickAsync();
        await visitor.Page.WaitForFunctionAsync("() => document.querySelector('.now.live')?.getAnimations().length > 0");

        // A track represents one second, and its width is seldom a whole number of pixels. Over one minute even a fraction of a pixel
        // becomes visible.
        var off = await visitor.Page.EvaluateAsync<double>(
            """
            () => {
              const curtain = document.querySelector('.now.live');
              const { effect } = curtain.getAnimations()[0];
              const [from, to] = effect.getKeyframes().map(frame => new DOMMatrix(frame.transform).m41);
              return 60 * Math.abs((to - from) / (effect.getTiming().duration / 1000) / 0.25 - curtain.getBoundingClientRect().width);
            }
            """);
        Assert.InRange(off, 0, 1);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => window.startTimes.every(time => time !== null)"));
    }

    [Fact]
    public async Task Finished_ScrubbedSteppedAndPlayed_ShowsStateOfLogAtThatTime()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?delay=80&jitter=40");
        var log = await LogOf(await RunToTheEnd(visitor));

        foreach (var ms in new[] { 200.0, 90, 350, 0 })
        {
            await Scrub(visitor, ms);
            await ShowsTheFoldAt(visitor, log, ms);
        }

        await Scrub(visitor, 250);
        await ShowsTheFoldAt(visitor, log, 250);
        await CurtainIsAboveTheThumb(visitor, "sequential");
        await visitor.AssertAccessible("paused");

        var next = log.First(raceEvent => raceEvent.AtMs > 250).AtMs;
        await visitor.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await ShowsTheFoldAt(visitor, log, next);
        await visitor.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        var before = log.Last(raceEvent => raceEvent.AtMs < next).AtMs;
        await ShowsTheFoldAt(visitor, log, before);
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await ShowsTheFoldAt(visitor, log, log.First(raceEvent => raceEvent.AtMs > before
            && raceEvent.Kind is (RaceEventKind.Finished or RaceEventKind.Received or RaceEventKind.RunFinished)).AtMs);

        // Playback reaches the end by itself and becomes live.
        await visitor.Get("speed").SelectOptionAsync("8");
        await visitor.Get("happened").ClickAsync();
        await visitor.Page.Keyboard.PressAsync(" ");
        await visitor.WaitForResults();
        await ShowsTheFoldAt(visitor, log, double.MaxValue);
        await Expect(visitor.Get("to-live")).ToBeDisabledAsync();
        await Expect(visitor.Page.Locator(".live")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Live_RaceFinished_ThumbIsAtEnd()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?modes=async&delay=60&jitter=0");
        var log = await LogOf(await visitor.RunRace());
        await visitor.WaitForResults();
        await visitor.Page.WaitForFunctionAsync(
            "ms => Math.abs(document.querySelector('[data-testid=scrub]').valueAsNumber - ms) < 1", log[^1].AtMs);
    }

    [Fact]
    public async Task Live_SteppedBack_StandsStillWhileTheRaceGoesOn()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?modes=sequential,async&delay=150&jitter=0");
        var race = await visitor.RunRace();
        await visitor.WaitForFlags("sequential", 2);
        await visitor.Page.Keyboard.PressAsync(" ");
        await Expect(visitor.Get("play")).ToHaveAttributeAsync("aria-label", "Play");
        var (time, received) = (await visitor.Get("time").InnerTextAsync(), await visitor.ReceivedCount("sequential"));

        var log = await LogOf(race);
        Assert.Equal(RaceEventKind.RaceFinished, log[^1].Kind);
        Assert.Equal((time, received), (await visitor.Get("time").InnerTextAsync(), await visitor.ReceivedCount("sequential")));
        Assert.InRange(received, 2, 19);
        await CurtainIsAboveTheThumb(visitor, "sequential");

        await visitor.Page.Keyboard.PressAsync("l");
        await visitor.WaitForResults();
        await visitor.WaitForFlags("sequential", 20);
    }

    [Theory]
    [InlineData("en-US", @"^\d+\.\d\ss behind\s+· L catches up$")]
    [InlineData("zh-CN", @"^落后 \d+\.\d\ss\s+· L 赶上$")]
    public async Task Live_SlowedDown_FallsBehindUntilLCatchesUp(string locale, string behind)
    {
        await using var visitor = await browser.NewVisitor(locale: locale);
        await visitor.GoTo("/?modes=sequential&delay=400&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForFlags("sequential", 1);
        await visitor.Get("speed").SelectOptionAsync("0.25");
        await Expect(visitor.Get("behind")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(behind));
        await visitor.Page.WaitForFunctionAsync(
            "() => Number(document.querySelector('[data-testid=behind]').textContent.match(/[\\d.]+/)[0]) > 0.5");

        // The line of time moves at a quarter of the speed.
        var speed = await visitor.Page.EvaluateAsync<double>(
            """
            () => {
              const curtain = document.querySelector('.now.live');
              const { effect } = curtain.getAnimations()[0];
              const [from, to] = effect.getKeyframes().map(frame => new DOMMatrix(frame.transform).m41);
              return (to - from) / (effect.getTiming().duration / 1000) / curtain.getBoundingClientRect().width;
            }
            """);
        Assert.Equal(0.25, speed, 0.001);

        await visitor.Page.EvaluateAsync("() => document.activeElement.blur()");
        await visitor.Page.Keyboard.PressAsync("l");
        await Expect(visitor.Get("behind")).ToHaveCountAsync(0);
        await Expect(visitor.Get("speed")).ToHaveValueAsync("1");
        await Expect(visitor.Get("to-live")).ToBeDisabledAsync();
        await Expect(visitor.Get("time")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("live"));
    }

    [Fact]
    public async Task Link_WithTime_OpensRaceAtThatTime()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?delay=80&jitter=40");
        var race = await RunToTheEnd(visitor);
        await visitor.GoTo($"{race}?t=250");
        await ShowsTheFoldAt(visitor, await LogOf(race), 250);

        await visitor.GoTo($"{race}?t=nonsense");
        await visitor.WaitForResults();
    }

    private static async Task<string> RunToTheEnd(Visitor visitor)
    {
        var race = await visitor.RunRace();
        await visitor.WaitForResults();
        foreach (var mode in Modes)
            await visitor.WaitForFlags(mode, 20);
        return race;
    }
}

using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<RacesInBrowser>]
public sealed partial class RaceTests(BrowserFixture browser)
{
    private static readonly string[] Modes = ["sequential", "threads-map", "threads-as-completed", "async"];

    [Fact]
    public async Task Run_FourModes_EveryLaneReceivesEveryFlagAndThePoolsAreFaster()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?delay=80&jitter=40");
        await visitor.RunRace();
        await visitor.WaitForResults();

        foreach (var mode in Modes)
        {
            await visitor.WaitForFlags(mode, 20);
            await Expect(visitor.Get($"progress-{mode}")).ToContainTextAsync("20/20 received");
            await Expect(visitor.Get($"lane-{mode}").Locator(".track [data-f]:not(.k)")).ToHaveCountAsync(20);
        }

        await Expect(visitor.Get("speedup-sequential")).ToHaveTextAsync("baseline");
        foreach (var mode in Modes.Skip(1))
            Assert.Matches(@"^×\d+\.\d as fast$", await visitor.Get($"speedup-{mode}").InnerTextAsync());
        await Expect(visitor.Get("measure-elapsed").Locator("td")).ToHaveCountAsync(4);
        await Expect(visitor.Get("verdict")).ToContainTextAsync("as fast as Sequential");
    }

    [Fact]
    public async Task Run_Processes_TheirStartAndTheirPidsAreShownAndTheirFlagsServed()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?modes=threads-as-completed,processes&delay=80&jitter=40&workers=2&cc=BR,CN,DE,EG");
        await visitor.RunRace();
        await visitor.WaitForResults();

        var lane = visitor.Get("lane-processes");
        await visitor.WaitForFlags("processes", 4);
        await Expect(lane.Locator(".track .b.s")).ToHaveCountAsync(2);
        await Expect(lane.Locator(".labels span")).ToHaveTextAsync([PidLabel(), PidLabel()]);
        await Expect(lane.Locator(".track .b.f.flag")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Run_WhileRunning_ShowsFlagsOneByOneAndRunningClock()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?modes=sequential&delay=200&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForFlags("sequential", 2);

        Assert.InRange(await visitor.ReceivedCount("sequential"), 2, 19);
        await Expect(visitor.Get("lane-sequential").Locator(".b.r")).ToHaveCountAsync(1);
        var clock = await visitor.Get("clock-sequential").InnerTextAsync();
        await Expect(visitor.Get("clock-sequential")).Not.ToHaveTextAsync(clock);
        await visitor.WaitForResults();
    }

    /// <summary>
    /// Watches the counts of each lane after every change of the page: in its bars, its strip and its header. Collects those that do not
    /// agree, how often it looked, and the largest number of held flags that it saw.
    /// </summary>
    private const string WatchCounts = """
        () => {
          window.counts = { wrong: [], looks: 0, held: 0 };
          const numberIn = element => Number(/^\d+/.exec(element?.textContent.trim() ?? '')?.[0] ?? 0);
          const countsOf = lane => {
            const count = selector => lane.querySelectorAll(selector).length;
            return {
              bars: count('.track .b.f:not(.k)'),
              strip: [count('.strip .got'), count('.strip .held'), count('.strip .awaited ~ .held')],
              header: [numberIn(lane.querySelector('.numbers b')), numberIn(lane.querySelector('.numbers .held'))],
              label: numberIn(lane.querySelector('.strip em')),
            };
          };
          new MutationObserver(() => {
            for (const lane of document.querySelectorAll('.lane')) {
              const { bars, strip: [got, held, behind], header: [received, waiting], label } = countsOf(lane);
              counts.looks++;
              counts.held = Math.max(counts.held, held);
              if (got !== received || held !== waiting || behind !== label || bars !== got + held)
                counts.wrong.push(JSON.stringify(countsOf(lane)));
            }
          }).observe(document.body, { childList: true, characterData: true, subtree: true });
        }
        """;

    [Fact]
    public async Task Run_WhileRunning_BarsStripAndHeaderOfALaneAgreeAtEveryMoment()
    {
        await using var visitor = await browser.NewVisitor();
        // With this seed Brazil is slow, so that China and Germany are held behind it.
        await visitor.GoTo("/?modes=threads-map,async&delay=300&jitter=200&seed=612");
        await visitor.Page.EvaluateAsync(WatchCounts);
        await visitor.RunRace();
        await visitor.WaitForResults();
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>("() => counts.wrong"));
        Assert.InRange(await visitor.Page.EvaluateAsync<int>("() => counts.looks"), 20, int.MaxValue);
        Assert.InRange(await visitor.Page.EvaluateAsync<int>("() => counts.held"), 1, 19);
    }

    [Fact]
    public async Task Run_Map_ShowsHeldFlagsAndAwaitedCountry()
    {
        await using var visitor = await browser.NewVisitor();
        // With this tape, the first country is the slowest of all.
        await visitor.GoTo("/?modes=threads-map&delay=1000&jitter=900&cc=BD,BR,CD,CN,DE");
        await visitor.RunRace();
        var strip = visitor.Get("received-threads-map");

        await Expect(strip).ToContainTextAsync("held behind Bangladesh");
        await Expect(strip.Locator(".awaited")).ToHaveTextAsync("BD");
        await Expect(strip.Locator(".held")).Not.ToHaveCountAsync(0);
        await visitor.WaitForResults();
        await Expect(strip.Locator(".held")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Rows_ByFuture_ShowsPendingAndRunningBarsOfEveryFuture()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?modes=threads-as-completed&delay=40&jitter=20");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("rows-future").CheckAsync(new() { Force = true });

        var lane = visitor.Get("lane-threads-as-completed");
        await Expect(lane.Locator(".labels span")).ToHaveCountAsync(20);
        await Expect(lane.Locator(".b.p")).ToHaveCountAsync(20);
        await Expect(lane.Locator(".b.f")).ToHaveCountAsync(20);
    }

    [Fact]
    public async Task Reload_WhileRunning_ShowsWholeRaceAndRaceGoesOn()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?modes=sequential,async&delay=150&jitter=0");
        var path = await visitor.RunRace();
        await visitor.WaitForFlags("sequential", 3);
        await visitor.Page.ReloadAsync();
        await visitor.WaitUntilInteractive();

        Assert.Equal(path, new Uri(visitor.Page.Url).AbsolutePath);
        await visitor.WaitForFlags("sequential", 20);
        await visitor.WaitForFlags("async", 20);
        await visitor.WaitForResults();
    }

    [Fact]
    public async Task Open_SecondBrowserWhileRunning_BothShowSameResult()
    {
        await using var first = await browser.NewVisitor();
        await first.GoTo("/?modes=sequential,threads-map&delay=1000&jitter=50");
        var path = await first.RunRace();
        await first.WaitForFlags("sequential", 2);

        // The sequential run takes 20 s, so that it still runs when the second browser has opened its page.
        await using var second = await browser.NewVisitor();
        await second.GoTo(path);
        await second.WaitForFlags("sequential", 2);
        await second.Get("cancel").ClickAsync();
        await first.WaitForResults();
        await second.WaitForResults();

        Assert.Equal(await Picture(first), await Picture(second));
    }

    [Fact]
    public async Task Close_WhileRunning_RaceGoesOn()
    {
        string path;
        await using (var visitor = await browser.NewVisitor())
        {
            await visitor.GoTo("/?modes=sequential&delay=100&jitter=0");
            path = await visitor.RunRace();
            await visitor.WaitForFlags("sequential", 1);
        }

        await using var later = await browser.NewVisitor();
        await later.GoTo(path);
        await later.WaitForFlags("sequential", 20);
    }

    [Fact]
    public async Task Cancel_WhileRunning_ShowsCancelledLanesAndRunButton()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?delay=4000&jitter=0");
        await visitor.RunRace();
        await Expect(visitor.Get("lane-async").Locator(".b.r")).ToHaveCountAsync(5);
        await Expect(visitor.Get("cancel")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        Assert.Contains(
            "press again to cancel",
            await visitor.Get("cancel").EvaluateAsync<string>("button => getComputedStyle(button, '::after').content"));
        await Expect(visitor.Get("lane-async").Locator(".b.r")).ToHaveCountAsync(5);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.WaitForResults();

        foreach (var mode in Modes)
        {
            await Expect(visitor.Get($"speedup-{mode}")).ToHaveTextAsync("cancelled");
            await Expect(visitor.Get($"progress-{mode}")).ToContainTextAsync("20 cancelled");
        }

        await Expect(visitor.Get("verdict")).ToContainTextAsync("Cancelled after");
        await Expect(visitor.Get("run")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Run_Again_KeepsOpenPanesAndSpeed()
    {
        await using var visitor = await browser.NewVisitor();
        // The race takes longer than the time in which a second press counts as the first.
        await visitor.GoTo("/?cc=BR,CN&modes=async,threads-map&delay=800&jitter=0");
        var first = await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("show-code-async").ClickAsync();
        await visitor.Get("show-transcript-threads-map").ClickAsync();
        await visitor.Get("speed").SelectOptionAsync("0.25");
        await visitor.Get("run").ClickAsync();
        await visitor.Page.WaitForFunctionAsync("first => location.pathname !== first", first);
        await visitor.WaitForResults();
        await Expect(visitor.Get("show-code-async")).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(visitor.Get("show-transcript-threads-map")).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(visitor.Get("show-code-threads-map")).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(visitor.Get("speed")).ToHaveValueAsync("0.25");
    }

    [Fact]
    public async Task Bar_Tapped_ShowsCardUntilSomethingElseIsTapped()
    {
        await using var visitor = await browser.NewVisitor(width: 390, height: 844, phone: true);
        // Every bar is wide enough to be tapped.
        await visitor.GoTo("/?cc=BR,CN&modes=sequential,threads-map&delay=200&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForResults();
        var card = visitor.Get("bar-card");
        await visitor.Get("lane-sequential").Locator(".area [data-f='0']:not(.mk)").First.TapAsync();
        await Expect(card).ToContainTextAsync("Brazil");
        await visitor.Get("lane-threads-map").Locator(".area [data-f='1']:not(.mk)").First.TapAsync();
        await Expect(card).ToContainTextAsync("China");
        await visitor.Page.Locator(".headline b").First.TapAsync();
        await Expect(card).ToBeHiddenAsync();

        // A tap beside a bar finds it, because a bar may be narrower than a finger, and does not seek.
        await visitor.Get("rows-future").CheckAsync();
        await Expect(visitor.Get("lane-sequential").Locator(".labels span")).ToHaveCountAsync(2);
        var bar = visitor.Get("lane-sequential").Locator(".b.f[data-f='1']");
        await bar.EvaluateAsync("bar => bar.scrollIntoView({ block: 'center' })");
        var box = (await bar.BoundingBoxAsync())!;
        await visitor.Page.Touchscreen.TapAsync(box.X - 8, box.Y + 3);
        await Expect(card).ToContainTextAsync("China");
        await Expect(visitor.Get("verdict")).ToContainTextAsync("won");
    }

    [Fact]
    public async Task Run_PressedFiftyTimes_StartsOneRace()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?site=local&cc=FR&modes=async");
        var before = Directory.GetDirectories(Path.Combine(browser.Server.Folder, "downloads"));
        await visitor.Get("run").EvaluateAsync("button => { for (let i = 0; i < 50; i++) button.click(); }");
        await visitor.WaitForResults();
        // Starts another race. When it is shown, the server has answered all presses of the first.
        await visitor.GoTo("/?site=local&cc=DE&modes=async");
        await visitor.RunRace();
        await visitor.WaitForResults();

        var races = Directory.GetDirectories(Path.Combine(browser.Server.Folder, "downloads")).Except(before).ToList();
        Assert.Equal(1, races.Count(race => File.Exists(Path.Combine(race, "async", "fr.png"))));
    }

    // An attribute that was removed and added again stands last. So the attributes are sorted: their order tells which states a browser
    // drew on its way, not what it shows.
    private static async Task<string> Picture(Visitor visitor) => Style().Replace(
        await visitor.Get("race").EvaluateAsync<string>(
            """
            race => {
              const copy = race.cloneNode(true);
              for (const element of copy.querySelectorAll('*')) {
                const attributes = [...element.attributes].sort((a, b) => a.name < b.name ? -1 : 1);
                attributes.forEach(attribute => element.removeAttributeNode(attribute));
                attributes.forEach(attribute => element.setAttributeNode(attribute));
              }
              return copy.innerHTML;
            }
            """),
        "");

    // Removes what differs between browsers: the card of the inspected bar, the numbers of Blazor's element references and MudBlazor's ids.
    [GeneratedRegex("""\s_bl_[^ >]*|\s[\w-]+="(mudinput|popover)[^"]*"|<div class="barcard".*?</div>""", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex(@"^pid \d+$")]
    private static partial Regex PidLabel();
}

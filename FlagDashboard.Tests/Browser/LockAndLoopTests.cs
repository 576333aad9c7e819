using FlagDashboard.Python;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<RacesInBrowser>]
public sealed class LockAndLoopTests(BrowserFixture browser)
{
    private const string Lock = "/experiments/lock?items=2&limit=200000&io=10";
    private const string Loop = "/experiments/loop?block=300&after=1&beat=50&delay=100&jitter=0";

    [Fact]
    public async Task LockExperiment_Run_ShowsHolderOfLockAndComparesRuns()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo(Lock);
        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("The simulated lock was taken");
        await Expect(visitor.Get("results").Locator("thead th"))
            .ToContainTextAsync(["measure", "Sequential", "Threads, no lock", "Threads, simulated lock", "Processes"]);
        // Its runs have ids of modes, but do not execute the source of these modes.
        await Expect(visitor.Get("show-code-sequential")).ToHaveCountAsync(0);
        Assert.InRange(await visitor.Get("lane-lock-holder").Locator(".track .b.w").CountAsync(), 2, int.MaxValue);
        await Expect(visitor.Get("lane-lock-holder").Locator(".track .b.s")).ToHaveCountAsync(2);

        // The bar of a phase also shows a card when it is selected by keyboard.
        await visitor.Get("lane-lock-holder").Locator(".area").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visitor.Get("bar-card")).ToContainTextAsync("began");
    }

    [Fact]
    public async Task GilExperiment_Run_ComparesEachLanguageWithItselfAndShowsItsSource()
    {
        var finder = new ModePythonFinder(null);
        await finder.Ready;
        Assert.SkipWhen(finder.FoundByNow is null, "There is no Python 3.8 or later.");
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/experiments/gil?items=2&limit=20000");
        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("Compared with One C# thread: C# threads ×");
        await Expect(visitor.Get("results").Locator("thead th")).ToContainTextAsync(
            ["measure", "One thread", "Python threads", "Python processes", "One C# thread", "C# threads"]);
        await Expect(visitor.Get("speedup-dotnet-one-thread")).ToHaveTextAsync("baseline");
        await Expect(visitor.Get("lane-dotnet-threads-compute").Locator(".track .b.w").First).ToBeAttachedAsync();
        await visitor.Get("show-code-dotnet-threads").ClickAsync();
        await Expect(visitor.Get("code-dotnet-threads").Locator("figcaption b")).ToHaveTextAsync(
            ["Python/Computation.cs", "Python/computation.py"]);
        await visitor.Get("show-code-python-threads").ClickAsync();
        await Expect(visitor.Get("code-python-threads").Locator("figcaption b")).ToHaveTextAsync(
            ["Python/computation.py", "Python/Computation.cs"]);
        await visitor.AssertAccessible("the lock in Python");
    }

    [Fact]
    public async Task LoopExperiment_Run_ShowsBlockedTimeAndLateHeartbeat()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo(Loop);
        await visitor.Get("run").ClickAsync();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("The loop was blocked by");
        var lane = visitor.Get("lane-heartbeat");
        await Expect(lane.Locator(".labels span")).ToHaveTextAsync(["beat", "loop"]);
        await Expect(lane.Locator(".track .b.w")).ToContainTextAsync("callback");
        // A heartbeat that is due during the block comes only after it. (It may have been due a moment before the block began.)
        await visitor.Page.WaitForFunctionAsync(
            """
            () => {
              const block = document.querySelector('[data-testid=lane-heartbeat] .track .b.w').getBoundingClientRect();
              return [...document.querySelectorAll('[data-testid=lane-heartbeat] .track .b.h')].map(bar => bar.getBoundingClientRect())
                .some(beat => beat.left < block.right - block.width / 2 && beat.right > block.right - 2);
            }
            """);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_FinishedExperimentsOnPhone_FindsNoViolationsAndFitsWidth(ColorScheme scheme)
    {
        await using var visitor = await browser.NewVisitor(width: 390, height: 844, scheme: scheme);
        foreach (var (path, verdict) in ((string, string)[])[(Lock, "The simulated lock was taken"), (Loop, "The loop was blocked by")])
        {
            await visitor.GoTo(path);
            await visitor.Get("run").ClickAsync();
            await Expect(visitor.Get("verdict")).ToContainTextAsync(verdict);
            await visitor.AssertAccessible(path);
            Assert.Equal(390, await visitor.PageWidth());
        }
    }
}

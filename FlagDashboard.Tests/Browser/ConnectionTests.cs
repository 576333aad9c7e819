using System.Collections.Concurrent;
using FlagDashboard.Tests.Hubs;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<RacesInBrowser>]
public sealed class ConnectionTests(BrowserFixture browser)
{
    private static readonly string[] ConnectionErrors =
        ["_blazor", "ERR_CONNECTION", "ERR_SOCKET", "WebSocket", "disconnected", "Failed to fetch", "Cannot send data",
        "Failed to complete negotiation", "Failed to start the connection"];

    /// <summary>Whether the browser reports this error because it has lost the server.</summary>
    internal static bool IsOfLostConnection(string error) =>
        ConnectionErrors.Any(word => error.Contains(word, StringComparison.Ordinal));

    [Fact]
    public async Task Connection_LostWhileRaceRuns_ShowsBannerAndLosesNoEvents()
    {
        await browser.EnsureStarted();
        using var relay = new TcpRelay(browser.Server.Address);
        await using var visitor = await browser.NewVisitor(relay.Address);
        // The browser reports lost connections as errors. All other errors still fail the test.
        visitor.IgnoreErrors(IsOfLostConnection);
        await visitor.GoTo("/?modes=sequential,async&delay=250&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForFlags("sequential", 2);

        relay.RefuseNext(int.MaxValue);
        Assert.NotEqual(0, relay.Cut());
        await Expect(visitor.Page.Locator(".connection .lost")).ToBeVisibleAsync();
        await visitor.AssertAccessible("a lost connection");
        // Hovering a bar while the server is out of reach shows no card and causes no script error. Errors are collected from here on,
        // because Blazor's own script may answer the server at the very moment of the cut.
        var scriptErrors = new ConcurrentQueue<string>();
        visitor.Page.PageError += (_, error) => scriptErrors.Enqueue(error);
        foreach (var bar in await visitor.Get("lane-async").Locator(".track [data-f]").AllAsync())
            await bar.HoverAsync(new() { Force = true });
        Assert.Empty(scriptErrors);
        relay.RefuseNext(0);

        // The news is gone after 4 s, so its words and its colour are looked at together.
        await visitor.Page.WaitForFunctionAsync(
            """
            () => {
              const banner = document.querySelector('.connection.restored');
              return banner?.querySelector('.back').checkVisibility() && getComputedStyle(banner).backgroundColor === 'rgb(220, 245, 234)';
            }
            """);
        await visitor.WaitForResults();
        await visitor.WaitForFlags("sequential", 20);
        await visitor.WaitForFlags("async", 20);
        await Expect(visitor.Get("lane-sequential").Locator(".track [data-f]")).ToHaveCountAsync(20);
        await visitor.Get("lane-async").Locator(".track [data-f]").First.HoverAsync();
        await Expect(visitor.Get("bar-card")).ToBeVisibleAsync();
    }

    /// <summary>What the page shows of the time of the race, now and after 30 frames.</summary>
    private const string TimesNowAndLater = """
        async () => {
          const times = () => [
            ...[...document.querySelectorAll('.race [data-clock]')].map(clock => clock.textContent),
            ...[...document.querySelectorAll('.now, .rail i')].map(moved => getComputedStyle(moved).transform),
            document.querySelector('.scrub').value].join();
          const now = times();
          for (let frame = 0; frame < 30; frame++)
            await new Promise(requestAnimationFrame);
          return [now, times()];
        }
        """;

    [Fact]
    public async Task Connection_LostWhileRaceRuns_StopsAndGreysItsTimeUntilItIsBack()
    {
        await browser.EnsureStarted();
        using var relay = new TcpRelay(browser.Server.Address);
        await using var visitor = await browser.NewVisitor(relay.Address);
        visitor.IgnoreErrors(IsOfLostConnection);
        await visitor.GoTo("/?modes=sequential&delay=700&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForFlags("sequential", 1);
        var times = await visitor.Page.EvaluateAsync<string[]>(TimesNowAndLater);
        Assert.NotEqual(times[0], times[1]);

        relay.RefuseNext(int.MaxValue);
        Assert.NotEqual(0, relay.Cut());
        await Expect(visitor.Page.Locator(".connection .lost")).ToHaveTextAsync(
            "The connection to the server is lost. Until it is back, this page does not change. Connecting again …");
        await Expect(visitor.Page.Locator(".connection .lost")).ToBeVisibleAsync();
        // The banner has the yellow of a warning. MudBlazor would give it the grey of the page.
        await Expect(visitor.Page.Locator(".connection")).ToHaveCSSAsync("background-color", "rgb(255, 244, 214)");
        await Expect(visitor.Get("lane-sequential")).ToHaveCSSAsync("filter", "grayscale(1)");
        times = await visitor.Page.EvaluateAsync<string[]>(TimesNowAndLater);
        Assert.Equal(times[0], times[1]);
        // Another width of the window moves the curtain, but not to another time.
        await visitor.Page.SetViewportSizeAsync(1100, 768);
        times = await visitor.Page.EvaluateAsync<string[]>(TimesNowAndLater);
        Assert.Equal(times[0], times[1]);
        Assert.DoesNotContain("none", times[0], StringComparison.Ordinal);

        relay.RefuseNext(0);
        await Expect(visitor.Get("lane-sequential")).ToHaveCSSAsync("filter", "none");
        times = await visitor.Page.EvaluateAsync<string[]>(TimesNowAndLater);
        Assert.NotEqual(times[0], times[1]);
        await visitor.WaitForResults();
    }

    [Fact]
    public async Task Connection_LostBeforeScriptsArrive_BarsAndCaptionsRespondAfterwards()
    {
        await browser.EnsureStarted();
        using var relay = new TcpRelay(browser.Server.Address);
        await using var visitor = await browser.NewVisitor(relay.Address);
        visitor.IgnoreErrors(error => IsOfLostConnection(error)
            || error.Contains("/js/", StringComparison.Ordinal) || error.Contains("ERR_FAILED", StringComparison.Ordinal));
        await visitor.Page.RouteAsync("**/js/{bar-inspector,captions,scrubber,race-clock}*.js", route => route.AbortAsync());
        await visitor.GoTo("/?modes=threads-map&cc=BR,CN,DE,EG&workers=2&delay=100&jitter=50");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Page.UnrouteAllAsync();
        relay.Cut();
        await Expect(visitor.Page.Locator(".connection .back")).ToBeVisibleAsync();

        await Expect(visitor.Page.Locator(".race[data-watched]")).ToHaveCountAsync(1);
        await visitor.Get("lane-threads-map").Locator(".track [data-f]").First.HoverAsync();
        await Expect(visitor.Get("bar-card")).ToBeVisibleAsync();
        await visitor.Get("captions").Locator("[data-bars]").First.HoverAsync();
        await Expect(visitor.Page.Locator("[data-telling]")).ToHaveCountAsync(1);
    }

    // The server has lost the circuit of the page. It is also lost if a laptop sleeps for longer than the server keeps a circuit.
    [Fact]
    public async Task Restart_PageOfFinishedRace_ShowsRaceAgainByItself()
    {
        await using var server = await DashboardProcess.Start();
        await using var visitor = await browser.NewVisitor(server.Address);
        visitor.IgnoreErrors(IsOfLostConnection);
        await visitor.GoTo("/?modes=async&cc=BR,CN,DE&delay=100&jitter=0");
        await using var reader = await browser.NewVisitor(server.Address);
        await reader.GoTo("/history");
        await Expect(reader.Get("history-empty")).ToBeVisibleAsync();
        await visitor.RunRace();
        await visitor.WaitForResults();
        var results = await visitor.Get("results").InnerTextAsync();
        // A race is saved up to half a second after its end. The list, which was empty, shows it by itself.
        await Expect(reader.Page.Locator("[data-testid=history] .state.finished")).ToHaveCountAsync(1);
        await reader.Page.CloseAsync();

        await server.Restart();
        await visitor.Page.WaitForRequestFinishedAsync(new() { Predicate = request => request.IsNavigationRequest });
        await visitor.WaitForResults();
        Assert.Equal(results, await visitor.Get("results").InnerTextAsync());
        await Expect(visitor.Get("lane-async").Locator(".track [data-f]")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Restart_AfterSignalInMidRace_PageShowsTheInterruptedRaceByItself()
    {
        await using var server = await DashboardProcess.Start();
        await using var visitor = await browser.NewVisitor(server.Address);
        // The server answers 503 while it stops.
        visitor.IgnoreErrors(error => ConnectionErrors.Append("503").Any(word => error.Contains(word, StringComparison.Ordinal)));
        await visitor.GoTo("/?modes=sequential&cc=BR,CN,DE&delay=4500&jitter=0");
        var race = await visitor.RunRace();
        await Expect(visitor.Get("lane-sequential").Locator(".b.r")).ToHaveCountAsync(1);

        Assert.Equal(0, await server.RestartBySignal());
        await Expect(visitor.Get("verdict")).ToContainTextAsync("Interrupted: the server stopped after");
        Assert.EndsWith(race, visitor.Page.Url, StringComparison.Ordinal);
        await Expect(visitor.Get("missing")).ToHaveCountAsync(0);
        await Expect(visitor.Get("run")).ToBeEnabledAsync();
    }
}

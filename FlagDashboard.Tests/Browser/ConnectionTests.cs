using System.Collections.Concurrent;
using FlagDashboard.Tests.Hubs;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection("Browser")]
public sealed class ConnectionTests(BrowserFixture browser)
{
    private static readonly string[] ConnectionErrors =
        ["_blazor", "ERR_CONNECTION", "ERR_SOCKET", "WebSocket", "disconnected", "Failed to fetch", "Cannot send data",
        "Failed to complete negotiation", "Failed to start the connection"];

    [Fact]
    public async Task Connection_LostWhileRaceRuns_ShowsBannerAndLosesNoEvents()
    {
        await browser.EnsureStarted();
        using var relay = new TcpRelay(browser.Server.Address);
        await using var visitor = await browser.NewVisitor(relay.Address);
        // The browser reports lost connections as errors. All other errors still fail the test.
        visitor.IgnoreErrors(error => ConnectionErrors.Any(word => error.Contains(word, StringComparison.Ordinal)));
        var scriptErrors = new ConcurrentQueue<string>();
        visitor.Page.PageError += (_, error) => scriptErrors.Enqueue(error);
        await visitor.GoTo("/?modes=sequential,async&delay=250&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForFlags("sequential", 2);

        relay.RefuseNext(int.MaxValue);
        Assert.NotEqual(0, relay.Cut());
        await Expect(visitor.Page.Locator(".connection .lost")).ToBeVisibleAsync();
        // Hovering a bar while the server is out of reach shows no card and causes no script error.
        foreach (var bar in await visitor.Get("lane-async").Locator(".track [data-f]").AllAsync())
            await bar.HoverAsync(new() { Force = true });
        Assert.Empty(scriptErrors);
        relay.RefuseNext(0);

        await Expect(visitor.Page.Locator(".connection .back")).ToBeVisibleAsync();
        await visitor.WaitForResults();
        await visitor.WaitForFlags("sequential", 20);
        await visitor.WaitForFlags("async", 20);
        await Expect(visitor.Get("lane-sequential").Locator(".track [data-f]")).ToHaveCountAsync(20);
        await visitor.Get("lane-async").Locator(".track [data-f]").First.HoverAsync();
        await Expect(visitor.Get("bar-card")).ToBeVisibleAsync();
    }

    // The server has lost the circuit of the page. It is also lost if a laptop sleeps for longer than the server keeps a circuit.
    [Fact]
    public async Task Restart_PageOfFinishedRace_ShowsRaceAgainByItself()
    {
        await using var server = await DashboardProcess.Start();
        await using var visitor = await browser.NewVisitor(server.Address);
        visitor.IgnoreErrors(error => ConnectionErrors.Any(word => error.Contains(word, StringComparison.Ordinal)));
        await visitor.GoTo("/?modes=async&cc=BR,CN,DE&delay=100&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForResults();
        var results = await visitor.Get("results").InnerTextAsync();

        await server.Restart();
        await visitor.Page.WaitForRequestFinishedAsync(new() { Predicate = request => request.IsNavigationRequest });
        await visitor.WaitForResults();
        Assert.Equal(results, await visitor.Get("results").InnerTextAsync());
        await Expect(visitor.Get("lane-async").Locator(".track [data-f]")).ToHaveCountAsync(3);
    }
}

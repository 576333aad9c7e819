using FlagDashboard.Tests.Hubs;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection("Browser")]
public sealed class ConnectionTests(BrowserFixture stage)
{
    private static readonly string[] Cutting = ["_blazor", "ERR_CONNECTION", "ERR_SOCKET", "WebSocket", "disconnected", "Failed to fetch", "Cannot send data", "Failed to complete negotiation", "Failed to start the connection"];

    [Fact]
    public async Task Cut_InMidRace_IsSaidAndThePageComesBackWithNothingLost()
    {
        await stage.Raise();
        using var relay = new TcpRelay(stage.Server.Address);
        await using var visitor = await stage.Visit(relay.Address);
        // The browser itself complains of what is cut; of anything else it must not.
        visitor.Expect(complaint => Cutting.Any(word => complaint.Contains(word, StringComparison.Ordinal)));
        await visitor.GoTo("/?modes=sequential,async&delay=250&jitter=0");
        await visitor.Run();
        await visitor.Received("sequential", 2);

        relay.RefuseNext(int.MaxValue);
        Assert.NotEqual(0, relay.Cut());
        await Expect(visitor.Page.Locator(".connection .lost")).ToBeVisibleAsync();
        relay.RefuseNext(0);

        await Expect(visitor.Page.Locator(".connection .back")).ToBeVisibleAsync();
        await visitor.Finished();
        await visitor.Received("sequential", 20);
        await visitor.Received("async", 20);
        await Expect(visitor.Get("lane-sequential").Locator(".track [data-f]")).ToHaveCountAsync(20);
    }
}

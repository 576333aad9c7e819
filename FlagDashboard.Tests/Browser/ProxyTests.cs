using System.Collections.Concurrent;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The dashboard under a path of a proxy: nginx where the machine has it, otherwise the server itself under that path.</summary>
[Collection<RacesInBrowser>]
public sealed class ProxyTests(BrowserFixture browser)
{
    private const string Token = "a-token-of-the-class";

    [Fact]
    public async Task Race_UnderASubPath_RunsAndEveryAddressKeepsThePath()
    {
        await using var server = await DashboardProcess.Start(
            ("FLAGDASHBOARD_BasePath", "/flags-demo"), ("FLAGDASHBOARD_Presenter__Token", Token));
        await using var nginx = NginxProcess.IsInstalled ? await NginxProcess.Start(server.Address) : null;
        var root = new Uri(nginx?.Address ?? server.Address, "/flags-demo/");
        await using var visitor = await browser.NewVisitor(root);
        var sockets = new ConcurrentQueue<string>();
        visitor.Page.WebSocket += (_, socket) => sockets.Enqueue(socket.Url);
        var requests = new ConcurrentQueue<string>();
        visitor.Page.Request += (_, request) => requests.Enqueue(request.Url);

        await visitor.GoTo("presenter");
        await visitor.Get("token").FillAsync(Token);
        await visitor.Get("sign-in").ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(root.AbsoluteUri);
        await visitor.GoTo("?modes=async&cc=BR,DE&delay=40&jitter=0");
        var race = await visitor.RunRace();
        Assert.StartsWith("/flags-demo/race/", race, StringComparison.Ordinal);
        await visitor.WaitForResults();
        await visitor.WaitForFlags("async", 2);
        await AssertLinksStayBelow(visitor, root);
        await visitor.Get("share").HoverAsync();
        await Expect(visitor.Page.Locator("[id^=race-link]")).ToHaveTextAsync(new Uri(root, race).AbsoluteUri);
        Assert.Contains($"ws://{root.Authority}/flags-demo/_blazor", string.Join('\n', sockets), StringComparison.Ordinal);

        foreach (var path in new[] { "tour/2", "experiments", "experiments/lock", "history", "nosuch" })
        {
            visitor.IgnoreErrors(error => error.Contains("404", StringComparison.Ordinal));
            await visitor.GoTo(path);
            await AssertLinksStayBelow(visitor, root);
        }

        await visitor.GoTo("history");
        await visitor.Page.Locator("[data-testid^=open-]").ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(root, race).AbsoluteUri);
        await visitor.Page.Locator("a.brand").ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(root.AbsoluteUri);
        Assert.DoesNotContain(
            requests, address => !address.StartsWith(root.AbsoluteUri, StringComparison.Ordinal)
                && !address.StartsWith("data:", StringComparison.Ordinal) && !address.StartsWith("blob:", StringComparison.Ordinal));
    }

    private static async Task AssertLinksStayBelow(Visitor visitor, Uri root)
    {
        var links = await visitor.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('a[href], img, script[src], link, form[action]')]"
            + ".map(element => element.href ?? element.src ?? element.action)");
        Assert.True(links.Length > 10);
        Assert.All(links, link => Assert.StartsWith(root.AbsoluteUri, link, StringComparison.Ordinal));
    }
}

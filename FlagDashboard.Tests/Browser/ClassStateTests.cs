using FlagDashboard.Security;
using FlagDashboard.Tests.Hubs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>
/// A presenter and a viewer who read Chinese in the dark theme, and a server with little room and with problems: axe finds nothing wrong
/// with any state, and the focus can be seen.
/// </summary>
[Collection<RacesInBrowser>]
public sealed class ClassStateTests(BrowserFixture browser)
{
    private const string Token = "a-token-of-the-class";
    private const string Plan = "/?modes=sequential,async&cc=BR,CN,DE&delay=60&jitter=0";

    // One of the states is the message of an exception, which the server logs as an error.
    private static Task<DashboardProcess> StartServer() => DashboardProcess.Start(
        ("FLAGDASHBOARD_Presenter__Token", Token), ("FLAGDASHBOARD_Limits__MaxRunning", "1"),
        ("FLAGDASHBOARD_Logging__LogLevel__FlagDashboard.Components.Layout.PageErrorBoundary", "None"));

    private Task<Visitor> NewReader(Uri address) => browser.NewVisitor(address, locale: "zh-CN", scheme: ColorScheme.Dark);

    [Fact]
    public async Task Class_FromSignInToVotes_IsUsable()
    {
        await using var server = await StartServer();
        await using var presenter = await NewReader(server.Address);
        await presenter.GoTo("/presenter");
        await presenter.Get("token").FillAsync("not-the-token-of-it");
        await presenter.Get("sign-in").ClickAsync();
        await presenter.Get("wrong-token").WaitForAsync();
        await presenter.WaitUntilInteractive();
        await presenter.AssertUsable("a wrong token", axeInBothThemes: true);
        await presenter.GoTo($"{PresenterEndpoints.SignInPath}?token={Token}");
        await presenter.GoTo(Plan);
        await presenter.Get("class").ClickAsync();
        await presenter.Get("class-panel").WaitForAsync();
        await presenter.AssertUsable("the class panel", axeInBothThemes: true);
        await presenter.Page.Keyboard.PressAsync("Escape");

        using var relay = new TcpRelay(server.Address);
        await using var viewer = await NewReader(relay.Address);
        viewer.IgnoreErrors(ConnectionTests.IsOfLostConnection);
        await viewer.GoTo("/");
        await Expect(viewer.Get("follow")).ToHaveAttributeAsync("aria-pressed", "true");
        await viewer.AssertUsable("the page of a viewer");
        await presenter.Get("ask-class").ClickAsync();
        await presenter.Get("poll").WaitForAsync();
        await presenter.AssertUsable("a question of the presenter");
        await viewer.Get("vote-async").ClickAsync();
        await Expect(viewer.Get("vote-async")).ToHaveAttributeAsync("aria-pressed", "true");
        await viewer.AssertUsable("a question to a viewer");
        await presenter.RunRace();
        await presenter.WaitForResults();
        await presenter.Get("poll-reveal").ClickAsync();
        await viewer.Get("own-vote").WaitForAsync();
        await viewer.AssertUsable("votes", axeInBothThemes: true);

        relay.RefuseNext(int.MaxValue);
        relay.Cut();
        await viewer.Page.Locator(".connection .lost").WaitForAsync();
        await viewer.AssertAccessible("a lost connection");
        await viewer.Page.Locator("#components-reconnect-modal")
            .EvaluateAsync("banner => banner.className = 'connection components-reconnect-failed'");
        await viewer.AssertAccessible("a server that cannot be reached");
    }

    [Fact]
    public async Task Server_WithAQueueAndProblems_IsUsable()
    {
        await using var server = await StartServer();
        await using var visitor = await NewReader(server.Address);
        await visitor.GoTo($"{PresenterEndpoints.SignInPath}?token={Token}");
        await visitor.GoTo("/?modes=sequential&cc=BR&site=local");
        await visitor.RunRace();
        await visitor.WaitForResults();
        foreach (var delay in (int[])[4500, 4400])
        {
            await visitor.GoTo($"/?modes=sequential&delay={delay}&jitter=0");
            await visitor.RunRace();
        }

        await visitor.Get("queued").WaitForAsync();
        await visitor.AssertUsable("a race that waits", axeInBothThemes: true);

        // The page that edits a name gives the focus to its field, which fails here.
        await visitor.GoTo("/history");
        await visitor.Page.EvaluateAsync("() => { Blazor._internal.domWrapper.focus = () => { throw new Error('no focus'); }; }");
        await visitor.Page.Locator("[data-testid^=rename-]").First.ClickAsync();
        await visitor.Get("reload").WaitForAsync();
        await visitor.AssertUsable("the message of an exception", axeInBothThemes: true);

        await visitor.GoTo("/experiments");
        var data = Path.Combine(server.Folder, "data");
        Directory.Move(data, $"{data}-moved");
        await File.WriteAllTextAsync(data, "", TestContext.Current.CancellationToken);
        await visitor.Get("history-trouble").WaitForAsync();
        await visitor.AssertUsable("a problem with saving races", axeInBothThemes: true);
    }
}

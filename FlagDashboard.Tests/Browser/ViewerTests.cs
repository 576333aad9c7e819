using FlagDashboard.Security;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>A presenter and a viewer at one server, each in a browser of their own.</summary>
[Collection("Browser")]
public sealed class ViewerTests(BrowserFixture browser)
{
    private const string Token = "a-token-of-the-class";

    [Fact]
    public async Task Viewer_WatchesWhatOnlyThePresenterStarts()
    {
        await using var server = await DashboardProcess.Start(("Presenter__Token", Token));
        await using var viewer = await browser.NewVisitor(server.Address);
        foreach (var path in new[] { "/", "/tour", "/experiments/lock", "/experiments/future", "/history" })
        {
            await viewer.GoTo(path);
            await Expect(viewer.Get("import").Or(viewer.Get("run")).Or(viewer.Get("submit"))).ToHaveCountAsync(0);
        }

        await viewer.GoTo("/");
        await viewer.Page.Keyboard.PressAsync("r");
        await viewer.AssertAccessible("viewer");

        await using var presenter = await browser.NewVisitor(server.Address);
        await presenter.GoTo("/presenter");
        await presenter.Get("token").FillAsync("not-the-token-of-it");
        await presenter.Get("sign-in").ClickAsync();
        await Expect(presenter.Get("wrong-token")).ToBeVisibleAsync();
        await presenter.GoTo($"{PresenterEndpoints.SignInPath}?token={Token}");
        await presenter.GoTo("/?modes=async&cc=BR,CN,DE&delay=40&jitter=0");
        var race = await presenter.RunRace();
        await viewer.GoTo(race);
        await viewer.WaitForResults();
        await viewer.WaitForFlags("async", 3);
        await Expect(viewer.Get("watching")).ToBeVisibleAsync();

        await presenter.GoTo("/presenter");
        await presenter.Get("sign-out").ClickAsync();
        await presenter.GoTo("/");
        await Expect(presenter.Get("watching")).ToBeVisibleAsync();
    }
}

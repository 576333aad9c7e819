using FlagDashboard.Security;
using FlagDashboard.Tests.Hubs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>A presenter and a viewer at one server, each in a browser of their own.</summary>
[Collection<RacesInBrowser>]
public sealed class ViewerTests(BrowserFixture browser)
{
    private const string Token = "a-token-of-the-class";

    [Fact]
    public async Task Viewer_AnyPage_CanWatchButNotStart()
    {
        await using var server = await DashboardProcess.Start(("FLAGDASHBOARD_Presenter__Token", Token));
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

        // A viewer who follows sees the page, time and layout of the presenter until the viewer stops following.
        await viewer.GoTo("/");
        await Expect(viewer.Get("follow")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(viewer.Page).ToHaveURLAsync(new Uri(server.Address, race).AbsoluteUri);
        await presenter.Get("rows-future").CheckAsync();
        await Expect(viewer.Get("rows-future")).ToBeCheckedAsync();
        var happened = presenter.Get("happened").Locator("b");
        var last = await happened.TextContentAsync();
        await presenter.Get("step-back").ClickAsync();
        await Expect(happened).Not.ToHaveTextAsync(last!);
        await Expect(viewer.Get("happened").Locator("b")).ToHaveTextAsync((await happened.TextContentAsync())!);
        await viewer.Get("to-live").ClickAsync();
        await Expect(viewer.Get("follow")).ToHaveAttributeAsync("aria-pressed", "false");
        await presenter.Get("step-back").ClickAsync();
        await Expect(viewer.Get("to-live")).ToBeDisabledAsync();
        await viewer.Get("follow").ClickAsync();
        await Expect(viewer.Get("to-live")).ToBeEnabledAsync();

        await presenter.GoTo("/presenter");
        await presenter.Get("sign-out").ClickAsync();
        await presenter.GoTo("/");
        // A browser that has signed out is a viewer, so it follows.
        await Expect(presenter.Page).ToHaveURLAsync(new Uri(server.Address, race).AbsoluteUri);
        await Expect(presenter.Get("watching")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Following_ConnectionLostWhilePresenterMoves_FollowsAfterwards()
    {
        await using var server = await DashboardProcess.Start(("FLAGDASHBOARD_Presenter__Token", Token));
        await using var presenter = await browser.NewVisitor(server.Address);
        await presenter.GoTo($"{PresenterEndpoints.SignInPath}?token={Token}");
        await presenter.GoTo("/");
        using var relay = new TcpRelay(server.Address);
        await using var viewer = await browser.NewVisitor(relay.Address);
        viewer.IgnoreErrors(_ => true);
        await viewer.GoTo("/");
        await Expect(viewer.Get("follow")).ToHaveAttributeAsync("aria-pressed", "true");

        relay.RefuseNext(int.MaxValue);
        relay.Cut();
        await Expect(viewer.Page.Locator(".connection .lost")).ToBeVisibleAsync();
        await presenter.GoTo("/tour");
        relay.RefuseNext(0);
        await Expect(viewer.Page).ToHaveURLAsync(new Uri(relay.Address, "/tour").AbsoluteUri);
        await Expect(viewer.Get("follow")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task Poll_ViewersVote_PresenterRevealsVotesNextToResult()
    {
        await using var server = await DashboardProcess.Start(("FLAGDASHBOARD_Presenter__Token", Token));
        await using var presenter = await browser.NewVisitor(server.Address);
        await presenter.GoTo($"{PresenterEndpoints.SignInPath}?token={Token}");
        await presenter.GoTo("/?modes=sequential,async&cc=BR,CN,DE&delay=60&jitter=0");
        await Expect(presenter.Get("ask-class")).ToHaveCountAsync(0);
        await using var viewer = await browser.NewVisitor(server.Address, width: 390, height: 844);
        await viewer.GoTo("/");
        await presenter.Get("class").ClickAsync();
        await Expect(presenter.Get("class-panel")).ToBeVisibleAsync();
        await presenter.Page.Keyboard.PressAsync("Escape");
        await presenter.Get("ask-class").ClickAsync();
        await viewer.Get("vote-async").ClickAsync();
        await Expect(viewer.Get("vote-async")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(presenter.Get("poll-count")).ToContainTextAsync("1 of 1");
        await viewer.AssertAccessible("poll");

        await presenter.RunRace();
        await Expect(viewer.Get("vote-async")).ToBeDisabledAsync();
        await presenter.WaitForResults();
        await presenter.Get("poll-reveal").ClickAsync();
        foreach (var page in new[] { presenter, viewer })
        {
            await Expect(page.Get("poll-async")).ToContainTextAsync("won");
            await Expect(page.Get("poll-async").Locator("b")).ToHaveTextAsync("1");
            await Expect(page.Get("poll-sequential").Locator("b")).ToHaveTextAsync("0");
        }

        await Expect(viewer.Get("own-vote")).ToHaveTextAsync("You expected Async · event loop to win, and it did.");
        await Expect(presenter.Get("own-vote")).ToHaveCountAsync(0);
        Assert.Equal(390, await viewer.PageWidth());
        await viewer.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        Assert.Distinct(await ForcedColorsTests.LooksOf(viewer, ".bars .winner i", ".bars li:not(.winner) i"));
        await presenter.Get("poll-remove").ClickAsync();
        await Expect(viewer.Get("poll")).ToHaveCountAsync(0);
    }
}

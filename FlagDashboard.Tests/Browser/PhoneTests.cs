using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The page on a device that is touched and has no keys.</summary>
[Collection<PagesInBrowser>]
public sealed partial class PhoneTests(BrowserFixture browser)
{
    private const int Width = 390;
    private const int Height = 844;

    private Task<Visitor> NewPhone() => browser.NewVisitor(width: Width, height: Height, phone: true);

    // Playwright scrolls to a button before it presses it, so the position is read from the page.
    private static async Task AssertInReach(Visitor visitor, string testId)
    {
        await Expect(visitor.Get(testId)).ToBeVisibleAsync();
        foreach (var scroll in (string[])["0", "document.body.scrollHeight"])
        {
            await visitor.Page.EvaluateAsync($"() => scrollTo(0, {scroll})");
            var box = (await visitor.Get(testId).BoundingBoxAsync())!;
            Assert.InRange(box.Y, 0, Height - box.Height);
            Assert.True(box.Height >= 44, $"{testId} is {box.Height} px high");
            Assert.True(
                await visitor.Get(testId).EvaluateAsync<bool>(
                    """
                    button => {
                      const box = button.getBoundingClientRect();
                      return button.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
                    }
                    """),
                $"{testId} is covered");
        }
    }

    [Theory]
    [InlineData("/?delay=300&jitter=0&modes=sequential,async")]
    [InlineData("/experiments/map-or-as-completed?delays=10,10")]
    [InlineData("/tour/2")]
    public async Task RunAndCancel_WhereverThePageIsScrolled_AreInReach(string path)
    {
        await using var visitor = await NewPhone();
        await visitor.GoTo(path);
        await AssertInReach(visitor, "run");
        await visitor.Get("run").TapAsync();
        await visitor.Page.Locator(".lane").First.WaitForAsync();
        await AssertInReach(visitor, "cancel");
        var (player, cancel) = ((await visitor.Get("player").BoundingBoxAsync())!, (await visitor.Get("cancel").BoundingBoxAsync())!);
        Assert.True(player.Y + player.Height <= cancel.Y, "the player covers the button");
        await visitor.Get("cancel").TapAsync();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("Cancelled after");
        await AssertInReach(visitor, "run");
        Assert.Equal(Width, await visitor.PageWidth());
    }

    [Fact]
    public async Task FirstScreen_BeforeTheFirstRace_ShowsTheRaceBeforeItsSettings()
    {
        await using var visitor = await NewPhone();
        await visitor.GoTo("/");
        var invitation = (await visitor.Page.Locator(".empty > h2").BoundingBoxAsync())!;
        Assert.InRange(invitation.Y + invitation.Height, 0, 300);
        var lane = (await visitor.Page.Locator(".guess li").Last.BoundingBoxAsync())!;
        Assert.InRange(lane.Y + lane.Height, 0, (await visitor.Get("run").BoundingBoxAsync())!.Y);
        Assert.True((await visitor.Page.Locator(".plan .inputs").BoundingBoxAsync())!.Y > lane.Y);
        await AssertInReach(visitor, "run");
    }

    [Fact]
    public async Task SubmitAndClose_OfTheFuturePage_AreInReach()
    {
        await using var visitor = await NewPhone();
        await visitor.GoTo("/experiments/future");
        await AssertInReach(visitor, "submit");
        await visitor.Get("submit").TapAsync();
        await AssertInReach(visitor, "close");
        await AssertInReach(visitor, "submit");
        var (player, close) = ((await visitor.Get("player").BoundingBoxAsync())!, (await visitor.Get("close").BoundingBoxAsync())!);
        Assert.True(player.Y + player.Height <= close.Y, "the player covers the button");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tour/1")]
    [InlineData("/experiments/lock")]
    [InlineData("/experiments/future")]
    public async Task Words_OnADeviceWithoutKeys_NameNone(string path)
    {
        await using var visitor = await NewPhone();
        await visitor.GoTo(path);
        await Expect(visitor.Page.Locator("kbd").Locator("visible=true")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("main")).Not.ToContainTextAsync(PressKey());
    }

    [GeneratedRegex(@"[Pp]ress [A-Z]\b")]
    private static partial Regex PressKey();
}

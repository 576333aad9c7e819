using System.Text.RegularExpressions;
using FlagDashboard.Python;
using FlagDashboard.Tests.Python;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<PagesInBrowser>]
public sealed partial class TourTests(BrowserFixture browser)
{
    [Fact]
    public async Task Tour_FromStartToEnd_CanBeDoneByKeyboard()
    {
        await using var visitor = await browser.NewVisitor(width: 1920, height: 1080);
        await visitor.GoTo("/");
        await visitor.Get("to-tour").ClickAsync();
        foreach (var (scene, lanes, shows) in new[] { (1, 1, "Sequential"), (2, 2, "Sequential"), (3, 2, "held"), (4, 2, "ended early"),
            (5, 5, "lock") })
        {
            await Expect(visitor.Page.Locator("[aria-current=step]")).ToHaveTextAsync($"{scene}");
            await visitor.Page.Keyboard.PressAsync("r");
            await Expect(visitor.Page.Locator(".lane")).ToHaveCountAsync(lanes);
            await Expect(visitor.Page.Locator(".lane.done")).ToHaveCountAsync(lanes);
            await Expect(visitor.Page.Locator(".stage")).ToContainTextAsync(shows);
            await visitor.Page.Keyboard.PressAsync("q");
            await Expect(visitor.Get("answer")).ToBeVisibleAsync();
            await AssertNamedLanesAreShown(visitor);
            await visitor.Page.Keyboard.PressAsync("n");
        }

        await Expect(visitor.Page.Locator("[aria-current=step]")).ToHaveTextAsync("6");
        await visitor.GoTo("/tour/7");
        await Expect(visitor.Get("next")).ToBeDisabledAsync();
        await visitor.AssertAccessible("the last scene");
    }

    /// <summary>Each lane that the texts of a scene name, as in the lane “Who computes”, is a lane of its race.</summary>
    private static async Task AssertNamedLanesAreShown(Visitor visitor)
    {
        var texts = await visitor.Page.Locator(".scene").InnerTextAsync();
        foreach (var named in Lane().Matches(texts).Select(match => match.Groups[1].Value))
            await Expect(visitor.Page.Locator(".lane h2").Filter(new() { HasText = named }).First).ToBeVisibleAsync();
    }

    [GeneratedRegex("lane “([^”]+)”")]
    private static partial Regex Lane();

    [Theory]
    [InlineData(6, 2, "held")]
    [InlineData(7, 5, "computed at the same moment")]
    public async Task Tour_SceneInPython_RunsInThePythonOfThisMachine(int scene, int lanes, string shows)
    {
        await EveryPythonMode.SkipWithoutPython(new ModePythonFinder(setting: null));
        await using var visitor = await browser.NewVisitor(width: 1920, height: 1080);
        await visitor.GoTo($"/tour/{scene}");
        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.Page.Locator(".lane.done")).ToHaveCountAsync(lanes);
        await Expect(visitor.Page.Locator(".stage")).ToContainTextAsync(shows);
        await AssertNamedLanesAreShown(visitor);
        await visitor.AssertAccessible("a scene in Python");
    }

    [Fact]
    public async Task Tour_Presented_ShowsTheQuestionAboveTheRaceAndGoesOnWhenAllIsRevealed()
    {
        await using var visitor = await browser.NewVisitor(width: 1920, height: 1080);
        await visitor.GoTo("/tour/3");
        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.Page.Locator(".lane.done")).ToHaveCountAsync(2);
        await visitor.Page.Keyboard.PressAsync("p");
        await visitor.Page.Keyboard.PressAsync("n");
        await Expect(visitor.Page.Locator(".lane").Locator("visible=true")).ToHaveCountAsync(2);
        await Expect(visitor.Get("question")).ToBeVisibleAsync();
        var (question, axis) = (
            (await visitor.Get("question").BoundingBoxAsync())!, (await visitor.Page.Locator(".axis").BoundingBoxAsync())!);
        Assert.True(question.Y + question.Height < axis.Y);
        Assert.InRange(axis.Width, 1700, 1920);

        await visitor.Page.Keyboard.PressAsync("n");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("When something fails");
        await Expect(visitor.Get("question")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Tour_PresentedBeforeTheFirstRun_InvitesToRunAndShowsItsKeys()
    {
        await using var visitor = await browser.NewVisitor(width: 1366, height: 768);
        await visitor.GoTo("/tour/2");
        await Expect(visitor.Get("empty")).ToContainTextAsync("press Run");
        await Expect(visitor.Get("present")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(visitor.Page.Locator(".top")).ToBeHiddenAsync();
        await Expect(visitor.Get("question")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".prompt kbd").Locator("visible=true")).ToHaveTextAsync(["R", "G", "Q", "N", "B", "P", "Esc"]);
        await Expect(visitor.Page.Locator(".prompt kbd").First).ToHaveCSSAsync("font-size", "20px");
        await visitor.AssertAccessible("presenting a scene before its run");

        await visitor.Page.Keyboard.PressAsync("n");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Finished is not received");
        await Expect(visitor.Page.Locator(".top")).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.Page.Locator(".lane.done")).ToHaveCountAsync(2);
        await Expect(visitor.Page.Locator(".lane").Locator("visible=true")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator(".prompt .more").First).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("p");
        await Expect(visitor.Page.Locator(".top")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Answer_OnALaptop_HasTheWidthOfThePage()
    {
        await using var visitor = await browser.NewVisitor(width: 1366, height: 768);
        await visitor.GoTo("/tour/7");
        await visitor.Page.Keyboard.PressAsync("q");
        var answer = (await visitor.Get("answer").BoundingBoxAsync())!;
        Assert.InRange(answer.Width, 900, 1366);
        Assert.InRange((await visitor.Page.Locator(".scene").BoundingBoxAsync())!.Height, 100, 200);
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1366, 768)]
    public async Task Tour_AnyScreen_FitsItsWidth(int width, int height)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height);
        await visitor.GoTo("/tour/2");
        await visitor.Page.Keyboard.PressAsync("q");
        await Expect(visitor.Get("answer")).ToBeVisibleAsync();
        Assert.Equal(width, await visitor.PageWidth());
        await visitor.AssertAccessible("a scene");
    }
}

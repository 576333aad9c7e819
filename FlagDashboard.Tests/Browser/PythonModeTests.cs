using System.Text.RegularExpressions;
using FlagDashboard.Python;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The modes in Python on the page: they are picked beside those in C#, and race with them.</summary>
[Collection<PagesInBrowser>]
public sealed class PythonModeTests(BrowserFixture browser)
{
    [Fact]
    public async Task Toggle_Python_RacesBesideTheModeInCSharp()
    {
        var finder = new ModePythonFinder(null);
        await finder.Ready;
        Assert.SkipWhen(finder.FoundByNow is null, "There is no Python 3.8 or later.");
        await using var visitor = await browser.NewVisitor(width: 1366, height: 768);
        await visitor.GoTo("/?cc=BR,CN,DE&modes=threads-map&workers=3&delay=20&jitter=0");
        var toggle = visitor.Get("mode-python-threads-map");
        await toggle.CheckAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("modes=threads-map,python-threads-map"));
        var last = (await visitor.Get("mode-python-async").BoundingBoxAsync())!;
        Assert.InRange(last.Y + last.Height, 0, 768);
        await visitor.AssertAccessible("picker with Python");

        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.WaitForFlags("python-threads-map", 3);
        await Expect(visitor.Get("lane-python-threads-map").Locator("h2")).ToHaveTextAsync(
            new Regex(@"^Thread pool · map · Python 3\.\d+t?3 workers$"));
        await Expect(visitor.Get("progress-python-threads-map")).ToContainTextAsync("3/3 received");
        await visitor.Get("show-code-python-threads-map").ClickAsync();
        await Expect(visitor.Get("code-python-threads-map").Locator("figcaption b")).ToHaveTextAsync(
            ["Modes/ThreadsMap.py", "Modes/ThreadsMap.cs"]);
        await visitor.AssertAccessible("lane in Python");
    }

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(1366, 1024)]
    public async Task Title_OfTheLongestModeOnALaptop_HasOneLine(int width, int height)
    {
        var finder = new ModePythonFinder(null);
        await finder.Ready;
        Assert.SkipWhen(finder.FoundByNow is null, "There is no Python 3.8 or later.");
        await using var visitor = await browser.NewVisitor(width: width, height: height);
        await visitor.GoTo("/?cc=BR,CN,DE&modes=threads-as-completed,python-threads-as-completed&workers=3&delay=20&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForResults();
        var lanes = (string[])["lane-threads-as-completed", "lane-python-threads-as-completed"];
        var heights = await Task.WhenAll(lanes.Select(async lane =>
            (await visitor.Get(lane).Locator("header").BoundingBoxAsync())!.Height));
        Assert.Equal(heights[0], heights[1]);

        await visitor.Page.Keyboard.PressAsync("p");
        await visitor.Page.Keyboard.PressAsync("a");
        foreach (var lane in lanes)
        {
            var header = visitor.Get(lane).Locator("header");
            var workers = (await header.Locator("small").BoundingBoxAsync())!;
            Assert.InRange(workers.X + workers.Width, 0, (await header.Locator(".clock").BoundingBoxAsync())!.X);
        }
    }
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>
/// No page does what its Content-Security-Policy forbids: the browser reports a violation on the console, and that fails.
/// </summary>
[Collection<PagesInBrowser>]
public sealed class SecurityPolicyTests(BrowserFixture browser)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task ContentSecurityPolicy_EveryPageAndMenu_IsNotViolated(ColorScheme scheme)
    {
        await using var visitor = await browser.NewVisitor(scheme: scheme);
        foreach (var path in new[] { "/experiments", "/experiments/future", "/experiments/lock", "/history", "/compare", "/tour",
            "/tour/2" })
            await visitor.GoTo(path);
        await visitor.GoTo("/?delay=40&jitter=20&cc=BR,CN&modes=async,sequential");
        await visitor.Get("keys").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Get("theme").Locator(scheme == ColorScheme.Light ? "[value=Dark]" : "[value=Light]").CheckAsync();
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("lane-async").Locator(".track .b.f").First.HoverAsync();
        await visitor.Get("bar-card").WaitForAsync();
        await visitor.Get("share").ClickAsync();
        await Expect(visitor.Get("share-menu")).ToBeVisibleAsync();
        await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Get("save-png").ClickAsync());
    }

    [Fact]
    public async Task ContentSecurityPolicy_InjectedScript_DoesNotRun()
    {
        await using var visitor = await browser.NewVisitor();
        visitor.IgnoreErrors(error => error.Contains("Content Security Policy", StringComparison.Ordinal));
        await visitor.GoTo("/");
        var ran = await visitor.Page.EvaluateAsync<bool>(
            """
            () => {
              document.head.appendChild(document.createElement('script')).textContent = 'window.owned = true';
              return window.owned === true;
            }
            """);
        Assert.False(ran);
    }
}

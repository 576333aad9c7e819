namespace FlagDashboard.Tests.Browser;

[Collection<PagesInBrowser>]
public sealed class FocusTests(BrowserFixture browser)
{
    [Fact]
    public async Task Focus_PageOpens_StaysWhereThePersonPutIt()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.Page.AddInitScriptAsync(
            "window.focused = []; addEventListener('focusin', e => window.focused.push(e.target.tagName), true);");
        await visitor.GoTo("/");
        await visitor.Get("seed").FillAsync("7");
        // The server answers in turn, so that whatever it does when a page opens has arrived with this answer.
        await visitor.Page.WaitForFunctionAsync("() => location.search.includes('seed=7')");
        Assert.Equal(["INPUT"], await visitor.Page.EvaluateAsync<string[]>("() => window.focused"));

        await visitor.Page.Locator("nav").GetByText("Experiments").ClickAsync();
        await visitor.Page.WaitForFunctionAsync("() => document.activeElement.tagName === 'H1'");
    }
}

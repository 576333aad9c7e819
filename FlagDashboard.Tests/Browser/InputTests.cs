using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>Text fields take what a person types or pastes, or say why they do not.</summary>
[Collection<BrowserCollection>]
public sealed class InputTests(BrowserFixture browser)
{
    [Fact]
    public async Task Paste_ThirtyThousandCharacters_IsRefusedWithoutLosingTheConnection()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=FR");
        await visitor.Page.Locator(".paste summary").ClickAsync();
        var paste = visitor.Page.Locator("textarea[data-testid=country-paste]");
        await Paste(visitor, paste, string.Concat(Enumerable.Repeat("中 ", 15_000)));
        await Expect(visitor.Page.Locator(".paste")).ToContainTextAsync("A list has at most 20000 characters.");
        await visitor.Get("country-paste-add").ClickAsync();

        // The server still reads messages of the longest text that is allowed.
        await Paste(visitor, paste, string.Concat(Enumerable.Repeat("\u0001", 19_996)) + " DE\n");
        await Expect(visitor.Page.Locator(".paste")).Not.ToContainTextAsync("A list has at most");
        await visitor.Get("country-paste-add").ClickAsync();
        await Expect(visitor.Get("country-count")).ToHaveTextAsync("2 picked");
        await Expect(visitor.Page.Locator(".connection")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Search_ThirtyThousandCharacters_IsRefusedWithoutLosingTheConnection()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=FR");
        await Paste(visitor, visitor.Page.Locator("input[data-testid=country-search]"), new string('x', 30_000));
        await Expect(visitor.Page.Locator(".mud-list-item")).ToHaveTextAsync(
            "At most 2500 characters can be searched. Paste a list below instead.");
        await visitor.GoTo("/history");
        await Paste(visitor, visitor.Get("history-text"), new string('x', 30_000));
        await Expect(visitor.Page.Locator(".filter [role=alert]")).ToHaveTextAsync("Only the first 100 characters are searched.");
        await Expect(visitor.Page.Locator(".connection")).ToBeHiddenAsync();
    }

    // Pastes as a person does: the browser applies the length limit of the field, which setting its value by script would bypass.
    private static async Task Paste(Visitor visitor, Microsoft.Playwright.ILocator field, string text)
    {
        await field.FocusAsync();
        await visitor.Page.EvaluateAsync(
            "text => { document.activeElement.select(); document.execCommand('insertText', false, text); }", text);
    }
}

using System.Globalization;
using Microsoft.Playwright;

namespace FlagDashboard.Tests.Browser;

[Collection<PagesInBrowser>]
public sealed class FocusTests(BrowserFixture browser)
{
    /// <summary>
    /// Gives the focus to every element that the Tab key reaches, and returns those without a visible ring. The ring may be on the label or
    /// on the frame of an input. A ring is visible if it is at least 2 px wide and in another colour than the page.
    /// </summary>
    private const string ElementsWithoutRing = """
        () => {
          const page = getComputedStyle(document.body).backgroundColor;
          const hasRing = element => {
            const style = getComputedStyle(element);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== page
              && !/rgba\(.*, 0\)/.test(style.outlineColor) && style.opacity !== '0';
          };
          const root = document.querySelector('dialog[open]') ?? document;
          const all = [...root.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
            .filter(element => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
          const without = all.filter(element => {
            element.focus();
            return document.activeElement !== element
              || ![element, element.closest('label'), element.closest('.mud-input')].some(one => one && hasRing(one));
          });
          return [`${all.length}`, ...without.map(element => element.outerHTML.slice(0, 120))];
        }
        """;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Focus_EveryElementOfEveryPage_HasAVisibleRing(ColorScheme scheme)
    {
        await using var visitor = await browser.NewVisitor(scheme: scheme);
        foreach (var path in
            (string[])["/?cc=BR,CN,ZZ", "/tour/2", "/experiments", "/experiments/lock", "/experiments/future", "/presenter"])
        {
            await visitor.GoTo(path);
            await AssertRings(visitor, path);
        }

        await visitor.GoTo("/?cc=BR,CN&site=local");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await AssertRings(visitor, "a race");
        await visitor.GoTo("/history");
        await visitor.Page.Locator(".kept tbody .name").First.WaitForAsync();
        await AssertRings(visitor, "the history");
        await visitor.Page.Keyboard.PressAsync("?");
        await AssertRings(visitor, "the keys");
    }

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

    private static async Task AssertRings(Visitor visitor, string page)
    {
        // After a key, the browser treats a focus that a script sets as one of the keyboard.
        await visitor.Page.Keyboard.PressAsync("Tab");
        var found = await visitor.Page.EvaluateAsync<string[]>(ElementsWithoutRing);
        Assert.True(int.Parse(found[0], CultureInfo.InvariantCulture) >= 1, $"{page}: {found[0]} elements");
        Assert.True(found.Length == 1, $"{page}: {string.Join('\n', found[1..])}");
    }
}

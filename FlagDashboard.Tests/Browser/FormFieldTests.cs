namespace FlagDashboard.Tests.Browser;

/// <summary>The fields of the plan and of the settings of experiments, in windows in which they have little room.</summary>
[Collection<PagesInBrowser>]
public sealed class FormFieldTests(BrowserFixture browser)
{
    // The longest choice of a list counts, not the chosen one.
    private const string CutTexts =
        """
        () => {
          const cut = [...document.querySelectorAll('.plan :is(.mud-input-label, input:not([type=checkbox]))')]
            .filter(text => text.checkVisibility() && text.scrollWidth > text.clientWidth).map(text => text.value ?? text.textContent);
          const beyondField = [...document.querySelectorAll('.plan .mud-input-label')].filter(label => label.checkVisibility() &&
            label.getBoundingClientRect().right > label.closest('.mud-input-control').getBoundingClientRect().right - 6);
          const lists = [...document.querySelectorAll('.plan select')].filter(list => {
            const shown = list.getBoundingClientRect().width;
            list.style.cssText = 'width: max-content; justify-self: start';
            return list.getBoundingClientRect().width > shown;
          });
          return [...cut, ...beyondField.map(label => label.textContent), ...lists.map(list => list.dataset.testid)];
        }
        """;

    [Theory]
    [InlineData("en-US", 1024)]
    [InlineData("en-US", 1366)]
    [InlineData("en-US", 390)]
    [InlineData("zh-CN", 1024)]
    [InlineData("zh-CN", 390)]
    public async Task Fields_LongestTexts_AreNotCut(string locale, int width)
    {
        await using var visitor = await browser.NewVisitor(locale: locale, width: width, height: 768);
        foreach (var path in (string[])
        [
            "/?site=error&errors=0.125&delay=4000&jitter=3999.5&seed=2147483647&workers=676",
            "/experiments/lock", "/experiments/gil", "/experiments/loop", "/experiments/progress", "/experiments/map-or-as-completed",
            "/experiments/future",
        ])
        {
            await visitor.GoTo(path);
            foreach (var list in await visitor.Page.Locator(".paste summary").AllAsync())
                await list.ClickAsync();
            Assert.Equal((path, ""), (path, string.Join(" · ", await visitor.Page.EvaluateAsync<string[]>(CutTexts))));
        }
    }
}

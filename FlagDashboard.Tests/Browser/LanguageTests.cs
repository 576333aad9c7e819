using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>Tests that a Chinese reader sees every page in Chinese.</summary>
[Collection<PagesInBrowser>]
public sealed class LanguageTests(BrowserFixture browser)
{
    // Every visible text, label and title that has a word of Latin letters and no Chinese character. Code, keys, codes of countries and the
    // output of a script are the same in every language. So are names and terms that the Chinese texts keep.
    private const string EnglishTexts = """
        () => {
          const same = 'code, pre, kbd, script, style, .transcript, .code, [lang]:not(html), [data-testid^=kept-], .name a';
          const terms = /\b(FlagDashboard|futures?|workers?|Python|asyncio|DELAY|ERROR|LOCAL|REMOTE|POP20)\b/gi;
          const isEnglish = text => /[A-Za-z]{3,}/.test(text.replace(terms, '')) && !/[\u4e00-\u9fff]/.test(text);
          const found = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode;
            if (!node.parentElement.closest(same) && node.parentElement.checkVisibility() && isEnglish(node.data))
              found.add(node.data.trim());
          }
          for (const name of ['aria-label', 'title', 'placeholder', 'data-tip'])
            for (const element of document.querySelectorAll(`[${name}]`))
              if (!element.closest(same) && isEnglish(element.getAttribute(name)))
                found.add(`${name}: ${element.getAttribute(name)}`);
          return [...found];
        }
        """;

    private Task<Visitor> NewChineseVisitor() => browser.NewVisitor(locale: "zh-CN", scheme: ColorScheme.Dark);

    [Fact]
    public async Task Page_ForChineseBrowser_HasNoEnglishText()
    {
        await using var visitor = await NewChineseVisitor();
        foreach (var path in (string[])
        [
            "/", "/tour/1", "/tour/2", "/tour/3", "/tour/4", "/tour/5", "/tour/6", "/tour/7", "/experiments/gil",
            "/experiments", "/experiments/lock", "/experiments/loop", "/experiments/progress", "/experiments/map-or-as-completed",
            "/experiments/future", "/history", "/compare", "/presenter",
        ])
        {
            await visitor.GoTo(path);
            await AssertChinese(visitor);
        }
    }

    [Fact]
    public async Task Race_ForChineseBrowser_HasNoEnglishText()
    {
        await using var visitor = await NewChineseVisitor();
        await visitor.GoTo("/?modes=sequential,threads-map,async&cc=BR,CN,DE,EG&workers=2&delay=300&jitter=200");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await Expect(visitor.Get("verdict")).ToContainTextAsync(new Regex("获胜|平手"));
        await AssertChinese(visitor);
        await visitor.Get("lane-async").Locator(".track [data-f]").First.HoverAsync();
        await Expect(visitor.Get("bar-card")).ToBeVisibleAsync();
        await AssertChinese(visitor);
        await visitor.AssertAccessible("a finished race in Chinese");
    }

    [Fact]
    public async Task Series_InChinese_HasNoEnglishText()
    {
        await using var visitor = await NewChineseVisitor();
        await visitor.GoTo("/?modes=sequential,async&cc=BR,CN&workers=2&delay=100&jitter=0");
        await visitor.Page.Locator("input[data-testid=repeat]").FillAsync("2");
        await visitor.Get("run").ClickAsync();
        await visitor.Get("differences").WaitForAsync();
        await visitor.Page.Locator("details summary").ClickAsync();
        await AssertChinese(visitor);
    }

    [Fact]
    public async Task Switch_ToOtherLanguage_StaysForLaterPages()
    {
        await using var visitor = await NewChineseVisitor();
        await visitor.GoTo("/");
        await visitor.Get("language-en").ClickAsync();
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await visitor.GoTo("/tour/1");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("One after another");
        await visitor.Get("language-zh-Hans").ClickAsync();
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
    }

    private static async Task AssertChinese(Visitor visitor)
    {
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
        var english = await visitor.Page.EvaluateAsync<string[]>(EnglishTexts);
        Assert.True(english.Length == 0, string.Join(Environment.NewLine, english));
    }
}

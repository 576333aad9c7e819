using System.Text.RegularExpressions;
using FlagDashboard.Sharing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<PagesInBrowser>]
public sealed class PageTests(BrowserFixture browser)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_EmptyFinishedAndInvalidPage_FindsNoViolations(ColorScheme scheme)
    {
        await using var visitor = await browser.NewVisitor(scheme: scheme);
        // One of the pages is that of a race that does not exist.
        visitor.IgnoreErrors(error => error.Contains("404", StringComparison.Ordinal));
        await visitor.GoTo("/?site=local");
        await Expect(visitor.Get("run"))
            .ToHaveCSSAsync("background-color", scheme == ColorScheme.Light ? "rgb(81, 56, 201)" : "rgb(179, 164, 255)");
        await visitor.AssertAccessible("empty");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.AssertAccessible("finished");
        await visitor.Get("rows-future").CheckAsync(new() { Force = true });
        await visitor.AssertAccessible("by future");
        await visitor.GoTo("/?cc=FR,ZZ,FR&workers=0&modes=none");
        await visitor.AssertAccessible("wrong");
        await visitor.GoTo("/race/nosuchrace");
        await visitor.AssertAccessible("missing");
    }

    [Fact]
    public async Task Theme_Chosen_IsKeptAfterReload()
    {
        await using var visitor = await browser.NewVisitor(scheme: ColorScheme.Light);
        await visitor.GoTo("/");
        await visitor.Get("theme").Locator("[value=Dark]").CheckAsync();
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        var dark = await Background(visitor);
        await visitor.Page.ReloadAsync();
        await visitor.WaitUntilInteractive();

        Assert.Equal(dark, await Background(visitor));
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task Phone_FinishedRace_FitsWidth()
    {
        await using var visitor = await browser.NewVisitor(width: 390, height: 844);
        await visitor.GoTo("/?site=local&delay=60&jitter=30");
        Assert.Equal(390, await visitor.PageWidth());
        await visitor.RunRace();
        await visitor.WaitForResults();
        Assert.Equal(390, await visitor.PageWidth());
    }

    [Fact]
    public async Task Player_NarrowWindow_IsWithinItsColumn()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=BR,CD,VC&modes=threads-as-completed&site=local");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("happened").Locator("span").EvaluateAsync("text => text.textContent = 'a long event '.repeat(30)");

        // A window of 1920 px has 960 CSS px at a zoom of 200 %.
        foreach (var width in (int[])[900, 960, 1024, 1060, 1280])
        {
            await visitor.Page.SetViewportSizeAsync(width, 768);
            var outside = await visitor.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const end = document.querySelector('.player').getBoundingClientRect().right;
                  const lane = document.querySelector('.lane').getBoundingClientRect().right;
                  return [...document.querySelectorAll('.player, .player .controls > *, .player .scrub')]
                    .filter(part => part.getBoundingClientRect().right > Math.min(end, lane) + .5)
                    .map(part => part.className);
                }
                """);
            Assert.True(outside.Length == 0, $"{width} px: {string.Join(", ", outside)}");
            Assert.Equal(width, await visitor.PageWidth());
        }
    }

    // The button of the plan once lay over the inputs that scroll, and half covered whichever was at its edge.
    [Theory]
    [InlineData(1366, 768, "zh-CN")]
    [InlineData(1366, 650, "zh-CN")]
    [InlineData(1024, 768, "en-US")]
    public async Task Axe_PlanThatScrolls_FindsNoViolations(int width, int height, string locale)
    {
        await using var visitor = await browser.NewVisitor(width: width, height: height, locale: locale);
        await visitor.GoTo("/");
        await visitor.Get("start").SelectOptionAsync("InTurn");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("[?&]start="));
        await visitor.AssertAccessible("runs in turn");
        await visitor.Get("site").SelectOptionAsync("Error");
        await Expect(visitor.Get("errorRate")).ToBeVisibleAsync();
        await visitor.AssertAccessible("runs in turn at the site ERROR");
    }

    [Theory]
    [InlineData("system", ColorScheme.Dark, true)]
    [InlineData("system", ColorScheme.Light, false)]
    [InlineData("light", ColorScheme.Dark, false)]
    [InlineData("dark", ColorScheme.Light, true)]
    public async Task Page_BeforeCircuitStarts_HasColorsOfTheme(string choice, ColorScheme scheme, bool dark)
    {
        await using var visitor = await browser.NewVisitor(scheme: scheme);
        var url = browser.Server.Address.AbsoluteUri;
        await visitor.Page.Context.AddCookiesAsync([new() { Name = "theme", Value = choice, Url = url }]);
        visitor.IgnoreErrors(_ => true);
        await visitor.Page.RouteAsync("**/_framework/**", route => route.AbortAsync());
        await visitor.Page.GotoAsync("/");
        var label = visitor.Page.Locator(".mud-input-label").First;
        await Expect(label).ToBeVisibleAsync();
        var mute = (dark ? DashboardColors.Dark : DashboardColors.Light).SecondaryInk;
        var rgb = string.Join(", ", Convert.FromHexString(mute[1..]));
        await Expect(label).ToHaveCSSAsync("color", new Regex($@"^rgba?\({rgb}(, 1)?\)$"));
    }

    [Fact]
    public async Task Keyboard_WithoutMouse_PicksRunsAndInspects()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?site=local&modes=sequential&cc=FR,DE");
        await visitor.Page.Keyboard.PressAsync("r");
        await visitor.WaitForResults();
        await visitor.Page.Locator(".race[data-watched]").WaitForAsync();
        await visitor.Page.Locator(".area").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visitor.Get("bar-card")).ToContainTextAsync("Germany · DE");
        await visitor.Page.Keyboard.PressAsync("ArrowRight");

        await Expect(visitor.Get("bar-card")).ToContainTextAsync("France · FR");
        await Expect(visitor.Get("bar-card")).ToContainTextAsync("bytes");
    }

    [Fact]
    public async Task Bar_HoveredBeforeScriptLoads_ShowsItsCard()
    {
        await using var visitor = await browser.NewVisitor();
        var pointed = new TaskCompletionSource();
        await visitor.Page.RouteAsync("**/js/bar-inspector*.js", async route =>
        {
            await pointed.Task;
            await route.ContinueAsync();
        });
        await visitor.GoTo("/?site=local&modes=async&cc=FR,DE");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await visitor.Get("lane-async").Locator(".track [data-f]").First.HoverAsync();
        pointed.SetResult();
        await Expect(visitor.Get("bar-card")).ToContainTextAsync("bytes");
    }

    [Fact]
    public async Task Lane_BrowserScrollsToABar_StaysOnTheAxis()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?site=local&modes=async,sequential&cc=FR,DE");
        await visitor.RunRace();
        await visitor.WaitForResults();
        var scrolled = await visitor.Page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('.area')].map(area => { area.scrollLeft = 40; return area.scrollLeft; })");
        Assert.Equal([0, 0], scrolled);
    }

    [Fact]
    public async Task Picker_SearchPasteAndPresets_AreInTheAddressAndComeBackWithIt()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/");
        await visitor.Get("preset-none").ClickAsync();
        await Expect(visitor.Get("country-count")).ToHaveTextAsync("0 picked");
        await Expect(visitor.Get("run")).ToBeDisabledAsync();

        await visitor.Get("country-search").PressSequentiallyAsync("braz");
        await Expect(visitor.Page.Locator(".mud-popover-open .mud-list-item")).ToHaveTextAsync(["Brazil · BR", "Congo - Brazzaville · CG"]);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator(".chips .chip")).ToHaveTextAsync(["BR"]);

        await visitor.Page.GetByText("Paste a list").ClickAsync();
        await visitor.Get("country-paste").FillAsync("fr, DE\nbr qq");
        await visitor.Get("country-paste-add").ClickAsync();
        await Expect(visitor.Get("country-count")).ToHaveTextAsync("3 picked");
        await Expect(visitor.Get("bad-code")).ToContainTextAsync("qq");

        await visitor.Page.ReloadAsync();
        await visitor.WaitUntilInteractive();
        await Expect(visitor.Get("country-count")).ToHaveTextAsync("3 picked");
        await Expect(visitor.Get("bad-code")).ToHaveCountAsync(1);
        await Expect(visitor.Get("run")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Link_InvalidPlan_ShowsProblemAndCannotRun()
    {
        await using var visitor = await browser.NewVisitor();
        foreach (var (query, message) in ((string, string)[])
        [
            ("cc=none", "Pick at least one country."),
            ("cc=../..,%00,<b>", "no such code"),
            ("workers=0", "Workers must be from 1 to 676."),
            ("workers=-1", "Workers must be from 1 to 676."),
            ("workers=2147483648", "is not a whole number in range"),
            ("delay=-5", "The delay must be from 0 to"),
            ("delay=NaN", "The delay must be from 0 to"),
            ("delay=1000000000", "The delay must be from 0 to"),
            ("jitter=301", "The jitter must be from 0 to"),
            ("seed=x", "is not a whole number in range"),
            ("modes=warp", "There is no mode “warp”"),
            ("site=mars", "is none of"),
        ])
        {
            await visitor.GoTo($"/?{query}");
            await Expect(visitor.Page.Locator(".plan")).ToContainTextAsync(message);
            await Expect(visitor.Get("run")).ToBeDisabledAsync();
        }
    }

    [Fact]
    public async Task Race_UnknownId_ShowsMessageAndPlanStaysUsable()
    {
        await using var visitor = await browser.NewVisitor();
        visitor.IgnoreErrors(error => error.Contains("404", StringComparison.Ordinal));
        foreach (var id in (string[])["nosuchrace", "..%2F..%2Fetc", "<img src=x onerror=alert(1)>", new('x', 10_240)])
        {
            await visitor.GoTo($"/race/{id}");
            await Expect(visitor.Get("missing")).ToContainTextAsync("There is no race");
            await Expect(visitor.Get("run")).ToBeEnabledAsync();
        }
    }

    [Fact]
    public async Task Picker_EnterInSearch_StartsNoRace()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=DE&modes=async&site=local");
        await visitor.Get("country-search").PressAsync("Enter");
        await visitor.Get("country-search").PressSequentiallyAsync("brazil");
        await Expect(visitor.Page.Locator(".mud-popover-open .mud-list-item")).ToHaveTextAsync(["Brazil · BR"]);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator(".chips .chip")).ToHaveTextAsync(["BR", "DE"]);
        Assert.Equal("/", new Uri(visitor.Page.Url).AbsolutePath);
        await Expect(visitor.Get("race")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Race_Shown_IsMarkedInTheNavigation()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/?cc=DE&modes=async&site=local");
        await Expect(visitor.Page.Locator("nav [aria-current=page]")).ToHaveTextAsync(["Race"]);
        await visitor.RunRace();
        await Expect(visitor.Page.Locator("nav .here[aria-current=page]")).ToHaveTextAsync(["Race"]);
        await visitor.GoTo("/compare");
        await Expect(visitor.Page.Locator("nav .here[aria-current=page]")).ToHaveTextAsync(["History"]);
    }

    [Fact]
    public async Task Font_AnyPage_IsLoadedOnce()
    {
        await using var visitor = await browser.NewVisitor();
        var fonts = new List<string>();
        visitor.Page.Request += (_, request) =>
        {
            if (request.ResourceType == "font")
                fonts.Add(request.Url);
        };
        await visitor.GoTo("/");
        await visitor.Page.EvaluateAsync("() => document.fonts.ready.then(() => {})");
        Assert.Single(fonts);
    }

    [Fact]
    public async Task Numbers_MachineOfAnotherLanguage_AreWrittenInTheLanguageOfThePage()
    {
        await using var server = await DashboardProcess.Start(("LC_ALL", "de_DE.UTF-8"));
        await using var visitor = await browser.NewVisitor(server.Address);
        await visitor.GoTo("/?cc=BR,DE&modes=sequential&delay=100&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForResults();
        await Expect(visitor.Get("verdict")).ToContainTextAsync("Finished in 0.");
        Assert.DoesNotMatch(@"\d,\d", await visitor.Page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task Address_UnknownPage_ShowsMessageAndLinkBack()
    {
        await using var visitor = await browser.NewVisitor();
        visitor.IgnoreErrors(error => error.Contains("404", StringComparison.Ordinal));
        await visitor.GoTo("/no/such/page");

        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("There is no such page");
        await visitor.Page.GetByText("To the races").ClickAsync();
        await Expect(visitor.Get("run")).ToBeEnabledAsync();
    }

    private static Task<string> Background(Visitor visitor) =>
        visitor.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

}

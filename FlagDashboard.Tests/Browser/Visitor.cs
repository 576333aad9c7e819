using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace FlagDashboard.Tests.Browser;

/// <summary>One person's browser window. Whatever it complains of fails the test when the visitor leaves.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    // Deque's own call for Playwright opens another page for each report, which takes longer than the check itself.
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly IBrowserContext _context;
    private Func<string, bool> _expected = _ => false;

    private Visitor(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Enqueue($"console: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.RequestFailed += (_, request) =>
        {
            // Leaving a page aborts its requests, which is not an error.
            if (request.Failure != "net::ERR_ABORTED")
                _complaints.Enqueue($"failed: {request.Url} {request.Failure}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                _complaints.Enqueue($"HTTP {response.Status}: {response.Url}");
        };
    }

    public IPage Page { get; }

    public static async Task<Visitor> Open(IBrowserContext context) => new(context, await context.NewPageAsync());

    /// <summary>Goes to an address of the server, and waits until the page answers to clicks.</summary>
    public async Task GoTo(string path)
    {
        await Page.GotoAsync(path);
        await WaitUntilInteractive();
    }

    public Task WaitUntilInteractive() => Page.Locator("[data-interactive=true]").WaitForAsync();

    public ILocator Get(string testId) => Page.GetByTestId(testId);

    /// <summary>Presses Run, and waits for the race's own address.</summary>
    public async Task<string> RunRace()
    {
        await Get("run").ClickAsync();
        // Reads the address in the page, because Playwright may miss a change of address by script.
        await Page.WaitForFunctionAsync("() => location.href.startsWith(document.baseURI + 'race/')");
        return await Page.EvaluateAsync<string>("() => location.pathname");
    }

    /// <summary>Waits until so many flags of a mode are received, and are pictures.</summary>
    public Task WaitForFlags(string mode, int count) => Page.WaitForFunctionAsync(
        """
        ([mode, count]) => {
          const pictures = window.pictures ??= new Map();
          const pictureOf = address => {
            if (!pictures.has(address))
              pictures.set(address, Object.assign(new Image(), { src: address }));
            return pictures.get(address);
          };
          return [...document.querySelectorAll(`[data-testid=received-${mode}] .got.flag`)]
            .map(flag => pictureOf(getComputedStyle(flag).backgroundImage.slice(5, -2)))
            .filter(picture => picture.complete && picture.naturalWidth > 0).length >= count;
        }
        """,
        new object[] { mode, count });

    /// <summary>
    /// Chooses a log to import. Blazor listens to a file input a moment after the page answers to clicks, and a file that is chosen
    /// before is lost. The property is the one that its script sets on the input.
    /// </summary>
    public async Task RaceImport(FilePayload log)
    {
        await Page.WaitForFunctionAsync(
            "() => document.querySelector('[data-testid=import]')._blazorInputFileNextFileId !== undefined");
        await Get("import").SetInputFilesAsync(log);
    }

    public Task WaitForResults() => Get("results").WaitForAsync();

    public Task<int> ReceivedCount(string mode) => Page.Locator($"[data-testid=received-{mode}] .got").CountAsync();

    /// <summary>Axe finds nothing wrong with what is shown.</summary>
    /// <param name="state">What the page shows, for the message of a failed test.</param>
    /// <param name="popover">
    /// The selector of an open popover, to check it alone. MudBlazor places it beside the landmarks of the page. Null for the whole page.
    /// </param>
    public async Task AssertAccessible(string state, string? popover = null)
    {
        // Waits for transitions to end, because axe would otherwise check intermediate colors.
        await Page.WaitForFunctionAsync(
            "() => document.getAnimations().every(animation => animation.constructor === Animation || animation.playState !== 'running')");
        // The player, the axis and, on a phone, the bar with the Run button always cover something, which axe reports although a reader can
        // scroll it free. They are made static.
        var unstuck = await Page.AddStyleTagAsync(new()
        {
            Content = ".player, .axis { position: static !important; } @media (max-width: 900px) { .go { position: static !important; } }",
        });
        // A page that has been checked before has it still.
        if (!await Page.EvaluateAsync<bool>("() => 'axe' in window"))
            await Page.EvaluateAsync(Axe);
        var violations = await Page.EvaluateAsync<string[]>(
            """
            async popover => {
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
              const rules = { region: { enabled: popover === null } };
              const result = await axe.run(
                popover ?? document, { runOnly: { type: 'tag', values: tags }, rules, resultTypes: ['violations'] });
              return result.violations.map(violation => `${violation.id} (${violation.help}): `
                + violation.nodes.slice(0, 3).map(node => node.html).join(' | '));
            }
            """,
            popover);
        await unstuck.EvaluateAsync("style => style.remove()");
        Assert.True(violations.Length == 0, $"{state}: {string.Join('\n', violations)}");
    }

    /// <summary>
    /// Axe finds nothing wrong with what is shown, and every element that can have the focus shows it in both themes. The visitor sees the
    /// dark theme before and afterwards.
    /// </summary>
    /// <param name="state">What the page shows, for the message of a failed test.</param>
    /// <param name="axeInBothThemes">Whether axe checks the light theme too, because no other test does so for this state.</param>
    public async Task AssertUsable(string state, bool axeInBothThemes = false)
    {
        await AssertAccessible(state);
        await FocusRings.AssertVisible(this, state);
        await SwitchTo(ColorScheme.Light);
        await FocusRings.AssertVisible(this, $"{state}, light");
        if (axeInBothThemes)
            await AssertAccessible($"{state}, light");
        await SwitchTo(ColorScheme.Dark);
    }

    private async Task SwitchTo(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        // The server chooses the colours of MudBlazor.
        await Page.WaitForFunctionAsync(
            "scheme => getComputedStyle(document.documentElement).getPropertyValue('--mud-native-html-color-scheme').trim() === scheme",
            scheme == ColorScheme.Dark ? "dark" : "light");
    }

    /// <summary>How wide the page is, in CSS px, once its scripts have seen the width of the window.</summary>
    public Task<int> PageWidth() => Page.EvaluateAsync<int>(
        """
        async () => {
          for (let frame = 0; frame < 2; frame++)
            await new Promise(requestAnimationFrame);
          return document.documentElement.scrollWidth;
        }
        """);

    /// <summary>Names complaints that belong to what a test does.</summary>
    public void IgnoreErrors(Func<string, bool> error) => _expected = error;

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.DoesNotContain(_complaints, error => !_expected(error));
    }
}

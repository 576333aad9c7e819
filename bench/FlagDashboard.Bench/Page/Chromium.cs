using Microsoft.Playwright;

namespace FlagDashboard.Bench.Page;

/// <summary>A headless browser, which renders in software.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    private readonly IPlaywright _playwright;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    /// <summary>The path of the browser; null if none is installed.</summary>
    public static string? Path { get; } =
        Names.SelectMany(name =>
                (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
                .Select(folder => System.IO.Path.Combine(folder, name)))
            .Prepend(Environment.GetEnvironmentVariable("BROWSER_PATH")).FirstOrDefault(File.Exists);

    public const string Missing = "Pages need Chromium or Chrome. Install one, or set BROWSER_PATH to its path.";

    public static async Task<Chromium> Start()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    /// <summary>Opens a page with an empty cache, as a new visitor does.</summary>
    /// <returns>The page, which is interactive.</returns>
    public async Task<IPage> Visit(Uri address)
    {
        var page = await NewPage();
        await page.GotoAsync(address.ToString());
        await page.Locator("[data-interactive=true]").WaitForAsync();
        return page;
    }

    /// <summary>Prepares a page with an empty cache.</summary>
    public async Task<IPage> NewPage()
    {
        var context = await Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1366, Height = 768 } });
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(scriptPath: System.IO.Path.Combine(AppContext.BaseDirectory, "Page", "watch.js"));
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }
}

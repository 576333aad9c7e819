using Microsoft.Playwright;

namespace FlagDashboard.Tests.Browser;

/// <summary>One server and one Chromium for a group of browser tests; each test opens visitors of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // Long enough for a busy machine. Tests wait for conditions, so only a hang reaches this limit.
    private const float TimeoutMs = 60_000;

    // Chromium prepares two pages of its own for the address bar of every window, which nobody sees here and which takes as long as a page
    // of the product. It obeys only the last list of such features, so that the list repeats the one of Playwright.
    private static readonly string[] UnneededFeatures =
    [
        "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
        "AimEnabled", "AutoDeElevate", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
        "BlockOriginHeaderModificationOnRedirect", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls",
        "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding",
        "ThirdPartyStoragePartitioning", "Translate",
    ];

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private DashboardProcess? _server;

    internal DashboardProcess Server => _server ?? throw new InvalidOperationException("Open a visitor first.");

    /// <summary>A visitor with cookies and cache of its own; through another address than the server's if given.</summary>
    /// <param name="through">The address to visit; null for the address of the server.</param>
    /// <param name="width">The width of the window, in CSS px.</param>
    /// <param name="height">The height of the window, in CSS px.</param>
    /// <param name="scheme">The colour scheme of the system.</param>
    /// <param name="bypassPolicy">Whether the browser ignores the Content-Security-Policy.</param>
    /// <param name="phone">Whether the window is on a device that is touched and has no keys.</param>
    /// <param name="locale">The language that the browser prefers.</param>
    /// <param name="timeZone">The time zone of the browser; null for that of this machine.</param>
    internal async Task<Visitor> NewVisitor(
        Uri? through = null,
        int width = 1366,
        int height = 768,
        ColorScheme scheme = ColorScheme.Light,
        bool bypassPolicy = false,
        bool phone = false,
        string locale = "en-US",
        string? timeZone = null)
    {
        await EnsureStarted();
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = (through ?? Server.Address).AbsoluteUri,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            BypassCSP = bypassPolicy,
            HasTouch = phone,
            IsMobile = phone,
            Locale = locale,
            TimezoneId = timeZone,
            // One test starts a server with a self-signed certificate.
            IgnoreHTTPSErrors = true,
        });
        context.SetDefaultTimeout(TimeoutMs);
        return await Visitor.Open(context);
    }

    /// <summary>Starts server and browser, at the first need: a run of other tests alone does without.</summary>
    internal async Task EnsureStarted()
    {
        await _starting.WaitAsync();
        try
        {
            _server ??= await DashboardProcess.Start();
            _playwright ??= await Playwright.CreateAsync();
            _browser ??= await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Environment.GetEnvironmentVariable("BROWSER_PATH") ?? "/usr/bin/chromium",
                Args =
                [
                    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    $"--disable-features={string.Join(',', UnneededFeatures)}",
                ],
            });
            Assertions.SetDefaultExpectTimeout(TimeoutMs);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        _starting.Dispose();
    }
}

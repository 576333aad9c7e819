using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace FlagDashboard.Components.Layout;

/// <summary>
/// Shows an error message in place of a page that failed, and logs the exception. The message disappears when the person opens another
/// page.
/// </summary>
public sealed class PageErrorBoundary : ErrorBoundary, IDisposable
{
    [Inject]
    private ILogger<PageErrorBoundary> Logger { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => Navigation.LocationChanged += RecoverOnNavigation;

    /// <inheritdoc/>
    protected override Task OnErrorAsync(Exception exception)
    {
        Logger.PageFailed(exception);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => Navigation.LocationChanged -= RecoverOnNavigation;

    private void RecoverOnNavigation(object? sender, LocationChangedEventArgs change) => Recover();
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace FlagDashboard.Components.Layout;

/// <summary>Shows its error content instead of a page that failed, and logs the exception as an error.</summary>
public sealed class PageErrorBoundary : ErrorBoundary
{
    [Inject]
    private ILogger<PageErrorBoundary> Logger { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnErrorAsync(Exception exception)
    {
        Logger.PageFailed(exception);
        return Task.CompletedTask;
    }
}

using FlagDashboard.Classroom;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.Classroom;

/// <summary>Base class of components that render again when the shared screen, the number of viewers or the poll changes.</summary>
public abstract class ClassComponent : ComponentBase, IDisposable
{
    /// <summary>The connection of this page with the class.</summary>
    [Inject]
    protected ClassConnection Class { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => Class.Changed += Refresh;

    /// <summary>
    /// Called on the renderer's thread when the shared screen, the number of viewers or the poll has changed, before the component renders
    /// again.
    /// </summary>
    protected virtual Task OnClassChanged() => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        Class.Changed -= Refresh;
        GC.SuppressFinalize(this);
    }

    private void Refresh() => _ = InvokeAsync(async () =>
    {
        await OnClassChanged();
        StateHasChanged();
    });
}

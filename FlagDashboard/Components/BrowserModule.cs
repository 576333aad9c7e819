using Microsoft.JSInterop;

namespace FlagDashboard.Components;

/// <summary>
/// A JavaScript module that a component calls. The connection to the browser may be lost at any moment: a call that is lost
/// with it says so, and never breaks the page. One per component; not thread-safe.
/// </summary>
internal sealed class BrowserModule(IJSRuntime js, string path) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private bool _disposed;

    /// <summary>Calls an exported function.</summary>
    /// <returns>Whether the browser has done it; if not, it is worth trying again.</returns>
    public Task<bool> Call(string function, params object?[] arguments) => Reached(async () =>
    {
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", path);
        // The page may have been left during the import. The arguments may then hold references that are disposed.
        if (_disposed)
        {
            await _module.DisposeAsync();
            throw new OperationCanceledException("The component is disposed.");
        }

        await _module.InvokeVoidAsync(function, arguments);
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        if (_module is { } module)
            await Reached(() => module.DisposeAsync().AsTask());
    }

    private static async Task<bool> Reached(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception error) when (error is JSDisconnectedException or OperationCanceledException or JSException)
        {
            return false;
        }
    }
}

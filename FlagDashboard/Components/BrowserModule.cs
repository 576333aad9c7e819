using Microsoft.JSInterop;

namespace FlagDashboard.Components;

/// <summary>
/// A JavaScript module that a component calls. If the connection to the browser is lost, a call returns false instead of throwing. Each
/// component creates its own instance. Not thread-safe.
/// </summary>
/// <param name="js">Calls JavaScript in the browser.</param>
/// <param name="path">The address of the module, relative to the page.</param>
internal sealed class BrowserModule(IJSRuntime js, string path) : IAsyncDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(60);

    private IJSObjectReference? _module;
    private Action? _detach;
    private bool _disposed;

    /// <summary>Calls an exported function of the module. The first call imports the module.</summary>
    /// <returns>True if the call succeeded. After false, the caller may try again.</returns>
    public Task<bool> Call(string function, params object?[] arguments) => TryCall(async () =>
    {
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", CallTimeout, path);
        // The component may have been disposed while the browser imported the module, for example because the person left the page. The
        // arguments of this call may then be disposed too, so the call is dropped.
        if (_disposed)
        {
            await _module.DisposeAsync();
            throw new OperationCanceledException("The component is disposed.");
        }

        await _module.InvokeVoidAsync(function, CallTimeout, arguments);
    });

    /// <summary>
    /// Calls a function that adds event listeners, and repeats the call whenever the connection to the browser is restored, because an
    /// earlier call may have been lost. The function must replace the listeners that it added before. Call this method only once.
    /// </summary>
    public Task AttachListeners(CircuitReconnection connection, string function, params object?[] arguments)
    {
        connection.Restored += AttachAgain;
        _detach = () => connection.Restored -= AttachAgain;
        return Call(function, arguments);

        void AttachAgain() => _ = Call(function, arguments);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        _detach?.Invoke();
        if (_module is { } module)
            await TryCall(() => module.DisposeAsync().AsTask());
    }

    private static async Task<bool> TryCall(Func<Task> call)
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

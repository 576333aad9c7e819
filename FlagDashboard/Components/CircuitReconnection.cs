using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FlagDashboard.Components;

/// <summary>
/// Tells the components of a page when the lost connection to its browser is restored. Calls to the browser that were under way when the
/// connection broke are lost without an error, so components must repeat them. Use it only on the circuit's dispatcher.
/// </summary>
public sealed class CircuitReconnection : CircuitHandler
{
    private bool _isLost;

    /// <summary>
    /// Raised when a lost connection is restored. A handler must not await a call to the browser, because the browser answers only after
    /// the handlers have returned.
    /// </summary>
    public event Action? Restored;

    /// <inheritdoc/>
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _isLost = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_isLost)
        {
            _isLost = false;
            Restored?.Invoke();
        }

        return Task.CompletedTask;
    }
}

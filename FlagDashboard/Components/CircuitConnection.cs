using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FlagDashboard.Components;

/// <summary>
/// Tells the components of one page when the connection to the browser is back. A call to the browser is lost with the connection, without
/// an error, if it was on its way. Used on the circuit's dispatcher only.
/// </summary>
public sealed class CircuitConnection : CircuitHandler
{
    private bool _isLost;

    /// <summary>
    /// Raised when the connection was lost and is back. A handler must not wait for the browser, which answers only afterwards.
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

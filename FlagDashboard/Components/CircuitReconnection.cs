using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FlagDashboard.Components;

/// <summary>
/// Tells the components of a page when the lost connection to its browser is restored. Calls to the browser that were under way when the
/// connection broke are lost without an error, so components must repeat them. Use it only on the circuit's dispatcher.
/// </summary>
public sealed class CircuitReconnection : CircuitHandler
{
    /// <summary>Whether the connection to the browser is lost, perhaps for good because the page was closed.</summary>
    public bool IsLost { get; private set; }

    /// <summary>
    /// Raised when a lost connection is restored. A handler must not await a call to the browser, because the browser answers only after
    /// the handlers have returned.
    /// </summary>
    public event Action? Restored;

    /// <inheritdoc/>
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsLost = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (IsLost)
        {
            IsLost = false;
            Restored?.Invoke();
        }

        return Task.CompletedTask;
    }
}

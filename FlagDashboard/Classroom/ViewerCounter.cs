using FlagDashboard.Security;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FlagDashboard.Classroom;

/// <summary>Counts the pages of viewers that are connected to the server. Thread-safe.</summary>
public sealed class ViewerCounter
{
    private int _value;

    /// <summary>The number of connected viewer pages. A page that has lost its connection does not count.</summary>
    public int Value => Volatile.Read(ref _value);

    /// <summary>Raised when <see cref="Value"/> has changed, on the thread that changed it.</summary>
    public event Action? Changed;

    internal void Add(int change)
    {
        Interlocked.Add(ref _value, change);
        Changed?.Invoke();
    }

    /// <summary>Adds one page to the count while the connection of its circuit is up. The presenter's pages are not counted.</summary>
    internal sealed class CountingCircuitHandler(ViewerCounter count, ICurrentUser user) : CircuitHandler
    {
        private bool _isCounted;

        public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            if (!user.IsPresenter && !_isCounted)
            {
                _isCounted = true;
                count.Add(+1);
            }

            return Task.CompletedTask;
        }

        public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            if (_isCounted)
            {
                _isCounted = false;
                count.Add(-1);
            }

            return Task.CompletedTask;
        }
    }
}

using FlagDashboard.Security;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FlagDashboard.Classroom;

/// <summary>Counts the connected pages of viewers. Thread-safe.</summary>
public sealed class ViewerCounter
{
    private int _value;

    /// <summary>The number of connected pages of viewers. A page whose connection is lost does not count.</summary>
    public int Value => Volatile.Read(ref _value);

    /// <summary>Raised after every change, on the thread that made it.</summary>
    public event Action? Changed;

    internal void Add(int change)
    {
        Interlocked.Add(ref _value, change);
        Changed?.Invoke();
    }

    /// <summary>Counts the circuit of one page while its connection is up.</summary>
    internal sealed class CircuitCounter(ViewerCounter count, ICurrentUser user) : CircuitHandler
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

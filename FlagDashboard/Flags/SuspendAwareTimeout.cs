namespace FlagDashboard.Flags;

/// <summary>
/// A time limit for one operation that does not count time in which this process was stopped, for example by Ctrl+Z. Thread-safe.
/// </summary>
internal sealed class SuspendAwareTimeout : IDisposable
{
    // The timeout counts time in timer steps of one second. If the process is stopped for a long time, at most one step of that time
    // counts.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private TimeSpan _left;
    private bool _disposed;

    /// <summary>Starts the time limit.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellation">Cancels <see cref="Token"/> before the limit.</param>
    public SuspendAwareTimeout(TimeSpan limit, TimeProvider clock, CancellationToken cancellation)
    {
        _left = limit;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _timer = clock.CreateTimer(_ => EndStep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        BeginStep();
    }

    /// <summary>A token that is cancelled when the time limit is over.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _timer.Dispose();
        _source.Dispose();
    }

    private void BeginStep() => _timer.Change(_left < Step ? _left : Step, Timeout.InfiniteTimeSpan);

    private void EndStep()
    {
        // The lock is held during Cancel, so that Dispose on another thread cannot dispose the source meanwhile. A callback of the token
        // must therefore never wait for this lock.
        lock (_lock)
        {
            if (_disposed)
                return;
            _left -= Step;
            if (_left > TimeSpan.Zero)
                BeginStep();
            else
                _source.Cancel();
        }
    }
}

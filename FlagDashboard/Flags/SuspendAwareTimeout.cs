namespace FlagDashboard.Flags;

/// <summary>
/// A time limit for one operation that does not count time in which this process was stopped, for example by Ctrl+Z. Thread-safe.
/// </summary>
internal sealed class SuspendAwareTimeout : IDisposable
{
    // The time limit is counted in timer steps of one second. No timer fires while the process is suspended, for example by Ctrl+Z, so even
    // a long suspension counts as at most one step.
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
        // Cancels the token source inside the lock, so that another thread cannot dispose the source at the same time. Callbacks of the
        // token run inside the lock too, so they must never wait for this lock.
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

namespace FlagDashboard.Experiments;

/// <summary>Expires when no page has been open for a while, or when an open page has not been used for long. Thread-safe.</summary>
internal sealed class PresenceTimeout : IDisposable
{
    /// <summary>Idle limit while a page is open: a teacher may be talking.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(15);

    /// <summary>Limit while no page is open: a page may be reloading.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private int _pages;

    /// <summary>Starts with no page open.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="expired">Called when the limit is exceeded, with whether a page is open.</param>
    public PresenceTimeout(TimeProvider time, Action<bool> expired) =>
        _timer = time.CreateTimer(_ => expired(IsPresent), null, Grace, Timeout.InfiniteTimeSpan);

    private bool IsPresent
    {
        get
        {
            lock (_gate)
                return _pages > 0;
        }
    }

    /// <summary>Counts a page as open until the returned lease is disposed.</summary>
    public IDisposable Enter()
    {
        Change(+1);
        return new Lease(this);
    }

    /// <summary>Restarts the limit, because somebody did something.</summary>
    public void Touch() => Change(0);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Change(int pages)
    {
        lock (_gate)
        {
            _pages += pages;
            _timer.Change(_pages > 0 ? IdleLimit : Grace, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Lease(PresenceTimeout presence) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
                presence.Change(-1);
        }
    }
}

namespace FlagDashboard.Experiments;

/// <summary>Expires when no page has been open for a while, or when an open page has not been used for long. Thread-safe.</summary>
internal sealed class InactivityTimeout : IDisposable
{
    /// <summary>The idle limit while a page is open. It is long, because a teacher may be talking.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(15);

    /// <summary>The limit while no page is open. It is long enough for a page to reload.</summary>
    public static readonly TimeSpan LimitWithoutPage = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private int _pages;

    /// <summary>Starts the timeout. No page counts as open yet.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="expired">Called when the limit has passed. The argument tells whether a page is open.</param>
    public InactivityTimeout(TimeProvider time, Action<bool> expired) =>
        _timer = time.CreateTimer(_ => expired(IsPresent), null, LimitWithoutPage, Timeout.InfiniteTimeSpan);

    private bool IsPresent
    {
        get
        {
            lock (_gate)
                return _pages > 0;
        }
    }

    /// <summary>Counts a page as open until the caller disposes the returned lease.</summary>
    public IDisposable AddOpenPage()
    {
        Change(+1);
        return new OpenPageLease(this);
    }

    /// <summary>Restarts the time limit, because a person has used the page.</summary>
    public void Touch() => Change(0);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Change(int pages)
    {
        lock (_gate)
        {
            _pages += pages;
            _timer.Change(_pages > 0 ? IdleLimit : LimitWithoutPage, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class OpenPageLease(InactivityTimeout presence) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
                presence.Change(-1);
        }
    }
}

namespace FlagDashboard.Experiments;

/// <summary>Notices when nobody is there any more. Thread-safe.</summary>
internal sealed class PresenceTimeout : IDisposable
{
    /// <summary>How long somebody may be there and do nothing: a teacher explains.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(15);

    /// <summary>How long nobody need be there: a page is loaded again.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private int _present;

    /// <summary>Nobody is there yet.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="expired">Told once, whether anybody is there.</param>
    public PresenceTimeout(TimeProvider time, Action<bool> expired) =>
        _timer = time.CreateTimer(_ => expired(Present), null, Grace, Timeout.InfiniteTimeSpan);

    private bool Present
    {
        get
        {
            lock (_gate)
                return _present > 0;
        }
    }

    /// <summary>Somebody comes, and stays until what is returned is disposed.</summary>
    public IDisposable Enter()
    {
        Change(+1);
        return new Lease(this);
    }

    /// <summary>Somebody does something.</summary>
    public void Touch() => Change(0);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Change(int change)
    {
        lock (_gate)
        {
            _present += change;
            _timer.Change(_present > 0 ? IdleLimit : Grace, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Lease(PresenceTimeout presence) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                presence.Change(-1);
        }
    }
}

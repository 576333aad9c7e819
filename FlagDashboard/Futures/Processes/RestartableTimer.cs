namespace FlagDashboard.Futures.Processes;

/// <summary>An alarm of which there is one at a time: setting it takes the last one back, even one that is just about to ring.</summary>
internal sealed class RestartableTimer(TimeProvider clock)
{
    private readonly object _gate = new();
    private ITimer? _timer;
    private long _number;

    public void Set(TimeSpan due, Action ring)
    {
        lock (_gate)
        {
            Clear();
            var number = _number;
            _timer = clock.CreateTimer(
                _ =>
                {
                    if (StillSet(number))
                        ring();
                },
                null,
                due,
                Timeout.InfiniteTimeSpan);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _number++;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private bool StillSet(long number)
    {
        lock (_gate)
            return number == _number;
    }
}

namespace FlagDashboard.Futures.Processes;

/// <summary>A one-shot timer. Restarting it cancels the previous callback, even one that is about to run. Thread-safe.</summary>
internal sealed class RestartableTimer(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private long _generation;

    /// <summary>Cancels the previous callback, and schedules this one.</summary>
    public void Restart(TimeSpan due, Action callback)
    {
        lock (_lock)
        {
            Stop();
            var generation = _generation;
            _timer = clock.CreateTimer(
                _ =>
                {
                    if (IsCurrent(generation))
                        callback();
                },
                null,
                due,
                Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Cancels the callback.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _generation++;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private bool IsCurrent(long generation)
    {
        lock (_lock)
            return generation == _generation;
    }
}

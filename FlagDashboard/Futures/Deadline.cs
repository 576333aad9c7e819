namespace FlagDashboard.Futures;

/// <summary>A moment on a clock: a timeout counted from where the deadline was made.</summary>
/// <remarks>
/// No timeout, <see cref="Timeout.InfiniteTimeSpan"/>, and one longer than a timer can hold (about 49 days) never
/// pass. Zero and any other negative timeout have passed at once, as in Python: what is ready is still had.
/// </remarks>
internal readonly struct Deadline(TimeProvider clock, TimeSpan? timeout)
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1L);

    private readonly TimeSpan? _timeout = timeout == Timeout.InfiniteTimeSpan || timeout > LongestTimer ? null
        : timeout < TimeSpan.Zero ? TimeSpan.Zero
        : timeout;

    private readonly long _start = clock.GetTimestamp();

    public bool Passed => Remaining <= TimeSpan.Zero;

    private TimeSpan? Remaining => _timeout - clock.GetElapsedTime(_start);

    /// <summary>A timer that calls back when this has passed; null if that will never be. Dispose it.</summary>
    public ITimer? Alarm(Action ring)
    {
        if (Remaining is not { } remaining)
            return null;
        var due = remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        return clock.CreateTimer(_ => ring(), null, due, Timeout.InfiniteTimeSpan);
    }
}

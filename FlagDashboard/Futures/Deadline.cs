namespace FlagDashboard.Futures;

/// <summary>The moment when a timeout ends, counted on a clock from the construction of this value.</summary>
/// <remarks>
/// A timeout of null, of <see cref="Timeout.InfiniteTimeSpan"/>, or longer than a timer can hold (about 49 days) never ends. Zero and all
/// other negative timeouts have passed at once. As in Python, results that are ready are returned even if the deadline has passed.
/// </remarks>
internal readonly struct Deadline(TimeProvider clock, TimeSpan? timeout)
{
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromMilliseconds(uint.MaxValue - 1L);

    private readonly TimeSpan? _timeout = timeout == Timeout.InfiniteTimeSpan || timeout > MaxTimeout ? null
        : timeout < TimeSpan.Zero ? TimeSpan.Zero
        : timeout;

    private readonly long _start = clock.GetTimestamp();

    /// <summary>Whether the timeout has ended.</summary>
    public bool HasPassed => Remaining <= TimeSpan.Zero;

    private TimeSpan? Remaining => _timeout - clock.GetElapsedTime(_start);

    /// <summary>Starts a timer that calls back once the deadline has passed. The caller must dispose the timer.</summary>
    /// <returns>The timer; null if the deadline never passes.</returns>
    public ITimer? StartTimer(Action callback)
    {
        if (Remaining is not { } remaining)
            return null;
        var due = remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        return clock.CreateTimer(_ => callback(), null, due, Timeout.InfiniteTimeSpan);
    }
}

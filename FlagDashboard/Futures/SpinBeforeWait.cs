namespace FlagDashboard.Futures;

/// <summary>Yields the processor a few times before a thread blocks.</summary>
/// <remarks>
/// Under load, the awaited item usually arrives during these yields. That is cheaper than to sleep and be woken. The thread that wakes
/// another thread still holds the lock that the woken thread needs next, so the woken thread would block a second time.
/// </remarks>
internal static class SpinBeforeWait
{
    private const int MaxYields = 20;

    /// <summary>Returns once the condition is true, or after 20 yields.</summary>
    /// <param name="condition">Evaluated without a lock, so its result is only a hint: check again under the lock.</param>
    public static void YieldBrieflyUntil(Func<bool> condition)
    {
        for (var yields = 0; yields < MaxYields && !condition(); yields++)
            Thread.Yield();
    }
}

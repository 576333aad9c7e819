namespace FlagDashboard.Futures;

/// <summary>
/// Before a thread goes to sleep until something comes, it lets the others run for a moment. Where much happens at once, it
/// has come by then: putting a thread to sleep and waking it costs more, and who wakes it holds the lock that it needs next.
/// </summary>
internal static class SpinBeforeWait
{
    private const int Turns = 20;

    /// <param name="come">Whether to go on; asked without any lock.</param>
    public static void Until(Func<bool> come)
    {
        for (var turn = 0; turn < Turns && !come(); turn++)
            Thread.Yield();
    }
}

using Microsoft.Extensions.Time.Testing;

namespace FlagDashboard.Tests.Futures;

/// <summary>Fake time that knows when code under test has started a timer on it. Thread-safe.</summary>
internal sealed class FakeClock : FakeTimeProvider
{
    private readonly SemaphoreSlim _timers = new(0);
    private readonly Lock _reading = new();
    private long _latest;

    // While FakeTimeProvider runs a timer's callback, it sets the time back to when the timer was due. Other threads must not
    // see a clock that runs backwards.
    public override long GetTimestamp()
    {
        lock (_reading)
            return _latest = Math.Max(_latest, base.GetTimestamp());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Release();
        return timer;
    }

    /// <summary>Blocks until one more timer has been started than were waited for before.</summary>
    public void WaitForNextTimer() => Assert.True(_timers.Wait(TimeSpan.FromSeconds(60)), "No timer was started.");

    /// <summary>Ignores the timers that have been started and not waited for.</summary>
    public void ForgetTimers()
    {
        while (_timers.Wait(0))
        {
        }
    }

    /// <summary>Blocks until one more timer has been started, then advances the time.</summary>
    public void AdvanceAfterNextTimer(TimeSpan time)
    {
        _timers.Wait();
        Advance(time);
    }
}

using Microsoft.Extensions.Time.Testing;

namespace FlagDashboard.Tests.Futures;

/// <summary>Fake time that can tell when somebody has begun to wait on it, and never runs backwards.</summary>
internal sealed class FakeClock : FakeTimeProvider
{
    private readonly SemaphoreSlim _timers = new(0);
    private readonly Lock _reading = new();
    private long _latest;

    // While it wakes a timer, time is set back to when that was due: another thread must not read that.
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

    /// <summary>Returns as soon as one more wait has begun.</summary>
    public void WaitedFor() => Assert.True(_timers.Wait(TimeSpan.FromSeconds(60)), "Nobody began to wait.");

    /// <summary>Forgets the waits that nobody has asked for.</summary>
    public void Forget()
    {
        while (_timers.Wait(0))
        {
        }
    }

    /// <summary>Lets time pass as soon as one more wait has begun.</summary>
    public void AdvanceOnceWaitedFor(TimeSpan time)
    {
        _timers.Wait();
        Advance(time);
    }
}

using FlagDashboard.Futures;
using Microsoft.Extensions.Time.Testing;

namespace FlagDashboard.Tests.Futures;

public class DeadlineTests
{
    [Fact]
    public void Passed_OverTime_IsTrueFromTheTimeoutOn()
    {
        var clock = new FakeTimeProvider();
        var deadline = new Deadline(clock, TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(deadline.Passed);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(deadline.Passed);
    }

    [Fact]
    public void Passed_ZeroOrNegative_IsTrueAtOnce()
    {
        foreach (var timeout in new[] { TimeSpan.Zero, TimeSpan.FromMilliseconds(-2), TimeSpan.MinValue })
            Assert.True(new Deadline(new FakeTimeProvider(), timeout).Passed);
    }

    [Fact]
    public void Alarm_NoLimit_IsNone()
    {
        foreach (var timeout in new TimeSpan?[] { null, Timeout.InfiniteTimeSpan, TimeSpan.FromDays(50), TimeSpan.MaxValue })
            Assert.Null(new Deadline(TimeProvider.System, timeout).Alarm(() => { }));
        using var longest = new Deadline(TimeProvider.System, TimeSpan.FromDays(49)).Alarm(() => { });
        Assert.NotNull(longest);
    }
}

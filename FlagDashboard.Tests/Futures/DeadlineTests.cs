using FlagDashboard.Futures;
using Microsoft.Extensions.Time.Testing;

namespace FlagDashboard.Tests.Futures;

public class DeadlineTests
{
    [Fact]
    public void HasPassed_OverTime_IsTrueFromTheTimeoutOn()
    {
        var clock = new FakeTimeProvider();
        var deadline = new Deadline(clock, TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(deadline.HasPassed);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(deadline.HasPassed);
    }

    [Fact]
    public void HasPassed_ZeroOrNegativeTimeout_IsTrueImmediately()
    {
        foreach (var timeout in new[] { TimeSpan.Zero, TimeSpan.FromMilliseconds(-2), TimeSpan.MinValue })
            Assert.True(new Deadline(new FakeTimeProvider(), timeout).HasPassed);
    }

    [Fact]
    public void StartTimer_NoLimit_IsNull()
    {
        foreach (var timeout in new TimeSpan?[] { null, Timeout.InfiniteTimeSpan, TimeSpan.FromDays(50), TimeSpan.MaxValue })
            Assert.Null(new Deadline(TimeProvider.System, timeout).StartTimer(() => { }));
        using var longest = new Deadline(TimeProvider.System, TimeSpan.FromDays(49)).StartTimer(() => { });
        Assert.NotNull(longest);
    }
}
